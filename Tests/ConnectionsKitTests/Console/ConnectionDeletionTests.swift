import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConnectionDeletionTests {
    let world = World()

    private var console: DeveloperConsole { self.world.console }

    /// A connection that nothing refers to, authorized in development and in stage.
    private func authorized() async throws -> Connection {
        let books = try await self.world.definition()
        try await self.console.removeReference(from: self.world.sale, to: books.id, as: self.world.developer)
        try await self.world.test(books.id, in: .development)
        try await self.world.test(books.id, in: .stage)
        return books
    }

    @Test func `a plan tells what goes, and changes nothing`() async throws {
        let books = try await self.authorized()
        let second = try await self.world.secondDefinition()
        let lent = try #require(try await self.world.grant(at: books.id, in: .development))
        _ = try await self.console.reuseAuthorization(
            lent.id, for: second.id, in: .development, as: self.world.developer)
        let before = try await self.world.observed.records()
        let trail = try await self.world.trail(of: "maker")
        let plan = try await self.console.planDeletion(of: books.id, as: self.world.developer)
        #expect(plan.effects.removed.map(\.linkName) == ["books"])
        #expect(plan.effects.revoked.map(\.environment) == [.stage])
        #expect(plan.effects.warnings.count == 1 && plan.effects.warnings[0].contains(lent.accountName))
        #expect(plan.description.contains("Removes \"Books\"."))
        #expect(try await self.world.observed.records() == before)
        #expect(try await self.world.trail(of: "maker") == trail)

        try await self.console.delete(plan, as: self.world.developer)
        #expect(try await self.world.store.read(Connection.self, books.id, in: "maker") == nil)
        #expect(try await self.world.observed.all(Slot.self).map(\.id.connection) == [second.id])
        let grants = try await self.world.observed.all(Grant.self)
        #expect(Set(grants.filter { $0.status == .revoked }.map(\.id)) == Set(plan.effects.revoked.map(\.grant)))
        #expect(try await self.world.isTidy())
        let entry = try await self.world.trail(of: "maker").last?.entry
        #expect(entry?.action == .deleteConnection && entry?.connection == books.id)
        try await self.world.refusal(.notFound) { try await self.console.delete(plan, as: self.world.developer) }
    }

    @Test(arguments: ["authorization", "revocation", "name", "application"]) func `a stale plan is a conflict`(
        change: String
    ) async throws {
        let books = try await self.authorized()
        let plan = try await self.console.planDeletion(of: books.id, as: self.world.developer)
        switch change {
        case "authorization": try await self.world.test(books.id, in: .stage)
        case "revocation": _ = try await self.console.revoke(books.id, in: .stage, as: self.world.owner)
        case "name": try await self.console.edit(books.id, name: "Ledger", as: self.world.owner)
        default: try await self.console.registerApplication("estate", name: "Renamed", as: self.world.owner)
        }
        try await self.world.refusal(.conflict) { try await self.console.delete(plan, as: self.world.developer) }
    }

    @Test func `while places refer to it, and once published, it is refused with what stands in the way`() async throws
    {
        let books = try await self.world.definition()
        let error = try await self.world.refusal(.inUse) {
            try await self.console.planDeletion(of: books.id, as: self.world.developer)
        }
        #expect(error.places == [self.world.sale] && error.remedy.contains(#"form workflow "sale" on sold"#))
        let release = try await self.console.planRelease(of: "estate", as: self.world.owner)
        _ = try await self.console.publish(release, as: self.world.owner)
        try await self.console.removeReference(from: self.world.sale, to: books.id, as: self.world.developer)
        let published = try await self.world.refusal(.inUse) {
            try await self.console.planDeletion(of: books.id, as: self.world.developer)
        }
        #expect(published.places.isEmpty && published.message.contains("release 1"))
    }

    @Test func `a reference that comes beside a planned deletion stands`() async throws {
        let books = try await self.authorized()
        let plan = try await self.console.planDeletion(of: books.id, as: self.world.developer)
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .deleteConnection } }) {
            try? await self.world.console.addReference(
                from: self.world.panel, to: books.id, as: self.world.developer)
        }
        #expect(await code { try await self.console.delete(plan, as: self.world.developer) } == .inUse)
        #expect(try await self.console.references(to: books.id, as: self.world.developer).count == 1)
    }

    @Test func `its name and its link name are free again`() async throws {
        let books = try await self.authorized()
        try await self.console.delete(books.id, as: self.world.owner)
        let again = try await self.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.owner)
        #expect(again.name == "Books" && again.linkName == "books" && again.id != books.id)
    }
}
