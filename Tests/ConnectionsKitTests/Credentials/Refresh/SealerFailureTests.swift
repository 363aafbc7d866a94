import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct SealerFailureTests {
    @Test func `keys that cannot be had make no call and leave nothing stuck`() async throws {
        let connected = try await ConnectedWorld.expired()
        // Another process, which has not unwrapped the keys yet.
        let books = try await connected.books(in: connected.process())
        connected.world.sealer.fail(.keys, with: SealerError(.unavailable, "the key service is away"))
        #expect(await connected.failure(through: books)?.code == .unavailable)
        #expect(connected.provider.refreshCalls == 0)
        #expect(try await connected.tokens().lease.until == nil)
        connected.world.sealer.fail(.keys, with: nil)
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `a wrong key is told from a bad credential`() async throws {
        let connected = try await ConnectedWorld.expired()
        let books = try await connected.books(in: connected.process(sealer: TestSealer(key: "another")))
        let failure = await connected.failure(through: books)
        #expect(failure?.code == .wrongKey)
        #expect(failure?.message.contains("\"test-1\"") == true)
        #expect(failure?.remedy.contains("key file") == true)
        #expect(connected.provider.refreshCalls == 0)
        #expect(try await connected.storedGrant().status == .authorized)
        #expect(try await connected.tokens().lease.until == nil)
        #expect(try await connected.tokens().health.lastFailure == nil)
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `an access token that cannot be opened is told from a bad credential`() async throws {
        let connected = try await ConnectedWorld()
        let books = try await connected.books(in: connected.process(sealer: TestSealer(key: "another")))
        #expect(await connected.failure(through: books)?.code == .wrongKey)
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `tokens that were moved to another grant do not open, and are not sent`() async throws {
        let connected = try await ConnectedWorld.expired()
        var tokens = try await connected.tokens()
        let context = SealContext.grant(
            Grant.ID.fixture(), .refresh, account: "acme", kind: .admin, user: nil)
        tokens.refresh = try await connected.world.keys(for: "acme").seal(Secret("foreign"), in: context)
        var changes = ChangeSet()
        changes.update(tokens)
        try await connected.store.commit(changes, with: connected.world.sealer)
        #expect(await connected.failure()?.code == .corrupt)
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `keys that open but cannot seal do not spend the refresh token`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.world.sealer.fail(.seal, with: SealerError(.unavailable, "read only"))
        #expect(await connected.failure()?.code == .unavailable)
        #expect(connected.provider.refreshCalls == 0)
        connected.world.sealer.fail(.seal, with: nil)
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `keys that fail after the answer leave an unknown outcome, not a dead grant`() async throws {
        let connected = try await ConnectedWorld.expired { $0.poll = .seconds(1) }
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let caller = Task { try await connected.access() }
        try await gate.waitForArrivals()
        connected.world.sealer.fail(.seal, with: SealerError(.unavailable, "away"))
        gate.open()
        #expect(await code { try await caller.value } == .unavailable)
        #expect(try await connected.storedGrant().status == .authorized)
        connected.world.sealer.fail(.seal, with: nil)
        let next = Task { try await connected.access() }
        try await connected.pass(.seconds(60), by: .seconds(1))
        #expect(await code { try await next.value } == .needsReauthorization)
        #expect(try await connected.storedGrant().status == .needsReauthorization(.rotationOutcomeUnknown))
    }

    @Test func `keys that fail while a still lasting token is wanted are reported as such`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_580))
        connected.world.sealer.fail(.open, with: SealerError(.unavailable, "away"))
        #expect(await connected.failure()?.code == .unavailable)
        #expect(connected.provider.refreshCalls == 0)
    }
}
