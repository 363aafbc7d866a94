import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct SharedStoreTests {
    private static func quickly(_ settings: inout RefreshSettings) { settings.poll = .seconds(1) }

    /// Sends the stored refresh token and loses the answer, as a process does that dies after sending.
    private func spend(_ token: String, of connected: ConnectedWorld) async throws {
        let connector = try #require(World.catalogue[World.books])
        _ = try await connected.provider.refresh(
            RefreshRequest(
                connector: connector, dataCentre: .us, client: nil, clientID: nil, refreshToken: Secret(token),
                timeLimit: .seconds(1)))
    }

    @Test func `two processes with a hundred callers each make one call`() async throws {
        let connected = try await ConnectedWorld.expired()
        let other = connected.process()
        let otherBooks = try await connected.books(in: other)
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let here = (0..<100).map { _ in Task { try await connected.access() } }
        try await gate.waitForArrivals()
        try await connected.waitForWaiters(100)
        let there = (0..<100).map { _ in Task { try await connected.access(through: otherBooks) } }
        try await connected.waitForWaiters(100, in: other)
        // The deadline of the call here, and the other's wait between two looks.
        try await connected.time.waitForSleepers(2)
        gate.open()
        for caller in here { #expect(try await caller.value == "Bearer access-2") }
        connected.time.advance(by: .milliseconds(50))
        for caller in there { #expect(try await caller.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a process that still remembers the old token is served the new one when the old has ended`()
        async throws
    {
        let connected = try await ConnectedWorld()
        let otherBooks = try await connected.books(in: connected.process())
        #expect(try await connected.access(through: otherBooks) == "Bearer access-1")
        connected.expire()
        #expect(try await connected.access() == "Bearer access-2")
        #expect(try await connected.access(through: otherBooks) == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    // MARK: - A holder that died

    @Test func `nobody calls before the lease of a dead holder has run out, and then one does`() async throws {
        let connected = try await ConnectedWorld.expired(settings: Self.quickly)
        try await connected.take(.acquire(epoch: 0, duration: .seconds(60)))
        let callers = (0..<10).map { _ in Task { try await connected.access() } }
        try await connected.pass(.seconds(59), by: .seconds(1))
        try await connected.time.waitForSleepers()
        #expect(connected.provider.refreshCalls == 0)
        connected.time.advance(by: .seconds(1))
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a holder that died before its call is found out by asking, and nothing is lost`() async throws {
        let connected = try await ConnectedWorld.expired(settings: Self.quickly)
        try await connected.take(.acquire(epoch: 0, duration: .seconds(60)))
        try await connected.take(.intend(epoch: 1, tokenVersion: 1))
        let caller = Task { try await connected.access() }
        try await connected.pass(.seconds(60), by: .seconds(1))
        #expect(try await caller.value == "Bearer access-2")
        #expect(try await connected.tokens().lease.outcomeUnknown == nil)
        #expect(try await connected.storedGrant().status == .authorized)
    }

    @Test func `a holder that died after its call is found out by asking, and the refusal names the cause`()
        async throws
    {
        let connected = try await ConnectedWorld.expired(settings: Self.quickly)
        try await connected.take(.acquire(epoch: 0, duration: .seconds(60)))
        try await connected.take(.intend(epoch: 1, tokenVersion: 1))
        try await self.spend("refresh-1", of: connected)
        let caller = Task { try await connected.access() }
        try await connected.pass(.seconds(59), by: .seconds(1))
        try await connected.time.waitForSleepers()
        #expect(connected.provider.refreshCalls == 1)
        #expect(try await connected.storedGrant().status == .authorized)
        connected.time.advance(by: .seconds(1))
        #expect(await code { try await caller.value } == .needsReauthorization)
        #expect(try await connected.storedGrant().status == .needsReauthorization(.rotationOutcomeUnknown))
        #expect(connected.provider.refreshCalls == 2)
    }

    @Test func `a holder that died before it announced a call leaves no doubt about a later refusal`() async throws {
        let connected = try await ConnectedWorld.expired(settings: Self.quickly)
        try await connected.take(.acquire(epoch: 0, duration: .seconds(60)))
        connected.provider.failRefreshes(
            with: CredentialError(.refused, "revoked there", providerCode: "invalid_grant"))
        let caller = Task { try await connected.access() }
        try await connected.pass(.seconds(60), by: .seconds(1))
        #expect(await code { try await caller.value } == .needsReauthorization)
        #expect(try await connected.storedGrant().status == .needsReauthorization(.refreshRefused))
    }

    @Test func `a caller does not wait for ever for a holder that never ends`() async throws {
        let connected = try await ConnectedWorld.expired {
            $0.poll = .seconds(1)
            $0.maximumWait = .seconds(20)
        }
        connected.time.advance(by: .seconds(10_000))
        try await connected.take(.acquire(epoch: 0, duration: .seconds(3_600)))
        let caller = Task { try await connected.access() }
        // The wall clock is set back meanwhile: what counts is the time that has passed.
        try await connected.pass(.seconds(10), by: .seconds(1))
        connected.time.jump(by: .seconds(-3_000))
        try await connected.pass(.seconds(10), by: .seconds(1))
        #expect(await code { try await caller.value } == .providerUnavailable)
        #expect(connected.provider.refreshCalls == 0)
    }

    // MARK: - A holder that is late

    /// A process whose clock stands still, so that its lease runs out without its noticing, held in its call.
    private func stalledHolder(
        of connected: ConnectedWorld, at gate: Gate
    ) async throws -> (ConnectionSystem, Task<String, any Error>) {
        let stalled = connected.process(time: ManualTimeSource(at: connected.time.now))
        let books = try await connected.books(in: stalled)
        let first = Counter()
        connected.provider.hold {
            first.add()
            if first.value == 1 { await gate.pass() }
        }
        let caller = Task { try await connected.access(through: books) }
        try await gate.waitForArrivals()
        return (stalled, caller)
    }

    @Test func `new tokens that come after the lease ran out are stored while nobody else has announced a call`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let (_, late) = try await self.stalledHolder(of: connected, at: gate)
        connected.time.advance(by: .seconds(61))
        connected.store.interpose(.commit, .before, matching: StepKind.intend.matches) {
            // Another has taken the lease and is about to announce its call when the late answer comes.
            gate.open()
            _ = await late.result
        }
        #expect(try await connected.access() == "Bearer access-2")
        #expect(try await late.value == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
        let tokens = try await connected.tokens()
        #expect(tokens.tokenVersion == 2)
        #expect(tokens.lease.until == nil)
    }

    @Test func `a late holder does not write over the call of the one who took over`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let (stalled, late) = try await self.stalledHolder(of: connected, at: gate)
        connected.time.advance(by: .seconds(61))
        #expect(await connected.failure()?.code == .needsReauthorization)
        gate.open()
        #expect(await code { try await late.value } == .needsReauthorization)
        try await connected.waitForLanding(in: stalled)
        #expect(try await connected.tokens().tokenVersion == 1)
        #expect(try await connected.storedGrant().status == .needsReauthorization(.rotationOutcomeUnknown))
    }

    @Test func `a late holder does not condemn what the one who took over has renewed`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(
            with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        let gate = Gate()
        let (_, late) = try await self.stalledHolder(of: connected, at: gate)
        connected.time.advance(by: .seconds(61))
        #expect(try await connected.access() == "Bearer access-2")
        gate.open()
        #expect(try await late.value == "Bearer access-2")
        #expect(try await connected.storedGrant().status == .authorized)
        #expect(try await connected.tokens().health.lastFailure == nil)
        #expect(connected.provider.refreshCalls == 2)
    }

    @Test func `a verdict that comes after the lease ran out is not recorded, and its flight ends`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(
            with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        let gate = Gate()
        let (stalled, late) = try await self.stalledHolder(of: connected, at: gate)
        connected.time.advance(by: .seconds(61))
        gate.open()
        let error = try await connected.world.error { try await late.value }
        #expect(error.code == .providerUnavailable)
        #expect(error.providerCode == "invalid_grant")
        #expect(error.message.contains("after the lease of the refresh had run out"))
        try await connected.waitForLanding(in: stalled)
        #expect(connected.provider.refreshCalls == 1)
        #expect(try await connected.storedGrant().status == .authorized)
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `a holder whose preparations took too long does not call after its lease`() async throws {
        let connected = try await ConnectedWorld.expired()
        // The commit that takes the lease is slow to answer: its count has begun long before.
        connected.store.interpose(.commit, .after, matching: StepKind.acquire.matches) {
            connected.time.advance(by: .seconds(55))
        }
        #expect(await connected.failure()?.code == .providerUnavailable)
        #expect(connected.provider.refreshCalls == 0)
        #expect(try await connected.tokens().lease.until == nil)
        #expect(try await connected.access() == "Bearer access-2")
    }
}
