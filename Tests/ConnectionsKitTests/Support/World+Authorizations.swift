import ConnectionsKit
import ConnectionsKitTesting

extension World {
    /// A second administrator's developer at the client.
    static let dora = Principal.client("dora", name: "Dora", account: "acme", role: .developer)

    /// The same world with a provider of the test's own.
    func system(with provider: any CredentialProvider, catalogue: Catalogue = World.catalogue) -> ConnectionSystem {
        ConnectionSystem(
            store: self.store, catalogue: catalogue, sealer: self.sealer, providers: [provider, .apiKey, .basic],
            time: self.time.source, random: .seeded(44))
    }

    /// A further admin connection of the application, used in another place.
    func secondDefinition(scopes: [String] = ["read"], shared: Bool = false) async throws -> Connection {
        let connection = try await self.console.createConnection(
            to: World.books, kind: .admin, scopes: scopes, sharesAuthorization: shared, as: self.developer)
        try await self.console.enable(connection.id, for: "estate", as: self.developer)
        try await self.console.addReference(from: self.panel, to: connection.id, as: self.developer)
        return connection
    }

    /// An installation with the connections `books` and `books_2`, the first of them authorized.
    func twoBooks(scopes: [String] = ["read"]) async throws -> (installation: Installation, grant: Grant) {
        _ = try await self.definition()
        _ = try await self.secondDefinition(scopes: scopes)
        let installation = try await self.install()
        try await self.authorize("books", in: installation, as: self.admin)
        return (installation, try await self.grant(of: "books"))
    }

    /// A connection of an installation, as a task uses it.
    func task(_ linkName: String, in installation: Installation) async throws -> TaskConnection {
        try await self.runtime.connection(linkName, in: .installed(installation.id, of: installation.account))
    }

    /// Authorizes a definition in the console.
    @discardableResult
    func test(
        _ id: Connection.ID, in environment: LiveEnvironment = .development, as principal: Principal? = nil
    ) async throws -> ConnectionStatus {
        let person = principal ?? self.developer
        let pending = try await self.console.authorize(id, in: environment, as: person)
        return try await self.console.complete(try Self.callback(pending), as: person)
    }

    /// The grant of a slot, as it is stored.
    func stored(_ grant: Grant.ID, in account: AccountID = "acme") async throws -> Grant {
        guard let grant = try await self.store.read(Grant.self, grant, in: account) else { throw NothingThrown() }
        return grant
    }

    /// The grant in the slot of a connection.
    func grant(
        at connection: Connection.ID, in environment: LiveEnvironment?, of user: UserID? = nil,
        account: AccountID = "maker"
    ) async throws -> Grant? {
        let id = Slot.ID(connection: connection, environment: environment, user: user)
        guard let slot = try await self.store.read(Slot.self, id, in: account) else { return nil }
        return try await self.stored(slot.grant, in: account)
    }

    /// Gives the installation a stage environment.
    func addStage(to installation: Installation) async throws {
        let current = try await self.store.read(Installation.self, installation.id, in: installation.account)
        guard var changed = current else { throw NothingThrown() }
        changed.environments = [.stage, .production]
        let next = changed
        try await self.write { $0.update(next) }
    }

    /// Whether every grant in use serves a slot, and every other one is to be revoked once.
    func isTidy() async throws -> Bool {
        let slots = try await self.observed.all(Slot.self)
        let grants = try await self.observed.all(Grant.self)
        let inUse = Set(grants.filter { !$0.isEnded }.map(\.id))
        let due = try await self.observed.all(Duty.self).compactMap { duty -> Grant.ID? in
            if case .revoke(let grant) = duty.work { grant } else { nil }
        }
        return inUse.isSubset(of: slots.map(\.grant)) && due.count == Set(due).count
            && Set(due) == Set(grants.map(\.id)).subtracting(inUse)
    }
}

extension Grant {
    fileprivate var isEnded: Bool { self.status == .revoked || self.status == .superseded }
}
