PRAGMA application_id = 1129015668;
PRAGMA user_version = 1;
CREATE TABLE applications (
    account TEXT NOT NULL, id TEXT NOT NULL,
    name TEXT NOT NULL, last_release INTEGER NOT NULL, allows_portal_users INTEGER NOT NULL,
    publishing_user TEXT, publishing_since INTEGER, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
INSERT INTO applications VALUES ('account', 'application', 'Application', 0, 0, NULL, NULL, 1);
INSERT INTO applications VALUES ('full', 'shop', 'The "shop"; it''s ours', 7, 1, 'Zoë', 1767225600000, 1);
CREATE TABLE connections (
    account TEXT NOT NULL, id BLOB NOT NULL,
    origin TEXT NOT NULL, installation BLOB, source BLOB, kind TEXT NOT NULL, connector TEXT NOT NULL,
    name TEXT NOT NULL, link_name TEXT NOT NULL, mode TEXT, credential_account TEXT, credential_set BLOB,
    scopes TEXT NOT NULL, shares_authorization INTEGER NOT NULL, application TEXT, created_at INTEGER NOT NULL,
    created_by TEXT, system_applications TEXT NOT NULL, reference_count INTEGER NOT NULL,
    first_release INTEGER, is_unused INTEGER NOT NULL, is_paused INTEGER NOT NULL,
    staged_scopes TEXT, staged_is_new INTEGER, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT;
INSERT INTO connections VALUES ('account', X'00000000000040008000000000000001', 'installed', X'0000000000004000800000000000000C', X'00000000000040008000000000000002', 'admin', 'service', 'Connection', 'books', 'platform_managed', NULL, NULL, '["read"]', 0, 'application', 1767225600000, 'user', '[]', 0, NULL, 0, 0, NULL, NULL, 1);
INSERT INTO connections VALUES ('account', X'00000000000040008000000000000002', 'system', NULL, NULL, 'system', 'crm', 'Connection', 'system', 'platform_managed', NULL, NULL, '["read"]', 0, NULL, 1767225600000, 'user', '["crm''s \"own\"","shop"]', 0, NULL, 0, 0, NULL, NULL, 1);
INSERT INTO connections VALUES ('full', X'00000000000040008000000000000001', 'defined', NULL, NULL, 'loggedInUser', 'service', 'Books', 'books', 'client_credentials', 'developer', X'00000000000040008000000000000003', '["read","write \"all\""]', 1, 'shop', 1767225600000, 'Zoë', '[]', 2, 3, 0, 1, '["write"]', 1, 1);
CREATE TABLE system_applications (
    account TEXT NOT NULL, application TEXT NOT NULL, connection BLOB NOT NULL,
    PRIMARY KEY (account, application, connection),
    FOREIGN KEY (account, connection) REFERENCES connections (account, id)) STRICT, WITHOUT ROWID;
INSERT INTO system_applications VALUES ('account', 'crm''s "own"', X'00000000000040008000000000000002');
INSERT INTO system_applications VALUES ('account', 'shop', X'00000000000040008000000000000002');
CREATE TABLE connection_references (
    account TEXT NOT NULL, connection BLOB NOT NULL, place TEXT NOT NULL, component TEXT NOT NULL,
    detail TEXT NOT NULL,
    application TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (account, connection, place, component, detail)) STRICT, WITHOUT ROWID;
INSERT INTO connection_references VALUES ('account', X'00000000000040008000000000000001', 'formWorkflow', 'sale', 'sold', 'application', 1767225600000, 'user', 1);
CREATE TABLE credential_sets (
    account TEXT NOT NULL, id BLOB NOT NULL,
    connector TEXT NOT NULL, name TEXT NOT NULL, client_id TEXT NOT NULL, secret BLOB,
    authentication TEXT NOT NULL, redirect_uri TEXT NOT NULL, revision INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT;
INSERT INTO credential_sets VALUES ('account', X'00000000000040008000000000000003', 'service', 'Client', 'client', X'636C69656E7420736563726574', 'client_secret_basic', 'https://host.example/callback', 1, 1);
CREATE TABLE credential_revisions (
    account TEXT NOT NULL, credential_set BLOB NOT NULL, number INTEGER NOT NULL,
    client_id TEXT NOT NULL, secret BLOB, authentication TEXT NOT NULL, redirect_uri TEXT NOT NULL,
    replaced_at INTEGER NOT NULL, retired_at INTEGER, version INTEGER NOT NULL,
    PRIMARY KEY (account, credential_set, number)) STRICT;
INSERT INTO credential_revisions VALUES ('account', X'00000000000040008000000000000003', 1, 'client', X'636C69656E7420736563726574', 'client_secret_basic', 'https://host.example/callback', 1767225600000, NULL, 1);
CREATE TABLE slots (
    account TEXT NOT NULL, connection BLOB NOT NULL, environment TEXT NOT NULL, has_user INTEGER NOT NULL,
    user TEXT NOT NULL,
    grant_id BLOB NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (account, connection, environment, has_user, user)) STRICT, WITHOUT ROWID;
INSERT INTO slots VALUES ('account', X'00000000000040008000000000000001', 'production', 1, 'user', X'00000000000040008000000000000005', 1);
CREATE TABLE grants (
    account TEXT NOT NULL, id BLOB NOT NULL,
    connection BLOB NOT NULL, kind TEXT NOT NULL, connector TEXT NOT NULL, user TEXT,
    authorized_by TEXT NOT NULL, data_centre TEXT NOT NULL, account_name TEXT NOT NULL, subject TEXT,
    client_id TEXT, client_account TEXT, client_set BLOB, client_revision INTEGER,
    requested_scopes TEXT NOT NULL, granted_scopes TEXT NOT NULL, created_at INTEGER NOT NULL,
    details TEXT NOT NULL, status TEXT NOT NULL, status_cause TEXT, status_until INTEGER,
    revocation TEXT, revocation_at INTEGER, revocation_failure TEXT, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT;
INSERT INTO grants VALUES ('account', X'00000000000040008000000000000005', X'00000000000040008000000000000001', 'loggedInUser', 'service', 'user', 'user', 'us', 'Account', 'subject', 'client', NULL, NULL, 0, '["read"]', '["read"]', 1767225600000, '["instance_url","https://eu1.service.example/\"a\"","subdomain","acme"]', 'authorized', NULL, NULL, NULL, NULL, NULL, 1);
INSERT INTO grants VALUES ('full', X'00000000000040008000000000000005', X'00000000000040008000000000000001', 'loggedInUser', 'service', 'Zoë', 'user', 'us', 'Account', 'subject', 'client', 'developer', X'00000000000040008000000000000003', 2, '["read"]', '["read"]', 1767225600000, '["instance_url","https://eu1.service.example/\"a\"","subdomain","acme"]', 'suspended', NULL, 1767229200000, 'failed', NULL, '503', 1);
CREATE TABLE tokens (
    account TEXT NOT NULL, grant_id BLOB NOT NULL,
    token_version INTEGER NOT NULL, access BLOB NOT NULL, refresh BLOB, obtained_at INTEGER NOT NULL,
    expires_at INTEGER, idle_lifetime INTEGER, lease_epoch INTEGER NOT NULL, lease_until INTEGER,
    calling_version INTEGER, calling_epoch INTEGER, outcome_unknown INTEGER, last_refreshed_at INTEGER,
    failure_kind TEXT, failure_code TEXT, failure_at INTEGER, failures INTEGER NOT NULL,
    failing_since INTEGER, retry_at INTEGER,
    version INTEGER NOT NULL, refresh_due_at INTEGER,
    PRIMARY KEY (account, grant_id)) STRICT;
INSERT INTO tokens VALUES ('account', X'00000000000040008000000000000005', 1, X'616363657373', X'72656672657368', 1767225600000, 1767229200000, NULL, 0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, NULL, 1, 1767228300000);
INSERT INTO tokens VALUES ('full', X'00000000000040008000000000000005', 9, X'616363657373', X'72656672657368', 1767225600000, 1767229200000, 86400000, 12, 1767225600000, 9, 11, 8, 1767225600000, 'transient', '503', 1767225600000, 3, 1767225600000, 1767225660000, 1, 1767228300000);
CREATE TABLE attempts (
    account TEXT NOT NULL, state TEXT NOT NULL,
    side TEXT NOT NULL, user TEXT NOT NULL, connection BLOB NOT NULL, slot_connection BLOB NOT NULL,
    slot_environment TEXT, slot_user TEXT, environment TEXT NOT NULL, grant_id BLOB NOT NULL,
    data_centre TEXT NOT NULL, scopes TEXT NOT NULL, client_id TEXT, client_account TEXT, client_set BLOB,
    client_revision INTEGER, redirect_uri TEXT, verifier BLOB, started_at INTEGER NOT NULL,
    deadline INTEGER NOT NULL, device_code BLOB, device_interval INTEGER, device_next_at INTEGER,
    details TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (account, state)) STRICT;
INSERT INTO attempts VALUES ('account', 'state', 'client', 'user', X'00000000000040008000000000000001', X'00000000000040008000000000000001', 'production', NULL, 'production', X'00000000000040008000000000000005', 'us', '["read"]', 'client', NULL, NULL, 0, 'https://host.example/callback', X'7665726966696572', 1767225600000, 1767225690000, X'64657669636520636F6465', 5000, 1767225605000, '["subdomain","acme"]', 'open', 1);
INSERT INTO attempts VALUES ('full', 'spent', 'client', 'user', X'00000000000040008000000000000001', X'00000000000040008000000000000001', 'production', NULL, 'production', X'00000000000040008000000000000005', 'us', '["read"]', 'client', 'developer', X'00000000000040008000000000000003', 2, 'https://host.example/callback', X'7665726966696572', 1767225600000, 1767225690000, X'64657669636520636F6465', 5000, 1767225605000, '["subdomain","acme"]', 'consumed', 1);
CREATE TABLE user_guards (
    account TEXT NOT NULL, user TEXT NOT NULL,
    status TEXT NOT NULL, status_until INTEGER, version INTEGER NOT NULL,
    PRIMARY KEY (account, user)) STRICT, WITHOUT ROWID;
INSERT INTO user_guards VALUES ('account', 'user', 'active', NULL, 1);
INSERT INTO user_guards VALUES ('full', 'Zoë', 'deactivated', 1767225660000, 1);
CREATE TABLE duties (
    account TEXT NOT NULL, id BLOB NOT NULL,
    work TEXT NOT NULL, target BLOB, target_user TEXT, due_at INTEGER NOT NULL, tries INTEGER NOT NULL,
    version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
INSERT INTO duties VALUES ('account', X'0000000000004000800000000000000D', 'revoke', X'00000000000040008000000000000005', NULL, 1767225600000, 0, 1);
INSERT INTO duties VALUES ('full', X'00000000000040008000000000000014', 'sweep', X'0000000000004000800000000000000C', NULL, 1767225600000, 0, 1);
INSERT INTO duties VALUES ('full', X'00000000000040008000000000000015', 'depart', NULL, 'Zoë', 1767225601000, 0, 1);
CREATE TABLE data_keys (
    account TEXT NOT NULL, id BLOB NOT NULL,
    wrapped BLOB NOT NULL, wrapping_key TEXT NOT NULL, created_at INTEGER NOT NULL, retired_at INTEGER,
    progress_target BLOB, progress_place TEXT, progress_after TEXT, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
INSERT INTO data_keys VALUES ('account', X'0000000000004000800000000000000F', X'77726170706564', 'key-1', 1767225600000, NULL, NULL, NULL, NULL, 1);
CREATE TABLE releases (
    account TEXT NOT NULL, id BLOB NOT NULL,
    application TEXT NOT NULL, application_name TEXT NOT NULL, number INTEGER NOT NULL,
    connections TEXT NOT NULL, allows_portal_users INTEGER NOT NULL, created_at INTEGER NOT NULL,
    created_by TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT;
INSERT INTO releases VALUES ('account', X'00000000000040008000000000000009', 'application', 'Application', 1, '[{"connector":"service","kind":"admin","linkName":"connection_00000000-0000-4000-8000-000000000001","mode":{"platformManaged":{}},"name":"Connection","places":[],"scopes":["read"],"sharesAuthorization":false,"source":"00000000-0000-4000-8000-000000000001"}]', 0, 1767225600000, 'user', 1);
CREATE TABLE invitations (
    account TEXT NOT NULL, id BLOB NOT NULL,
    address TEXT NOT NULL, data_centre TEXT NOT NULL, expires_at INTEGER NOT NULL, client TEXT,
    version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
INSERT INTO invitations VALUES ('account', X'0000000000004000800000000000000A', 'client@host.example', 'us', 1767830400000, NULL, 1);
INSERT INTO invitations VALUES ('full', X'0000000000004000800000000000000A', 'client@host.example', 'us', 1767830400000, 'client', 1);
CREATE TABLE shares (
    account TEXT NOT NULL, id BLOB NOT NULL,
    client TEXT NOT NULL, application TEXT NOT NULL, release BLOB NOT NULL, licence TEXT NOT NULL,
    licence_until INTEGER, is_withdrawn INTEGER NOT NULL, installation BLOB, listing BLOB,
    created_at INTEGER NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
INSERT INTO shares VALUES ('account', X'0000000000004000800000000000000B', 'client', 'application', X'00000000000040008000000000000009', 'unlimited', NULL, 0, NULL, NULL, 1767225600000, 1);
INSERT INTO shares VALUES ('full', X'0000000000004000800000000000000B', 'client', 'application', X'00000000000040008000000000000009', 'trial', 1767225660000, 1, X'0000000000004000800000000000000C', X'0000000000004000800000000000000E', 1767225600000, 1);
CREATE TABLE submissions (
    account TEXT NOT NULL, id BLOB NOT NULL,
    developer TEXT NOT NULL, application TEXT NOT NULL, application_name TEXT NOT NULL, release BLOB NOT NULL,
    release_number INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT, submitted_at INTEGER NOT NULL,
    submitted_by TEXT NOT NULL, decided_at INTEGER, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT;
INSERT INTO submissions VALUES ('account', X'0000000000004000800000000000000E', 'account', 'application', 'Application', X'00000000000040008000000000000009', 1, 'inReview', NULL, 1767225600000, 'user', NULL, 1);
INSERT INTO submissions VALUES ('full', X'0000000000004000800000000000000E', 'account', 'application', 'Application', X'00000000000040008000000000000009', 1, 'rejected', 'It''s "unsafe".', 1767225600000, 'user', NULL, 1);
CREATE TABLE installations (
    account TEXT NOT NULL, id BLOB NOT NULL,
    developer TEXT NOT NULL, application TEXT NOT NULL, name TEXT NOT NULL, release BLOB NOT NULL,
    release_number INTEGER NOT NULL, share BLOB NOT NULL, staged_release BLOB, staged_number INTEGER,
    staged_share BLOB, licence TEXT NOT NULL, licence_until INTEGER,
    allows_portal_users INTEGER NOT NULL, environments TEXT NOT NULL, status TEXT NOT NULL,
    created_at INTEGER NOT NULL, created_by TEXT NOT NULL, version INTEGER NOT NULL,
    PRIMARY KEY (account, id)) STRICT;
INSERT INTO installations VALUES ('account', X'0000000000004000800000000000000C', 'account', 'application', 'Application', X'00000000000040008000000000000009', 1, X'0000000000004000800000000000000B', NULL, NULL, NULL, 'unlimited', NULL, 0, '["production"]', 'active', 1767225600000, 'user', 1);
INSERT INTO installations VALUES ('full', X'0000000000004000800000000000000C', 'developer', 'application', 'Application', X'00000000000040008000000000000009', 1, X'0000000000004000800000000000000B', X'0000000000004000800000000000000F', 8, X'00000000000040008000000000000010', 'trial', 1767225660000, 0, '["production"]', 'disabled', 1767225600000, 'user', 1);
CREATE TABLE accounts (
    account TEXT NOT NULL PRIMARY KEY,
    revision INTEGER NOT NULL, audit_sequence INTEGER NOT NULL, audit_code BLOB NOT NULL,
    audit_start INTEGER NOT NULL DEFAULT 0, audit_start_code BLOB NOT NULL DEFAULT x''
) STRICT, WITHOUT ROWID;
INSERT INTO accounts VALUES ('account', 1, 1, X'31206163636F756E74206669727374', 0, X'');
INSERT INTO accounts VALUES ('full', 1, 3, X'332066756C6C20322066756C6C2031', 1, X'312066756C6C20626F6F6B73');
CREATE TABLE audit_records (
    account TEXT NOT NULL REFERENCES accounts (account), sequence INTEGER NOT NULL,
    at INTEGER NOT NULL, actor TEXT NOT NULL, actor_user TEXT, actor_account TEXT, actor_role TEXT,
    action TEXT NOT NULL, connection BLOB, grant_id BLOB, subject TEXT, outcome TEXT NOT NULL,
    outcome_rules TEXT, outcome_code TEXT, changed TEXT NOT NULL, code BLOB NOT NULL,
    PRIMARY KEY (account, sequence)) STRICT;
INSERT INTO audit_records VALUES ('account', 1, 1767225600000, 'user', 'user', 'account', 'developer', 'create_connection', NULL, NULL, 'first', 'allowed', NULL, NULL, '[]', X'31206163636F756E74206669727374');
INSERT INTO audit_records VALUES ('full', 2, 1767225600000, 'platform', 'petra', NULL, NULL, 'authorize', NULL, X'00000000000040008000000000000005', NULL, 'failed', NULL, 'consentDenied', '[]', X'322066756C6C20312066756C6C2062');
INSERT INTO audit_records VALUES ('full', 3, 1767225600000, 'system', NULL, NULL, NULL, 'create_connection', NULL, NULL, NULL, 'allowed', NULL, NULL, '[]', X'332066756C6C20322066756C6C2031');
CREATE UNIQUE INDEX unique_link_name ON connections (account, ifnull(installation, x''), link_name);
CREATE UNIQUE INDEX unique_system_connection ON connections (account, connector) WHERE kind = 'system';
CREATE INDEX connections_by_application ON connections (account, application, id)
    WHERE application IS NOT NULL;
CREATE INDEX connections_by_installation ON connections (account, installation, id)
    WHERE installation IS NOT NULL;
CREATE INDEX system_applications_by_connection ON system_applications (account, connection);
CREATE TRIGGER system_connection_made AFTER INSERT ON connections WHEN new.system_applications <> '[]' BEGIN
    INSERT INTO system_applications (account, application, connection)
        SELECT new.account, value, new.id FROM json_each(new.system_applications);
END;
CREATE TRIGGER system_connection_changed AFTER UPDATE OF system_applications ON connections
WHEN new.system_applications <> old.system_applications BEGIN
    DELETE FROM system_applications WHERE account = old.account AND connection = old.id;
    INSERT INTO system_applications (account, application, connection)
        SELECT new.account, value, new.id FROM json_each(new.system_applications);
END;
CREATE TRIGGER system_connection_deleted BEFORE DELETE ON connections
WHEN old.system_applications <> '[]' BEGIN
    DELETE FROM system_applications WHERE account = old.account AND connection = old.id;
END;
CREATE INDEX slots_by_grant ON slots (account, grant_id, connection, environment, has_user, user);
CREATE INDEX grants_by_authorizer ON grants (account, authorized_by, id);
CREATE INDEX grants_by_user ON grants (account, user, id) WHERE user IS NOT NULL;
CREATE INDEX live_grants ON grants (connector, client_id, subject)
    WHERE status IN ('authorized', 'suspended');
CREATE INDEX tokens_due ON tokens (refresh_due_at) WHERE refresh_due_at IS NOT NULL;
CREATE INDEX attempts_due ON attempts (deadline);
CREATE INDEX duties_due ON duties (due_at);
CREATE UNIQUE INDEX unique_writing_data_key ON data_keys (account) WHERE retired_at IS NULL;
CREATE INDEX data_keys_by_wrapping_key ON data_keys (wrapping_key, account, id);
CREATE UNIQUE INDEX unique_release_number ON releases (account, application, number);
CREATE INDEX releases_by_application ON releases (account, application, id);
CREATE INDEX invitations_due ON invitations (expires_at) WHERE client IS NULL;
CREATE INDEX shares_by_client ON shares (account, client, id);
CREATE INDEX shares_by_application ON shares (account, application, id);
CREATE INDEX submissions_by_status ON submissions (account, status, id);
CREATE INDEX submissions_by_application ON submissions (account, developer, application, id);
CREATE UNIQUE INDEX unique_installation ON installations (account, developer, application)
    WHERE status <> 'uninstalled';
CREATE INDEX audit_by_connection ON audit_records (account, connection, sequence)
    WHERE connection IS NOT NULL;
CREATE INDEX audit_by_user ON audit_records (account, actor_user, sequence) WHERE actor_user IS NOT NULL;
