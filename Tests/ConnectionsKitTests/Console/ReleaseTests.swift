import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ReleaseTests {
    let world = World()

    @Test func `a release carries definitions alone, and locks them`() async throws {
        let books = try await self.world.definition()
        let pending = try await self.world.console.authorize(books.id, in: .development, as: self.world.developer)
        try await self.world.console.complete(try World.callback(pending), as: self.world.developer)
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(plan.number == 1 && plan.warnings.isEmpty)
        let release = try await self.world.console.publish(plan, as: self.world.owner)
        #expect(try await self.world.store.read(Release.self, release.id, in: "maker") == release)
        #expect(release.connections.map(\.source) == [books.id])
        let stored = try await self.world.store.read(Connection.self, books.id, in: "maker")
        #expect(stored?.firstRelease == 1)
        let text = String(reflecting: release)
        let grant = try await self.world.grant(of: "books", in: "maker")
        #expect(!text.contains(grant.accountName) && !text.contains(grant.id.description))
    }

    @Test func `what is enabled but unreferenced is left out, with a warning, and so is what was not tested`()
        async throws
    {
        _ = try await self.world.definition()
        let spare = try await self.world.console.createConnection(
            to: World.sheets, kind: .admin, scopes: ["read"], as: self.world.developer)
        try await self.world.console.enable(spare.id, for: "estate", as: self.world.developer)
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        #expect(plan.connections.map(\.linkName) == ["books"])
        #expect(plan.warnings.count == 2)
        #expect(plan.warnings.contains { $0.contains("Sheets") && $0.contains("left out") })
        #expect(plan.warnings.contains { $0.contains("Books") && $0.contains("tested") })
    }

    @Test func `a stale plan is a conflict, whatever changed`() async throws {
        let books = try await self.world.definition()
        let console = self.world.console
        let owner = self.world.owner
        let plan = try await console.planRelease(of: "estate", as: owner)
        try await console.addReference(from: self.world.panel, to: books.id, as: owner)
        try await self.world.refusal(.conflict) { try await console.publish(plan, as: owner) }

        let renamed = try await console.planRelease(of: "estate", as: owner)
        try await console.registerApplication("estate", name: "Estate 2", as: owner)
        try await self.world.refusal(.conflict) { try await console.publish(renamed, as: owner) }

        let twice = try await console.planRelease(of: "estate", as: owner)
        let release = try await console.publish(twice, as: owner)
        #expect(release.number == 1 && release.applicationName == "Estate 2")
        try await self.world.refusal(.conflict) { try await console.publish(twice, as: owner) }
        let next = try await console.publish(try await console.planRelease(of: "estate", as: owner), as: owner)
        #expect(next.number == 2)
        #expect(try await self.world.store.read(Connection.self, books.id, in: "maker")?.firstRelease == 1)
    }

    @Test func `a change between the plan's second look and the commit is a conflict`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        let world = self.world
        self.world.store.interpose(.commit, matching: { $0.audit.first?.action == .publish }) {
            try? await world.console.removeReference(from: world.sale, to: books.id, as: world.developer)
        }
        let error = try await self.world.error { try await world.console.publish(plan, as: world.owner) }
        #expect(error.code == .conflict)
        #expect(try await self.world.observed.all(Release.self).isEmpty)
        #expect(try await self.world.store.read(Connection.self, books.id, in: "maker")?.firstRelease == nil)
    }

    @Test func `publishing takes the right to publish`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        let tester = Principal.console(
            "tom", account: "maker", role: .developer,
            rights: ["estate": [.developmentAccess, .stageAccess, .distribute], "other": .all])
        let error = try await self.world.refusal(.denied) {
            try await self.world.console.publish(plan, as: tester)
        }
        #expect(error.message.contains("the right to publish"))
    }
}
