/// The first version of the schema, which never changes: a later one is a further step.
///
/// Identifiers of the library are 16 bytes, moments are milliseconds since 1970, lists are JSON. Rows that are small
/// stand in the tree of their key (`WITHOUT ROWID`); rows with envelopes or long lists do not, since they would make that
/// tree deep. No key of one record refers to another: a record may be written before what it names, and what goes with
/// its deletion is the library's decision.
enum SchemaVersion1 {
    static let sql = [definition, authorization, distribution, trail].joined(separator: "\n")

    private static let definition = """
        CREATE TABLE applications (
            account TEXT NOT NULL, id TEXT NOT NULL,
            name TEXT NOT NULL, last_release INTEGER NOT NULL, allows_portal_users INTEGER NOT NULL,
            publishing_user TEXT, publishing_since INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;

        CREATE TABLE connections (
            account TEXT NOT NULL, id BLOB NOT NULL,
            origin TEXT NOT NULL, installation BLOB, source BLOB, kind TEXT NOT NULL, connector TEXT NOT NULL,
            name TEXT NOT NULL, link_name TEXT NOT NULL, mode TEXT, credential_account TEXT, credential_set BLOB,
            scopes TEXT NOT NULL, shares_authorization INTEGER NOT NULL, application TEXT, created_at INTEGER NOT NULL,
            created_by TEXT, system_applications TEXT NOT NULL, reference_count INTEGER NOT NULL,
            first_release INTEGER, is_unused INTEGER NOT NULL, is_paused INTEGER NOT NULL,
            staged_scopes TEXT, staged_is_new INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT;
        -- An expression, since no NULL equals another; the scope is the account or one installation.
        CREATE UNIQUE INDEX unique_link_name ON connections (account, ifnull(installation, x''), link_name);
        CREATE UNIQUE INDEX unique_system_connection ON connections (account, connector) WHERE kind = 'system';
        CREATE INDEX connections_by_application ON connections (account, application, id)
            WHERE application IS NOT NULL;
        CREATE INDEX connections_by_installation ON connections (account, installation, id)
            WHERE installation IS NOT NULL;

        -- An index over the list of applications that share a system connection, kept by the triggers.
        CREATE TABLE system_applications (
            account TEXT NOT NULL, application TEXT NOT NULL, connection BLOB NOT NULL,
            PRIMARY KEY (account, application, connection),
            FOREIGN KEY (account, connection) REFERENCES connections (account, id)) STRICT, WITHOUT ROWID;
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

        CREATE TABLE connection_references (
            account TEXT NOT NULL, connection BLOB NOT NULL, place TEXT NOT NULL, component TEXT NOT NULL,
            detail TEXT NOT NULL,
            application TEXT NOT NULL, created_at INTEGER NOT NULL, created_by TEXT NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (account, connection, place, component, detail)) STRICT, WITHOUT ROWID;

        CREATE TABLE credential_sets (
            account TEXT NOT NULL, id BLOB NOT NULL,
            connector TEXT NOT NULL, name TEXT NOT NULL, client_id TEXT NOT NULL, secret BLOB,
            authentication TEXT NOT NULL, redirect_uri TEXT NOT NULL, revision INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT;

        CREATE TABLE credential_revisions (
            account TEXT NOT NULL, credential_set BLOB NOT NULL, number INTEGER NOT NULL,
            client_id TEXT NOT NULL, secret BLOB, authentication TEXT NOT NULL, redirect_uri TEXT NOT NULL,
            replaced_at INTEGER NOT NULL, retired_at INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (account, credential_set, number)) STRICT;
        """

