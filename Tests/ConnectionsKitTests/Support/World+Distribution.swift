import ConnectionsKit
import ConnectionsKitTesting

extension World {
    /// A developer who may only do what `rights` say.
    static func developer(_ rights: ApplicationRights) -> Principal {
        Principal.console("tom", name: "Tom", account: "maker", role: .developer, rights: ["estate": rights])
    }

    /// A release of the application as it stands.
    @discardableResult
    func publish() async throws -> Release {
        try await self.console.publish(
            try await self.console.planRelease(of: "estate", as: self.owner), as: self.owner)
    }

    /// A further connection of the application.
    @discardableResult
    func spare(
        to connector: ConnectorID = World.sheets, from places: [Place] = []
    ) async throws -> Connection {
        let connection = try await self.console.createConnection(
            to: connector, kind: .admin, scopes: ["read"], as: self.developer)
        try await self.console.enable(connection.id, for: "estate", as: self.developer)
        for place in places {
            try await self.console.addReference(from: place, to: connection.id, as: self.developer)
        }
        return connection
    }

    /// Authorizes a definition in an environment of the console.
    func test(_ connection: Connection, in environment: LiveEnvironment = .development) async throws {
        let pending = try await self.console.authorize(connection.id, in: environment, as: self.developer)
        try await self.console.complete(try World.callback(pending), as: self.developer)
    }

    /// An invitation that the client accepted.
    func accepted(by superAdmin: Principal? = nil) async throws -> Invitation {
        let invitation = try await self.console.invite("client@example.com", as: self.owner)
        try await self.workspace.accept(invitation.link, as: superAdmin ?? self.superAdmin)
        return invitation
    }

    /// An installation by a share that knows of it.
    func installed(licence: Licence = .unlimited) async throws -> (Installation, Share) {
        _ = try await self.definition()
        let share = try await self.shared(licence: licence)
        let installation = try await self.workspace.install(
            try await self.workspace.planInstall(of: share.link, as: self.superAdmin), as: self.superAdmin)
        return (installation, try await self.used(share, for: installation))
    }

    /// The share with the installation that it led to, in the store too.
    func used(_ share: Share, for installation: Installation) async throws -> Share {
        guard var stored = try await self.store.read(Share.self, share.id, in: share.account) else {
            throw NothingThrown()
        }
        if stored.installation == installation.id { return stored }
        stored.installation = installation.id
        let next = stored
        try await self.write { $0.update(next) }
        stored.version += 1
        return stored
    }

    /// The installation as the store has it.
    func stored(_ installation: Installation) async throws -> Installation? {
        try await self.store.read(Installation.self, installation.id, in: installation.account)
    }

    /// The last entry of an account's trail.
    func lastEntry(of account: AccountID) async throws -> AuditEntry? {
        try await self.trail(of: account).last?.entry
    }
}
