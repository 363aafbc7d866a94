import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// A refresh that cannot be prepared waits for its next time like one that failed.
@Suite(.timeLimit(.minutes(10))) struct UnpreparedRefreshTests {
    /// A process whose catalogue has no connectors.
    private func bare(_ connected: ConnectedWorld) -> ConnectionSystem {
        ConnectionSystem(
            store: connected.store, catalogue: Catalogue([]), sealer: connected.world.sealer,
            providers: [connected.provider], time: connected.time.source, random: .seeded(43))
    }

    @Test func `a connector that is gone is recorded, and its tokens are not due again at once`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_000))
        let system = self.bare(connected)
        for failures in 1...3 {
            #expect(try await system.maintenance.runOnce().refreshesFailed == 1)
            let tokens = try await connected.tokens()
            #expect(tokens.lease.until == nil && tokens.health.failures == failures)
            #expect(tokens.health.lastFailure?.kind == .configuration)
            let retryAt = try #require(tokens.health.retryAt)
            #expect(retryAt > connected.time.now && tokens.refreshDueAt == retryAt)
            let idle = try await system.maintenance.runOnce()
            #expect(idle.refreshed + idle.refreshesFailed == 0)
            connected.time.advance(by: retryAt - connected.time.now)
        }
        #expect(connected.provider.refreshCalls == 0)
        #expect(try await connected.world.system.maintenance.runOnce().refreshed == 1)
        #expect(try await connected.tokens().health.lastFailure == nil)
    }

    @Test func `a caller learns when the next is tried`() async throws {
        let connected = try await ConnectedWorld.expired()
        let system = self.bare(connected)
        do {
            _ = try await system.coordinator.tokens(
                of: connected.grant, in: "acme", need: .usable(minimumValidity: .zero))
            Issue.record("tokens were handed out")
        } catch {
            #expect(error.code == .configuration)
            #expect(error.retryAt == (try await connected.tokens().health.retryAt))
        }
    }

    @Test func `keys that are wrong here put the refresh off, and keep no other process from it`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_000))
        let system = connected.process(sealer: TestSealer(key: "another"))
        #expect(try await system.maintenance.runOnce().refreshesFailed == 1)
        let idle = try await system.maintenance.runOnce()
        #expect(idle.refreshed + idle.refreshesFailed == 0)
        let tokens = try await connected.tokens()
        #expect(tokens.lease.until == nil && tokens.health.lastFailure == nil)
        #expect(tokens.health.retryAt == connected.time.now + .seconds(15 * 60))
        connected.time.advance(by: .seconds(601))
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `where the failure cannot be recorded the lease is given back`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_000))
        connected.store.failNext(.commit, matching: { StepKind.fail.matches($0) })
        #expect(try await self.bare(connected).maintenance.runOnce().refreshesFailed == 1)
        let tokens = try await connected.tokens()
        #expect(tokens.lease.until == nil && tokens.health.lastFailure == nil)
    }
}
