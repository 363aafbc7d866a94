import ConnectionsKit

/// The grants that are in use, over all accounts, by the service and OAuth client that a revocation could reach.
struct LiveGrants {
    private struct Client: Hashable {
        var connector: ConnectorID
        var clientID: String
    }

    private struct Holder: Hashable {
        var account: AccountID
        var grant: Grant.ID
    }

    private var subjects: [Client: [Holder: String?]] = [:]

    mutating func insert(_ grant: Grant) {
        guard let client = Self.client(of: grant) else { return }
        switch grant.status {
        case .authorized, .suspended: self.subjects[client, default: [:]][Self.holder(of: grant)] = .some(grant.subject)
        case .needsReauthorization, .revoked, .superseded: break
        }
    }

    mutating func remove(_ grant: Grant) {
        guard let client = Self.client(of: grant) else { return }
        self.subjects[client]?.removeValue(forKey: Self.holder(of: grant))
        if self.subjects[client]?.isEmpty ?? false { self.subjects[client] = nil }
    }

    func contains(connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID) -> Bool {
        let candidates = self.subjects[Client(connector: connector, clientID: clientID), default: [:]]
        return candidates.contains { holder, held in
            holder.grant != excluded && (subject == nil || held == nil || held == subject)
        }
    }

    private static func client(of grant: Grant) -> Client? {
        grant.client.map { Client(connector: grant.connector, clientID: $0.clientID) }
    }

    private static func holder(of grant: Grant) -> Holder { Holder(account: grant.account, grant: grant.id) }
}
