import ConnectionsKit
import ConnectionsKitTesting

/// Records of every kind, as a store is given them.
enum Records {
    static let system: Connection = {
        var connection = Connection.fixture(.fixture(2), kind: .system, connector: "crm", linkName: "system")
        connection.systemApplications = ["shop", "crm's \"own\""]
        return connection
    }()

    private static let installed: Connection = {
        var connection = Connection.fixture(
            .fixture(1), linkName: "books", application: "application", installation: .fixture(12))
        connection.origin = .installed(.fixture(12), source: .fixture(2))
        return connection
    }()

    private static let attempt: Attempt = {
        var attempt = Attempt.fixture(state: "state", connection: .fixture(1))
        attempt.grant = .fixture(5)
        return attempt
    }()

    static let slot = Slot.fixture(of: .fixture(1), user: "user", grant: .fixture(5))

    /// One of each kind, and a system connection that two applications share.
    static let all: [any StoredRecord] = {
        let release = Release.fixture(.fixture(9), connections: [.fixture(.fixture(1))])
        return [
            Application.fixture("application"), installed, system,
            Reference.fixture(to: .fixture(1), from: .formWorkflow("sale", event: "sold")),
            CredentialSet.fixture(.fixture(3)), CredentialSet.Revision.fixture(of: .fixture(3)), slot,
            Grant.fixture(.fixture(5), connection: .fixture(1), user: "user"), TokenState.fixture(of: .fixture(5)),
            attempt, UserGuard.fixture(of: "user"), release,
            Invitation.fixture(.fixture(10)), Share.fixture(.fixture(11), release: .fixture(9)),
            Installation.fixture(.fixture(12), release: release, share: .fixture(.fixture(11), release: .fixture(9))),
            Duty.fixture(.fixture(13), work: .revoke(.fixture(5))),
            Submission.fixture(.fixture(14), release: release), DataKey.fixture(.fixture(15)),
        ]
    }()

    /// A change set that writes them all, with an entry in the trail.
    static let insertion: ChangeSet = {
        var changes = ChangeSet()
        for record in all { changes.insert(record) }
        changes.record(.fixture(subject: "first"))
        return changes
    }()
}

/// A link function whose codes depend on all that it is given.
let chain: AuditLink = { sequence, previous, entry in
    Array("\(sequence) \(entry.account) \(entry.subject ?? "")".utf8) + previous.prefix(8)
}

extension ConnectionStore {
    /// Commits what `build` puts into a change set.
    @discardableResult
    func commit(_ build: (inout ChangeSet) -> Void) async throws(StoreError) -> [AuditRecord] {
        var changes = ChangeSet()
        build(&changes)
        return try await self.commit(changes, link: chain)
    }
}

/// The error that opening or using a store throws, or `nil`.
func storeError(of body: () async throws(StoreError) -> Void) async -> StoreError? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}
