import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// How maintenance refreshes ahead of the end.
@Suite(.timeLimit(.minutes(10))) struct RefreshAheadTests {
    /// Five grants of one account, and one of another that is due after them.
    private func world(concurrency: Int) async throws -> World {
        let world = World { $0.maintenance.concurrency = concurrency }
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        for _ in 0..<5 {
            let sheets = try await world.console.createConnection(
                to: World.sheets, kind: .admin, scopes: ["read"], as: world.developer)
            let pending = try await world.console.authorize(sheets.id, in: .development, as: world.developer)
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        world.time.advance(by: .seconds(1))
        _ = try await world.connectedBooks()
        world.time.advance(by: .seconds(2_700))
        return world
    }

    @Test func `no account waits for another's many refreshes`() async throws {
        let world = try await self.world(concurrency: 1)
        #expect(try await world.system.maintenance.runOnce().refreshed == 6)
        #expect(world.provider.refreshCalls == 6)
        // Of the tokens that were issued after the first six, those of the other account are the second.
        let books = try await world.runtime.connection(
            "books", in: .installed(try #require(try await world.observed.all(Installation.self).first).id, of: "acme"))
        #expect(try token(try await books.credential(at: world.sale, for: world.maria)) == "Bearer access-8")
    }

    @Test func `so many calls are under way at once and no more`() async throws {
        let world = try await self.world(concurrency: 3)
        let gate = Gate()
        let arrivals = Counter()
        world.provider.hold {
            arrivals.add()
            await gate.pass()
        }
        let round = Task { try await world.system.maintenance.runOnce() }
        try await gate.waitForArrivals(3)
        for _ in 0..<1_000 { await Task.yield() }
        #expect(arrivals.value == 3)
        gate.open()
        #expect(try await round.value.refreshed == 6)
        #expect(arrivals.value == 6)
    }
}
