import ConnectionsKitTesting
import Synchronization
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct StoreFailureTests {
    /// What `caller` gets, while time passes for those who wait for the next try of a commit.
    private func outcome(
        of caller: Task<String, any Error>, in connected: ConnectedWorld
    ) async -> Result<String, any Error> {
        let clock = Task {
            while !Task.isCancelled {
                try await connected.time.waitForSleepers()
                connected.time.advance(by: .milliseconds(20))
                await Task.yield()
            }
        }
        defer { clock.cancel() }
        return await caller.result
    }

    private func access(in connected: ConnectedWorld) async throws -> String {
        try await self.outcome(of: Task { try await connected.access() }, in: connected).get()
    }

    // MARK: - Before the call

    @Test(arguments: [FaultingStore.Moment.before, .after])
    func `a store that fails when the lease is taken makes no call, and the next caller refreshes`(
        _ moment: FaultingStore.Moment
    ) async throws {
        let connected = try await ConnectedWorld.expired { $0.poll = .seconds(1) }
        connected.store.failNext(.commit, moment, matching: StepKind.acquire.matches)
        #expect(await connected.failure()?.code == .unavailable)
        #expect(connected.provider.refreshCalls == 0)
        let caller = Task { try await connected.access() }
        // When the answer alone was lost, nobody knows whose the lease is: it runs out.
        if moment == .after { try await connected.pass(.seconds(60), by: .seconds(1)) }
        #expect(try await caller.value == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test(arguments: [FaultingStore.Moment.before, .after])
    func `a store that fails when the call is announced makes no call, and the next caller refreshes at once`(
        _ moment: FaultingStore.Moment
    ) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.commit, moment, matching: StepKind.intend.matches)
        #expect(await connected.failure()?.code == .unavailable)
        #expect(connected.provider.refreshCalls == 0)
        let lease = try await connected.tokens().lease
        #expect(lease.until == nil && lease.phase == .idle)
        #expect(try await connected.access() == "Bearer access-2")
        #expect(try await connected.tokens().lease.outcomeUnknown == nil)
    }

    @Test func `a lease that cannot be given back runs out`() async throws {
        let connected = try await ConnectedWorld.expired { $0.poll = .seconds(1) }
        connected.store.failNext(.commit, .before, matching: StepKind.intend.matches)
        connected.store.failNext(.commit, .before, matching: StepKind.release.matches)
        #expect(await connected.failure()?.code == .unavailable)
        let caller = Task { try await connected.access() }
        try await connected.pass(.seconds(60), by: .seconds(1))
        #expect(try await caller.value == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a store that cannot be read once the lease is taken leaves no lease behind`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.interpose(.commit, .after, matching: StepKind.acquire.matches) {
            connected.store.failNext(.record)
        }
        #expect(await connected.failure()?.code == .unavailable)
        #expect(try await connected.tokens().lease.until == nil)
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a grant that ends just when the lease is taken leaves no lease behind`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.interpose(.commit, .after, matching: StepKind.acquire.matches) {
            try? await connected.revoke()
        }
        #expect(await connected.failure()?.code == .notAuthorized)
        #expect(try await connected.tokens().lease.until == nil)
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `a damaged record is reported as such and makes no call`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(
            .commit, .before, with: StoreError(.corrupt, "damaged"), matching: StepKind.acquire.matches)
        #expect(await connected.failure()?.code == .corrupt)
        #expect(connected.provider.refreshCalls == 0)
    }

    // MARK: - After the call

    @Test(arguments: [FaultingStore.Moment.before, .after], 1...5)
    func `a store that fails to take the new tokens is asked again, and the service is not`(
        _ moment: FaultingStore.Moment, _ times: Int
    ) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.commit, moment, times: times, matching: StepKind.succeed.matches)
        #expect(try await self.access(in: connected) == "Bearer access-2")
        connected.store.heal()
        #expect(connected.provider.refreshCalls == 1)
        #expect(try await connected.tokens().tokenVersion == 2)
        connected.expire()
        #expect(try await connected.access() == "Bearer access-3")
    }

    @Test func `new tokens that the store refuses for long are kept and stored later, the same bytes each time`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        let seen = Seen()
        connected.store.failNext(.commit, .before, times: 6, matching: { seen.note($0) })
        let caller = Task { try await connected.access() }
        guard case .failure(let error) = await self.outcome(of: caller, in: connected) else {
            Issue.record("a credential that is not stored was handed out")
            return
        }
        #expect((error as? ConnectionError)?.code == .unavailable)
        #expect(try await connected.tokens().tokenVersion == 1)

        connected.store.interpose(.commit, .before, matching: { seen.note($0) }) {}
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
        #expect(seen.tokens.count == 7)
        #expect(Set(seen.tokens).count == 1)
        let tokens = try await connected.tokens()
        #expect(tokens.access == seen.tokens.first?.access && tokens.refresh == seen.tokens.first?.refresh)
    }

    @Test func `kept tokens are stored before anything else is asked, even after the lease`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.commit, .before, times: 6, matching: StepKind.succeed.matches)
        _ = await self.outcome(of: Task { try await connected.access() }, in: connected)
        connected.time.advance(by: .seconds(600))
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `maintenance stores kept tokens that nobody asks for`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.commit, .before, times: 6, matching: StepKind.succeed.matches)
        _ = await self.outcome(of: Task { try await connected.access() }, in: connected)
        try await connected.world.system.maintenance.runOnce()
        #expect(try await connected.tokens().tokenVersion == 2)
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `kept tokens of a grant that was revoked meanwhile are revoked at the service`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.commit, .before, times: 6, matching: StepKind.succeed.matches)
        _ = await self.outcome(of: Task { try await connected.access() }, in: connected)
        connected.time.advance(by: .seconds(60))
        try await connected.revoke()
        try await connected.world.system.maintenance.runOnce()
        #expect(connected.provider.revokedTokens == ["refresh-2"])
    }

    @Test func `maintenance that is stopped stores what was kept`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.commit, .before, times: 6, matching: StepKind.succeed.matches)
        let maintenance = Task { await connected.world.system.maintenance.run() }
        try await wait { try await connected.tokens().lease.phase != .idle }
        // Let its round end, its refresh in vain; it rests then.
        let system = connected.world.system
        while system.coordinator.board.count > 0 {
            try await connected.time.waitForSleepers()
            connected.time.advance(by: .milliseconds(20))
            await Task.yield()
        }
        maintenance.cancel()
        await maintenance.value
        #expect(try await connected.tokens().tokenVersion == 2)
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test(arguments: [FaultingStore.Moment.before, .after])
    func `a failure that cannot be recorded is reported, and the next call waits for the lease's end`(
        _ moment: FaultingStore.Moment
    ) async throws {
        let connected = try await ConnectedWorld.expired { $0.poll = .seconds(1) }
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
        connected.store.failNext(.commit, moment, matching: StepKind.fail.matches)
        #expect(await connected.failure()?.code == .unavailable)
        let caller = Task { try await connected.access() }
        if moment == .before {
            try await connected.pass(.seconds(59), by: .seconds(1))
            try await connected.time.waitForSleepers()
            #expect(connected.provider.refreshCalls == 1)
            connected.time.advance(by: .seconds(1))
            #expect(try await caller.value == "Bearer access-2")
        } else {
            #expect(await code { try await caller.value } == .providerUnavailable)
            connected.time.advance(by: .seconds(3))
            #expect(try await connected.access() == "Bearer access-2")
        }
        #expect(connected.provider.refreshCalls == 2)
    }

    @Test func `a refusal that cannot be recorded condemns when it is repeated`() async throws {
        let connected = try await ConnectedWorld.expired { $0.poll = .seconds(1) }
        let refusal = CredentialError(.refused, "no", providerCode: "invalid_grant")
        connected.provider.failRefreshes(with: refusal, refusal)
        connected.store.failNext(.commit, .before, matching: StepKind.fail.matches)
        #expect(await connected.failure()?.code == .unavailable)
        #expect(try await connected.storedGrant().status == .authorized)
        let caller = Task { try await connected.access() }
        try await connected.pass(.seconds(60), by: .seconds(1))
        #expect(await code { try await caller.value } == .needsReauthorization)
    }

    // MARK: - A token that still lasts

    @Test(arguments: [StepKind.acquire, .intend])
    func `a token that still lasts is served while the store cannot take a refresh`(_ step: StepKind) async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_580))
        connected.store.failNext(.commit, .before, matching: step.matches)
        #expect(try await connected.access() == "Bearer access-1")
        #expect(connected.provider.refreshCalls == 0)
        #expect(try await connected.access() == "Bearer access-2")
    }

    /// The new tokens of each commit that was tried.
    private final class Seen: Sendable {
        private let all = Mutex<[RefreshedTokens]>([])
        var tokens: [RefreshedTokens] { self.all.withLock { $0 } }

        /// Notes them, if there are any in `changes`.
        func note(_ changes: ChangeSet) -> Bool {
            for change in changes.changes {
                guard case .refresh(_, .succeed(_, _, let tokens)) = change.action else { continue }
                self.all.withLock { $0.append(tokens) }
                return true
            }
            return false
        }
    }
}
