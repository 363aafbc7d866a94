import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A store that is away when the code has been spent.
@Suite struct StoreAwayTests {
    @Test(arguments: [FaultingStore.Moment.before, .after])
    func `the tokens of a spent code are stored when the store is back`(_ moment: FaultingStore.Moment) async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        let callback = try World.callback(pending)
        // The first commit consumes the attempt; the second, which stores the grant, fails.
        world.store.failNext(.commit, moment, skipping: 1)
        async let status = world.workspace.complete(callback, as: world.admin)
        try await world.time.waitForSleepers()
        world.time.advance(by: .seconds(1))
        #expect(try await status.isConnected)
        #expect(world.provider.completeCalls == 1)
        let books = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        #expect(try token(try await books.credential(at: world.sale, for: world.maria)) == "Bearer access-1")
    }
}