    private static let authorization = """
        -- A slot for no user in particular has the user ''; has_user tells it from a user of that name.
        CREATE TABLE slots (
            account TEXT NOT NULL, connection BLOB NOT NULL, environment TEXT NOT NULL, has_user INTEGER NOT NULL,
            user TEXT NOT NULL,
            grant_id BLOB NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (account, connection, environment, has_user, user)) STRICT, WITHOUT ROWID;
        CREATE INDEX slots_by_grant ON slots (account, grant_id, connection, environment, has_user, user);

        CREATE TABLE grants (
            account TEXT NOT NULL, id BLOB NOT NULL,
            connection BLOB NOT NULL, kind TEXT NOT NULL, connector TEXT NOT NULL, user TEXT,
            authorized_by TEXT NOT NULL, data_centre TEXT NOT NULL, account_name TEXT NOT NULL, subject TEXT,
            client_id TEXT, client_account TEXT, client_set BLOB, client_revision INTEGER,
            requested_scopes TEXT NOT NULL, granted_scopes TEXT NOT NULL, created_at INTEGER NOT NULL,
            details TEXT NOT NULL, status TEXT NOT NULL, status_cause TEXT, status_until INTEGER,
            revocation TEXT, revocation_at INTEGER, revocation_failure TEXT, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT;
        CREATE INDEX grants_by_authorizer ON grants (account, authorized_by, id);
        CREATE INDEX grants_by_user ON grants (account, user, id) WHERE user IS NOT NULL;
        CREATE INDEX live_grants ON grants (connector, client_id, subject)
            WHERE status IN ('authorized', 'suspended');

        CREATE TABLE tokens (
            account TEXT NOT NULL, grant_id BLOB NOT NULL,
            token_version INTEGER NOT NULL, access BLOB NOT NULL, refresh BLOB, obtained_at INTEGER NOT NULL,
            expires_at INTEGER, idle_lifetime INTEGER, lease_epoch INTEGER NOT NULL, lease_until INTEGER,
            calling_version INTEGER, calling_epoch INTEGER, outcome_unknown INTEGER, last_refreshed_at INTEGER,
            failure_kind TEXT, failure_code TEXT, failure_at INTEGER, failures INTEGER NOT NULL,
            failing_since INTEGER, retry_at INTEGER,
            version INTEGER NOT NULL, refresh_due_at INTEGER,
            PRIMARY KEY (account, grant_id)) STRICT;
        CREATE INDEX tokens_due ON tokens (refresh_due_at) WHERE refresh_due_at IS NOT NULL;

        CREATE TABLE attempts (
            account TEXT NOT NULL, state TEXT NOT NULL,
            side TEXT NOT NULL, user TEXT NOT NULL, connection BLOB NOT NULL, slot_connection BLOB NOT NULL,
            slot_environment TEXT, slot_user TEXT, environment TEXT NOT NULL, grant_id BLOB NOT NULL,
            data_centre TEXT NOT NULL, scopes TEXT NOT NULL, client_id TEXT, client_account TEXT, client_set BLOB,
            client_revision INTEGER, redirect_uri TEXT, verifier BLOB, started_at INTEGER NOT NULL,
            deadline INTEGER NOT NULL, device_code BLOB, device_interval INTEGER, device_next_at INTEGER,
            details TEXT NOT NULL, status TEXT NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (account, state)) STRICT;
        CREATE INDEX attempts_due ON attempts (deadline);

        CREATE TABLE user_guards (
            account TEXT NOT NULL, user TEXT NOT NULL,
            status TEXT NOT NULL, status_until INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (account, user)) STRICT, WITHOUT ROWID;

        CREATE TABLE duties (
            account TEXT NOT NULL, id BLOB NOT NULL,
            work TEXT NOT NULL, target BLOB, target_user TEXT, due_at INTEGER NOT NULL, tries INTEGER NOT NULL,
            version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX duties_due ON duties (due_at);

        -- A key that seals has not retired, and an account has one; progress is that of sealing its secrets anew.
        CREATE TABLE data_keys (
            account TEXT NOT NULL, id BLOB NOT NULL,
            wrapped BLOB NOT NULL, wrapping_key TEXT NOT NULL, created_at INTEGER NOT NULL, retired_at INTEGER,
            progress_target BLOB, progress_place TEXT, progress_after TEXT, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
        CREATE UNIQUE INDEX unique_writing_data_key ON data_keys (account) WHERE retired_at IS NULL;
        CREATE INDEX data_keys_by_wrapping_key ON data_keys (wrapping_key, account, id);
        """

