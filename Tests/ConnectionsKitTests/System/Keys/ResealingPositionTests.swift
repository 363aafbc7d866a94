import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct ResealingPositionTests {
    /// Writes so many grants with tokens into one account.
    private func grants(_ count: Int, in world: World) async throws {
        let keys = try await world.keys(for: "acme")
        for chunk in stride(from: 0, to: count, by: 250) {
            var changes = ChangeSet()
            for number in chunk..<min(chunk + 250, count) {
                let grant = Grant.fixture(.fixture(UInt32(number)), in: "acme", connector: World.books)
                var tokens = TokenState.fixture(of: grant.id, in: "acme")
                tokens.access = try keys.seal(Secret("access"), in: grant.sealContext(.access))
                tokens.refresh = try keys.seal(Secret("refresh"), in: grant.sealContext(.refresh))
                changes.insert(grant)
                changes.insert(tokens)
            }
            try await world.store.commit(changes, with: world.sealer)
        }
    }

    @Test func `an account of many grants goes on where it was cut off`() async throws {
        let world = World()
        try await self.grants(1_000, in: world)
        var settings = KeyRotation.Settings()
        settings.checkpoint = 200
        let cut = await code {
            try await world.system.rotateKeys(.secrets, by: "pat", settings: settings) { progress in
                if progress.secrets == 1_200 { world.store.failNext(.commit) }
            }
        }
        #expect(cut == .unavailable)
        let keys = try await world.dataKeys(of: "acme")
        let progress = try #require(keys.first { !$0.isWriting }?.progress)
        #expect(progress.target == keys.first(where: \.isWriting)?.id && progress.place == "tokens")
        let reads = world.store.count(of: .record)
        let report = try await world.system.rotateKeys(.secrets, by: "pat", settings: settings)
        #expect(report.isFinished && report.done.secrets == 800 && report.done.made == 0)
        // Of the 600 grants that were done, no more than a checkpoint's worth was looked at again.
        #expect(world.store.count(of: .record) - reads < 400 + 300)
        #expect(try await world.system.planKeyRotation(.secrets).secrets.values.reduce(0, +) == 2_000)
        #expect(try await world.dataKeys(of: "acme").count == 1)
    }
}
