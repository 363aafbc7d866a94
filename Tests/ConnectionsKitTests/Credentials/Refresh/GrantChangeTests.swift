import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// What happens to a refresh when its grant is changed under it.
@Suite(.timeLimit(.minutes(10))) struct GrantChangeTests {
    /// A caller whose refresh is held at the service.
    private func heldCaller(of connected: ConnectedWorld, at gate: Gate) async throws -> Task<String, any Error> {
        connected.provider.hold { await gate.pass() }
        let caller = Task { try await connected.access() }
        try await gate.waitForArrivals()
        return caller
    }

    // MARK: - Revoked

    @Test func `tokens that arrive after a revocation are not handed out and are revoked at the service`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let caller = try await self.heldCaller(of: connected, at: gate)
        try await connected.revoke()
        // The revocation waits for the call that is under way.
        let report = try await connected.world.system.maintenance.runOnce()
        #expect(report.dutiesDone == 0 && report.dutiesPostponed == 1)
        gate.open()
        #expect(await code { try await caller.value } == .notAuthorized)
        #expect(await connected.failure()?.code == .notAuthorized)

        connected.time.advance(by: .seconds(3_600))
        try await connected.world.system.maintenance.runOnce()
        #expect(connected.provider.revokedTokens == ["refresh-2"])
        #expect(try await connected.store.read(TokenState.self, connected.grant, in: "acme") == nil)
        guard case .confirmed = try await connected.storedGrant().revocation else {
            Issue.record("the revocation is not confirmed")
            return
        }
    }

    @Test func `tokens that arrive when the old ones are destroyed already are revoked by a duty of their own`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let stalled = connected.process(time: ManualTimeSource(at: connected.time.now))
        let books = try await connected.books(in: stalled)
        let caller = Task { try await connected.access(through: books) }
        try await gate.waitForArrivals()
        try await connected.revoke()
        connected.time.advance(by: .seconds(61))
        try await connected.world.system.maintenance.runOnce()
        #expect(connected.provider.revokedTokens == ["refresh-1"])

        gate.open()
        #expect(await code { try await caller.value } == .notAuthorized)
        #expect(try await connected.storedGrant().revocation == .pending)
        try await connected.world.system.maintenance.runOnce()
        #expect(connected.provider.revokedTokens == ["refresh-1", "refresh-2"])
        #expect(try await connected.store.read(TokenState.self, connected.grant, in: "acme") == nil)
        let duties = try await connected.store.due(.duties, at: connected.time.now + .seconds(100_000), limit: 10)
        #expect(duties.isEmpty)
    }

    @Test func `a revocation while the keys are fetched keeps the token back`() async throws {
        let connected = try await ConnectedWorld.expired()
        let sealer = SlowSealer(inner: connected.world.sealer)
        let books = try await connected.books(in: connected.process(sealer: sealer))
        connected.store.interpose(.commit, .after, matching: StepKind.succeed.matches) {
            // The tokens are stored; another change lets the keys be fetched anew, and the grant is revoked meanwhile.
            sealer.beforeKeys { try? await connected.revoke() }
            try? await connected.rewrapDataKeys()
        }
        #expect(await connected.failure(through: books)?.code == .notAuthorized)
        #expect(try await connected.tokens().tokenVersion == 2)
    }

    @Test func `a refusal that arrives after a revocation changes nothing about it`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        let gate = Gate()
        let caller = try await self.heldCaller(of: connected, at: gate)
        try await connected.revoke()
        gate.open()
        #expect(await code { try await caller.value } == .needsReauthorization)
        #expect(try await connected.storedGrant().status == .revoked)
    }

    // MARK: - Suspended, renamed, erased

    @Test func `tokens that arrive after a suspension are stored, and handed out when it ends`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let caller = try await self.heldCaller(of: connected, at: gate)
        let until = connected.time.now + .seconds(30 * 24 * 3_600)
        try await connected.changeGrant { $0.status = .suspended(until: until) }
        gate.open()
        #expect(await code { try await caller.value } == .suspended)
        #expect(await connected.failure()?.code == .suspended)
        #expect(try await connected.tokens().tokenVersion == 2)
        try await connected.changeGrant { $0.status = .authorized }
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a rename during a refresh loses neither the name nor the tokens`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let caller = try await self.heldCaller(of: connected, at: gate)
        try await connected.changeGrant { $0.accountName = "Another name" }
        gate.open()
        #expect(try await caller.value == "Bearer access-2")
        #expect(try await connected.storedGrant().accountName == "Another name")
        #expect(try await connected.tokens().tokenVersion == 2)
        connected.expire()
        #expect(try await connected.access() == "Bearer access-3")
    }

    @Test func `a new authorization during a refresh leaves each grant its own tokens`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let caller = try await self.heldCaller(of: connected, at: gate)
        try await connected.world.authorize("books", in: connected.installation, as: connected.world.admin)
        gate.open()
        // The first authorization got access-1, the held refresh access-2, the second authorization access-3.
        // Who waited for the first is served by the second.
        #expect(try await caller.value == "Bearer access-3")
        #expect(try await connected.access() == "Bearer access-3")
        #expect(try await connected.storedGrant().status == .superseded)
        connected.time.advance(by: .seconds(3_600))
        try await connected.world.system.maintenance.runOnce()
        #expect(connected.provider.revokedTokens == ["refresh-2"])
    }

    @Test func `a grant that is erased during its refresh leaves nothing behind`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let caller = try await self.heldCaller(of: connected, at: gate)
        var changes = ChangeSet()
        changes.delete(try await connected.tokens())
        changes.delete(try await connected.storedGrant())
        try await connected.store.commit(changes, with: connected.world.sealer)
        gate.open()
        #expect(await code { try await caller.value } == .notAuthorized)
        #expect(try await connected.store.read(TokenState.self, connected.grant, in: "acme") == nil)
        #expect(connected.world.system.coordinator.board.count == 0)
    }
}