    private static let distribution = """
        CREATE TABLE releases (
            account TEXT NOT NULL, id BLOB NOT NULL,
            application TEXT NOT NULL, application_name TEXT NOT NULL, number INTEGER NOT NULL,
            connections TEXT NOT NULL, allows_portal_users INTEGER NOT NULL, created_at INTEGER NOT NULL,
            created_by TEXT NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT;
        CREATE UNIQUE INDEX unique_release_number ON releases (account, application, number);
        CREATE INDEX releases_by_application ON releases (account, application, id);

        CREATE TABLE invitations (
            account TEXT NOT NULL, id BLOB NOT NULL,
            address TEXT NOT NULL, data_centre TEXT NOT NULL, expires_at INTEGER NOT NULL, client TEXT,
            version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX invitations_due ON invitations (expires_at) WHERE client IS NULL;

        CREATE TABLE shares (
            account TEXT NOT NULL, id BLOB NOT NULL,
            client TEXT NOT NULL, application TEXT NOT NULL, release BLOB NOT NULL, licence TEXT NOT NULL,
            licence_until INTEGER, is_withdrawn INTEGER NOT NULL, installation BLOB, listing BLOB,
            created_at INTEGER NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT, WITHOUT ROWID;
        CREATE INDEX shares_by_client ON shares (account, client, id);
        CREATE INDEX shares_by_application ON shares (account, application, id);

        CREATE TABLE submissions (
            account TEXT NOT NULL, id BLOB NOT NULL,
            developer TEXT NOT NULL, application TEXT NOT NULL, application_name TEXT NOT NULL, release BLOB NOT NULL,
            release_number INTEGER NOT NULL, status TEXT NOT NULL, reason TEXT, submitted_at INTEGER NOT NULL,
            submitted_by TEXT NOT NULL, decided_at INTEGER, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT;
        CREATE INDEX submissions_by_status ON submissions (account, status, id);
        CREATE INDEX submissions_by_application ON submissions (account, developer, application, id);

        CREATE TABLE installations (
            account TEXT NOT NULL, id BLOB NOT NULL,
            developer TEXT NOT NULL, application TEXT NOT NULL, name TEXT NOT NULL, release BLOB NOT NULL,
            release_number INTEGER NOT NULL, share BLOB NOT NULL, staged_release BLOB, staged_number INTEGER,
            staged_share BLOB, licence TEXT NOT NULL, licence_until INTEGER,
            allows_portal_users INTEGER NOT NULL, environments TEXT NOT NULL, status TEXT NOT NULL,
            created_at INTEGER NOT NULL, created_by TEXT NOT NULL, version INTEGER NOT NULL,
            PRIMARY KEY (account, id)) STRICT;
        CREATE UNIQUE INDEX unique_installation ON installations (account, developer, application)
            WHERE status <> 'uninstalled';
        """

    private static let trail = """
        -- The revision of an account, the end of its audit trail, and where that begins.
        CREATE TABLE accounts (
            account TEXT NOT NULL PRIMARY KEY,
            revision INTEGER NOT NULL, audit_sequence INTEGER NOT NULL, audit_code BLOB NOT NULL,
            audit_start INTEGER NOT NULL DEFAULT 0, audit_start_code BLOB NOT NULL DEFAULT x''
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit_records (
            account TEXT NOT NULL REFERENCES accounts (account), sequence INTEGER NOT NULL,
            at INTEGER NOT NULL, actor TEXT NOT NULL, actor_user TEXT, actor_account TEXT, actor_role TEXT,
            action TEXT NOT NULL, connection BLOB, grant_id BLOB, subject TEXT, outcome TEXT NOT NULL,
            outcome_rules TEXT, outcome_code TEXT, changed TEXT NOT NULL, code BLOB NOT NULL,
            PRIMARY KEY (account, sequence)) STRICT;
        CREATE INDEX audit_by_connection ON audit_records (account, connection, sequence)
            WHERE connection IS NOT NULL;
        CREATE INDEX audit_by_user ON audit_records (account, actor_user, sequence) WHERE actor_user IS NOT NULL;
        """
}
