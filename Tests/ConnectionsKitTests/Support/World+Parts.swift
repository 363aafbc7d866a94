import ConnectionsKit
import ConnectionsKitTesting

extension World {
    static let listed: ConnectorID = "listed"
    static let gate: ConnectorID = "gate"

    /// The catalogue of the tests with a connector that lists its scopes, and one with basic authentication.
    static let richCatalogue: Catalogue = {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token"))
        facts.scopes = ["read", "write"]
        return World.catalogue.adding([
            Connector(
                id: Self.listed, name: "Listed", category: "Test", authentication: .oauth2(facts),
                hosts: ["api.example.com"]),
            Connector(
                id: Self.gate, name: "Gate", category: "Test",
                authentication: .basic(
                    username: CredentialField("user", label: "User", isSecret: false, placement: .basic),
                    password: CredentialField("password", label: "Password", placement: .basic)),
                hosts: ["gate.example.com"]),
        ])
    }()

    /// The catalogue of the tests, where a revocation at Books reaches as far as said.
    static func catalogue(revocationReach: OAuth2Facts.RevocationReach) -> Catalogue {
        guard var books = World.catalogue[World.books], var facts = books.authentication.oauth2 else {
            return World.catalogue
        }
        facts.revocationReach = revocationReach
        books.authentication = .oauth2(facts)
        return World.catalogue.adding([books])
    }

    /// A credential set of a developer.
    func credentialSet(
        for connector: ConnectorID, secret: Secret? = Secret("secret"), as principal: Principal? = nil
    ) async throws -> CredentialSet.Reference {
        try await self.console.createCredentialSet(
            "Client", for: connector, clientID: "client-1", secret: secret,
            redirectURI: "https://app.example.com/callback", as: principal ?? self.developer)
    }

    /// A release of the application, shared with the client.
    func shared(licence: Licence = .unlimited) async throws -> Share {
        let plan = try await self.console.planRelease(of: "estate", as: self.owner)
        let release = try await self.console.publish(plan, as: self.owner)
        let invitation = try await self.console.invite("client@example.com", as: self.owner)
        try await self.workspace.accept(invitation.link, as: self.superAdmin)
        return try await self.console.share(release.id, with: invitation.id, licence: licence, as: self.owner)
    }

    /// The one grant of a connection.
    func grant(of linkName: String, in account: AccountID = "acme") async throws -> Grant {
        let connections = try await self.observed.all(Connection.self)
        let ids = Set(connections.filter { $0.linkName == linkName && $0.account == account }.map(\.id))
        let grants = try await self.observed.all(Grant.self).filter { ids.contains($0.connection) }
        guard let grant = grants.max(by: { $0.createdAt < $1.createdAt }) else { throw NothingThrown() }
        return grant
    }

    /// The one grant of a connection, which may be gone.
    func grant(of connection: Connection.ID) async throws -> Grant {
        guard let grant = try await self.observed.all(Grant.self).first(where: { $0.connection == connection }) else {
            throw NothingThrown()
        }
        return grant
    }

    /// All records of an account's trail.
    func trail(of account: AccountID) async throws -> [AuditRecord] {
        try await self.store.audit(of: account, after: 0, limit: 1_000)
    }
}
