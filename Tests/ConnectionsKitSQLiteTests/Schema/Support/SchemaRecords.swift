import ConnectionsKit
import ConnectionsKitTesting

/// What stands in the files of the schema's versions.
enum SchemaRecords {
    static let account: AccountID = "full"

    /// A record of each kind in its simplest form, and of each kind that has more to it a full one in another account.
    static let all: [any StoredRecord] = Records.all + full

    private static let full: [any StoredRecord] = [
        application, connection, grant, tokens, attempt,
        UserGuard.fixture(of: "Zoë", in: account, status: .deactivated(until: .fixture + .seconds(60))),
        invitation, share, installation, submission,
        Duty.fixture(.fixture(20), in: account, work: .sweep(.fixture(12))),
        Duty.fixture(.fixture(21), in: account, work: .depart("Zoë"), dueAt: .fixture + .seconds(1)),
    ]

    private static let set = CredentialSet.Reference(account: "developer", id: .fixture(3))

    private static var application: Application {
        var application = Application.fixture("shop", in: account, name: "The \"shop\"; it's ours")
        application.lastRelease = 7
        application.allowsPortalUsers = true
        application.publishing = Application.PublishLock(user: "Zoë", since: .fixture)
        return application
    }

    private static var connection: Connection {
        var connection = Connection(
            id: .fixture(1), account: account, origin: .defined, kind: .loggedInUser, connector: "service",
            name: "Books", linkName: "books", mode: .clientCredentials(set), scopes: ["read", "write \"all\""],
            sharesAuthorization: true, application: "shop", createdAt: .fixture, createdBy: "Zoë")
        connection.referenceCount = 2
        connection.firstRelease = 3
        connection.isPaused = true
        connection.staged = Connection.Staged(scopes: ["write"], isNew: true)
        return connection
    }

    private static var grant: Grant {
        var grant = Grant.fixture(.fixture(5), in: account, connection: .fixture(1), user: "Zoë")
        grant.client = Grant.Client(clientID: "client", credentialSet: set, revision: 2)
        grant.status = .suspended(until: .fixture + .seconds(3_600))
        grant.revocation = .failed("503")
        return grant
    }

    private static var tokens: TokenState {
        var tokens = TokenState.fixture(of: .fixture(5), in: account, refreshIdleLifetime: .seconds(86_400))
        tokens.tokenVersion = 9
        tokens.lease.epoch = 12
        tokens.lease.until = .fixture
        tokens.lease.phase = .calling(tokenVersion: 9, epoch: 11)
        tokens.lease.outcomeUnknown = 8
        tokens.health.lastRefreshedAt = .fixture
        tokens.health.failures = 3
        tokens.health.failingSince = .fixture
        tokens.health.retryAt = .fixture + .seconds(60)
        tokens.health.lastFailure = TokenHealth.Failure(kind: .transient, code: "503", at: .fixture)
        return tokens
    }

    private static var attempt: Attempt {
        var attempt = Attempt.fixture(state: "spent", in: account, connection: .fixture(1))
        attempt.client = Grant.Client(clientID: "client", credentialSet: set, revision: 2)
        attempt.grant = .fixture(5)
        attempt.status = .consumed
        return attempt
    }

    private static var invitation: Invitation {
        var invitation = Invitation.fixture(.fixture(10), in: account)
        invitation.client = "client"
        return invitation
    }

    private static var share: Share {
        var share = Share.fixture(
            .fixture(11), in: account, release: .fixture(9), licence: .trial(until: .fixture + .seconds(60)))
        share.isWithdrawn = true
        share.installation = .fixture(12)
        share.listing = .fixture(14)
        return share
    }

    private static var installation: Installation {
        var installation = Installation.fixture(
            .fixture(12), in: account, release: .fixture(.fixture(9), in: "developer"), share: share)
        installation.status = .disabled
        installation.staged = Installation.Staged(release: .fixture(15), number: 8, share: .fixture(16))
        return installation
    }

    private static var submission: Submission {
        var submission = Submission.fixture(.fixture(14), in: account, release: .fixture(.fixture(9)))
        submission.status = .rejected
        submission.reason = "It's \"unsafe\"."
        return submission
    }

    /// The entries of the trail, of each outcome and actor.
    static let entries: [AuditEntry] = {
        var denied = AuditEntry.fixture(in: account, action: .deleteConnection, subject: "books", changed: ["name"])
        denied.outcome = .denied(rules: ["manage.role"])
        denied.connection = .fixture(1)
        var failed = AuditEntry.fixture(in: account, action: .authorize)
        failed.outcome = .failed(code: "consentDenied")
        failed.actor = .platform("petra")
        failed.grant = .fixture(5)
        var own = AuditEntry.fixture(in: account)
        own.actor = .system
        return [.fixture(subject: "first"), denied, failed, own]
    }()
}
