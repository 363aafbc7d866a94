import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// People of a developer account, and of an account that is on both sides.
@Suite struct ConsolePeopleTests {
    let world = World()

    private func authorize(_ connection: Connection, as person: Principal) async throws {
        let pending = try await self.world.console.authorize(connection.id, in: .development, as: person)
        try await self.world.console.complete(try World.callback(pending), as: person)
    }

    @Test func `the super admin of the console sends developers away and lets them return`() async throws {
        let books = try await self.world.definition()
        try await self.authorize(books, as: self.world.developer)
        let plan = try await self.world.console.planDeactivation(of: "dan", as: self.world.owner)
        #expect(
            plan.effects.suspended.map(\.name) == ["Books"] && plan.effects.suspended.first?.environment == .development
        )
        #expect(plan.review.first?.whoCould == ["super admin", "developer with the right for this application"])
        try await self.world.console.depart(plan, as: self.world.owner)
        let task = try await self.world.runtime.connection("books", in: .console("estate", of: "maker", .development))
        #expect(await code { try await task.credential(at: self.world.sale, for: nil) } == .suspended)
        #expect(try await self.world.console.reviewDeparture(of: "dan", as: self.world.owner).count == 1)
        #expect(try await self.world.console.reactivateUser("dan", as: self.world.owner).restored.count == 1)
        _ = try await task.credential(at: self.world.sale, for: nil)
        try await self.world.console.deleteUser("dan", as: self.world.owner)
        try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
        #expect(try await self.world.console.planDeletion(of: "stan", as: self.world.owner).effects == Effects())
    }

    @Test func `nobody else of the console does`() async throws {
        _ = try await self.world.definition()
        try await self.world.refusal(.denied) {
            try await self.world.console.deactivateUser("stan", as: self.world.developer)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.deleteUser("stan", as: self.world.developer)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.reactivateUser("stan", as: self.world.developer)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.planDeletion(of: "stan", as: self.world.developer)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.reviewDeparture(of: "stan", as: self.world.developer)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.reviewAuthorizations(of: [], as: self.world.developer)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.deactivateUser("adam", as: self.world.superAdmin)
        }
    }

    @Test func `what a developer defined belongs to the account and outlives them`() async throws {
        let books = try await self.world.definition()
        try await self.world.console.deleteUser("dan", as: self.world.owner)
        let other = Principal.console("stan", account: "maker", role: .developer, rights: ["estate": .all])
        #expect(try await self.world.console.connections(as: other).map(\.id) == [books.id])
        #expect(try await self.world.console.references(to: books.id, as: other).count == 1)
        try await self.authorize(books, as: other)
        let plan = try await self.world.console.planRelease(of: "estate", as: other)
        #expect(try await self.world.console.publish(plan, as: other).connections.map(\.source) == [books.id])
    }

    @Test func `each side touches what is of its own side alone`() async throws {
        let books = try await self.world.definition()
        let boss = Principal.client("boss", account: "maker", role: .superAdmin)
        let installation = try await self.world.install(as: boss)
        let asClient = Principal.client("dan", account: "maker", role: .admin)
        try await self.authorize(books, as: self.world.developer)
        try await self.world.authorize("books", in: installation, as: asClient)
        func defined() async throws -> Grant.Status? {
            try await self.world.system.grant(in: books.slot(in: .development, user: nil), of: "maker")?.grant.status
        }
        func installed() async throws -> Grant.Status? {
            try await self.world.grant(serving: "books", in: installation)?.status
        }
        let until = self.world.time.now + .seconds(30 * 86_400)
        try await self.world.workspace.deactivateUser("dan", as: boss)
        #expect(try await installed() == .suspended(until: until))
        #expect(try await defined() == .authorized)
        try await self.world.console.deactivateUser("dan", as: self.world.owner)
        #expect(try await defined() == .suspended(until: until))
        try await self.world.refusal(.wrongState) {
            try await self.world.console.deactivateUser("dan", as: self.world.owner)
        }
        #expect(try await self.world.workspace.reactivateUser("dan", as: boss).restored.count == 1)
        #expect(try await installed() == .authorized)
        #expect(try await defined() == .suspended(until: until))
        #expect(try await self.world.console.reactivateUser("dan", as: self.world.owner).restored.count == 1)
        #expect(try await defined() == .authorized)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.reactivateUser("dan", as: self.world.owner)
        }
        try await self.world.console.deleteUser("dan", as: self.world.owner)
        #expect(try await defined() == .revoked)
        #expect(try await installed() == .authorized)
        try await self.world.workspace.deleteUser("dan", as: boss)
        #expect(try await installed() == .revoked)
    }
}
