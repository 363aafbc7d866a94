import ConnectionsKit

extension Listing {
    static let grants = Listing.of(
        [
            Column("account", "ACCOUNT"), Column("id", "ID"), Column("connector", "SERVICE"), Column("kind", "KIND"),
            Column("accountName", "ACCOUNT THERE"), Column("authorizedBy", "BY"), Column("user", "FOR"),
            Column("status", "STATUS"), Column("health", "HEALTH"), Column("nextRefreshAt", "NEXT REFRESH"),
        ],
        narrowedBy: [.account, .status, .user, .application],
        statuses: ["authorized", "needsReauthorization", "suspended", "revoked", "superseded"],
        query: { .grants(of: $0.user) }
    ) { (grant: Grant, source) in
        let standing = try await source.system.standing(of: grant)
        guard source.filter.admits(status: standing.status.word),
            try await source.admits(standing)
        else { return nil }
        return [
            .text(grant.account.text), .text(grant.id.description), .text(grant.connector.rawValue),
            .text(grant.kind.rawValue), .text(grant.accountName), .text(grant.authorizedBy.text), .text(grant.user),
            .text(standing.status.word), .text(standing.condition?.rawValue),
            .moment(standing.health?.nextRefreshAt),
        ]
    }
}

extension Listing.Source {
    /// Whether a grant serves a connection of the application that is asked for.
    fileprivate func admits(_ standing: GrantStanding) async throws -> Bool {
        guard let application = self.filter.application else { return true }
        for use in standing.uses {
            if use.connection.application == application { return true }
            if use.connection.systemApplications.contains(application) { return true }
            guard let id = use.connection.installation,
                let installation: Installation = try await self.store.read(
                    Installation.self, id, in: standing.grant.account)
            else { continue }
            if installation.application == application { return true }
        }
        return false
    }
}
