import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct SupersedeTests {
    @Test func `authorizing again supersedes the old grant and revokes its token`() async throws {
        let world = World()
        let (installation, books) = try await world.connectedBooks()
        let old = try await world.grant(of: "books")
        world.time.advance(by: .seconds(1))
        let status = try await world.authorize("books", in: installation, as: world.superAdmin)
        #expect(status.isConnected && status.authorizedBy == "sue")
        let superseded = try await world.store.read(Grant.self, old.id, in: "acme")
        #expect(superseded?.status == .superseded && superseded?.revocation == .pending)
        #expect(try token(try await books.credential(at: world.sale, for: nil)) == "Bearer access-2")
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
        #expect(try await world.store.read(TokenState.self, old.id, in: "acme") == nil)
        #expect(
            try await world.store.read(Grant.self, old.id, in: "acme")?.revocation == .confirmed(world.time.now))
        #expect(try token(try await books.credential(at: world.sale, for: nil)) == "Bearer access-2")
    }

    @Test func `of two concurrent authorizations of one slot the later stands`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let first = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        let second = try await world.workspace.authorize("books", in: installation.id, as: world.superAdmin)
        try await world.workspace.complete(try World.callback(second), as: world.superAdmin)
        try await world.workspace.complete(try World.callback(first), as: world.admin)
        let slots = try await world.observed.all(Slot.self)
        let grants = try await world.observed.all(Grant.self)
        #expect(slots.count == 1 && grants.count == 2)
        let standing = try #require(grants.first { $0.id == slots.first?.grant })
        #expect(standing.authorizedBy == "adam" && standing.status == .authorized)
        #expect(grants.first { $0.id != standing.id }?.status == .superseded)
    }

    @Test func `revoking stops the next use, and the service hears of it later`() async throws {
        let world = World()
        let (installation, books) = try await world.connectedBooks()
        _ = try await books.credential(at: world.sale, for: world.maria)
        try await world.refusal(.denied) {
            try await world.workspace.revoke("books", in: installation.id, as: world.maria)
        }
        let report = try await world.workspace.revoke("books", in: installation.id, as: world.superAdmin)
        #expect(report.alsoStopped.isEmpty)
        try await world.refusal(.notAuthorized) { try await books.credential(at: world.sale, for: world.maria) }
        try await world.refusal(.notAuthorized) {
            try await world.workspace.revoke("books", in: installation.id, as: world.superAdmin)
        }
        _ = try await world.system.maintenance.runOnce()
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `a revocation says what else stops`() async throws {
        let world = World()
        let books = try await world.definition()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let grant = try await world.grant(of: "books", in: "maker")
        let other = Slot.ID(connection: books.id, environment: .stage, user: nil)
        try await world.write { $0.insert(Slot(id: other, account: "maker", grant: grant.id)) }
        // A grant that another slot uses is not superseded by a new one in this slot.
        let again = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(again), as: world.developer)
        #expect(try await world.store.read(Grant.self, grant.id, in: "maker")?.status == .authorized)
        let third = Slot.ID(connection: .fixture(7), environment: .stage, user: nil)
        try await world.write { $0.insert(Slot(id: third, account: "maker", grant: grant.id)) }
        let report = try await world.console.revoke(books.id, in: .stage, as: world.developer)
        #expect(report.grant == grant.id && report.alsoStopped == [third])
    }

    @Test func `users revoke their own, administrators others', developers not`() async throws {
        let world = World()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        for person in [world.maria, world.nils] { try await world.authorize("sheets", in: installation, as: person) }
        let developer = Principal.client("dora", account: "acme", role: .developer)
        for person in [world.maria, developer] {
            try await world.refusal(.denied) {
                try await world.workspace.revoke("sheets", in: installation.id, of: "nils", as: person)
            }
        }
        try await world.workspace.revoke("sheets", in: installation.id, of: "nils", as: world.admin)
        try await world.workspace.revoke("sheets", in: installation.id, as: world.maria)
        #expect(try await world.observed.all(Grant.self).allSatisfy { $0.status == .revoked })
    }
}

@Suite struct RevocationReachTests {
    /// Two connections to one service with one client, both authorized by one person; then one is revoked.
    private func revoked(_ reach: OAuth2Facts.RevocationReach, other: Bool) async throws -> (World, Grant.ID) {
        let world = World(catalogue: World.catalogue(revocationReach: reach))
        let books = try await world.definition()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        if other {
            let second = try await world.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
            let pending = try await world.console.authorize(second.id, in: .development, as: world.developer)
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        let grant = try await world.grant(of: "books", in: "maker")
        try await world.console.revoke(books.id, in: .development, as: world.developer)
        let report = try await world.system.maintenance.runOnce()
        #expect(report.dutiesDone + report.dutiesPostponed == 1)
        return (world, grant.id)
    }

    @Test(arguments: [OAuth2Facts.RevocationReach.grant, .unknown])
    func `a revocation that could end another grant in use is not carried out`(
        reach: OAuth2Facts.RevocationReach
    ) async throws {
        let (world, grant) = try await self.revoked(reach, other: true)
        #expect(world.provider.revokedTokens.isEmpty)
        let record = try await world.store.read(Grant.self, grant, in: "maker")
        #expect(record?.status == .revoked && record?.revocation == .pending)
        // Nobody knows whose the grants are: once the other has ended it may still be revoked.
        #expect(try await world.store.read(TokenState.self, grant, in: "maker") != nil)
    }

    @Test(arguments: [
        (OAuth2Facts.RevocationReach.token, true), (.token, false), (.grant, false), (.unknown, false),
    ])
    func `one that reaches no other is carried out`(
        reach: OAuth2Facts.RevocationReach, other: Bool
    ) async throws {
        let (world, grant) = try await self.revoked(reach, other: other)
        #expect(world.provider.revokedTokens == ["refresh-1"])
        #expect(
            try await world.store.read(Grant.self, grant, in: "maker")?.revocation == .confirmed(world.time.now))
    }
}
