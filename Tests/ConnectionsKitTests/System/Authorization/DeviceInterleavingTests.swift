import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Synchronization
import Testing

/// Questions about an authorization on another device at the same time, and what happens beside them.
@Suite(.timeLimit(.minutes(10))) struct DeviceInterleavingTests {
    let world = World(catalogue: World.flowsCatalogue)

    private func consented() async throws -> (Installation, PendingAuthorization) {
        let installation = try await self.world.installedScreen()
        let pending = try await self.world.workspace.authorize("screen", in: installation.id, as: self.world.admin)
        self.world.provider.consent()
        self.world.time.advance(by: .seconds(5))
        return (installation, pending)
    }

    private static let writesGrant = AuthorizationInterleavingTests.writesGrant

    @Test func `of two that ask at once one asks, and the other is told when`() async throws {
        let (_, pending) = try await self.consented()
        let world = self.world
        let other = Workspace(
            ConnectionSystem(
                store: world.store, catalogue: World.flowsCatalogue, sealer: world.sealer,
                providers: [world.provider], time: world.time.source, random: .seeded(43)))
        let gate = Gate()
        world.provider.holdCompletions { await gate.pass() }
        let first = Task { try await world.workspace.poll(pending, as: world.admin) }
        try await gate.waitForArrivals()
        // The question may take as long as a call may.
        let hold = world.time.now + .seconds(35)
        #expect(try await other.poll(pending, as: world.admin) == .pending(retryAt: hold))
        gate.open()
        guard case .authorized(let status) = try await first.value else {
            Issue.record("still pending")
            return
        }
        #expect(try await other.poll(pending, as: world.admin) == .authorized(status))
        #expect(world.provider.completeCalls == 1)
        #expect(try await world.observed.all(Grant.self).count == 1)
    }

    @Test func `of two between whose look and commit the other asks, one asks`() async throws {
        let (_, pending) = try await self.consented()
        let world = self.world
        world.store.interpose(.commit, matching: World.writesAttempt) {
            _ = try? await world.workspace.poll(pending, as: world.admin)
        }
        guard case .authorized = try await world.workspace.poll(pending, as: world.admin) else {
            Issue.record("still pending")
            return
        }
        #expect(world.provider.completeCalls == 1)
        #expect(try await world.observed.all(Grant.self).count == 1)
    }

    @Test func `one that dies after its claim holds the attempt up for one call alone`() async throws {
        let (_, pending) = try await self.consented()
        let world = self.world
        // The claim is committed, and its process hears nothing of it.
        world.store.failNext(.commit, .after, times: 1, matching: World.writesAttempt)
        #expect(await code { try await world.workspace.poll(pending, as: world.admin) } == .unavailable)
        #expect(world.provider.completeCalls == 0)
        let hold = world.time.now + .seconds(35)
        #expect(try await world.workspace.poll(pending, as: world.admin) == .pending(retryAt: hold))
        world.time.advance(by: .seconds(35))
        guard case .authorized = try await world.workspace.poll(pending, as: world.admin) else {
            Issue.record("still pending")
            return
        }
    }

    @Test func `tokens whose commit was not answered are stored once`() async throws {
        let (_, pending) = try await self.consented()
        let world = self.world
        world.store.failNext(.commit, .after, times: 1, matching: Self.writesGrant)
        let hasEnded = Mutex(false)
        let task = Task {
            defer { hasEnded.withLock { $0 = true } }
            return try await world.workspace.poll(pending, as: world.admin)
        }
        // The wait for the store begins at a moment of its own, beside that of the question's deadline.
        try await wait {
            world.time.advance(by: .milliseconds(20))
            return hasEnded.withLock { $0 }
        }
        guard case .authorized = try await task.value else {
            Issue.record("still pending")
            return
        }
        #expect(try await world.observed.all(Grant.self).count == 1)
        #expect(try await world.isTidy())
    }

    @Test func `an answer that comes after its time is stored all the same`() async throws {
        let (_, pending) = try await self.consented()
        let world = self.world
        let gate = Gate()
        world.provider.holdCompletions { await gate.pass() }
        let task = Task { await code { try await world.workspace.poll(pending, as: world.admin) } }
        try await gate.waitForArrivals()
        try await world.time.waitForSleepers()
        world.time.advance(by: .seconds(25))
        #expect(await task.value == .providerUnavailable)
        gate.open()
        try await wait { try await world.observed.all(Grant.self).count == 1 }
        #expect(try await world.attempt().status == .consumed)
        guard case .authorized = try await world.workspace.poll(pending, as: world.admin) else {
            Issue.record("still pending")
            return
        }
        #expect(world.provider.completeCalls == 1)
    }

    @Test func `tokens of an attempt that was voided meanwhile are revoked`() async throws {
        let (_, pending) = try await self.consented()
        let world = self.world
        world.store.interpose(.commit, matching: Self.writesGrant) {
            _ = try? await world.workspace.poll(pending, as: world.superAdmin)
        }
        #expect(await code { try await world.workspace.poll(pending, as: world.admin) } == .attemptVoided)
        try await self.expectDiscarded()
    }

    /// Who or what goes meanwhile.
    enum Leaver: CaseIterable { case person, installation }

    private func make(_ leaver: Leaver, in installation: Installation) async throws {
        switch leaver {
        case .person: try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        case .installation: try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        }
    }

    private func expectDiscarded() async throws {
        let grants = try await self.world.observed.all(Grant.self)
        #expect(grants.count == 1 && grants.first?.status == .revoked)
        #expect(try await self.world.observed.all(Slot.self).isEmpty)
        #expect(try await self.world.attempt().status == .voided)
        _ = try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
        #expect(try await self.world.observed.all(TokenState.self).isEmpty)
    }

    @Test(arguments: Leaver.allCases)
    func `who has gone before is refused, and no tokens are made`(leaver: Leaver) async throws {
        let (installation, pending) = try await self.consented()
        try await self.make(leaver, in: installation)
        let refused = await code { try await self.world.workspace.poll(pending, as: self.world.admin) }
        #expect([.suspended, .applicationDisabled, .notFound].contains(refused))
        #expect(self.world.provider.completeCalls == 0)
        #expect(try await self.world.observed.all(Grant.self).isEmpty)
    }

    @Test(arguments: Leaver.allCases)
    func `who goes while the grant is being stored leaves nothing behind`(leaver: Leaver) async throws {
        let (installation, pending) = try await self.consented()
        self.world.store.interpose(.commit, matching: Self.writesGrant) {
            try? await self.make(leaver, in: installation)
        }
        let refused = await code { try await self.world.workspace.poll(pending, as: self.world.admin) }
        #expect([.suspended, .applicationDisabled].contains(refused))
        try await self.expectDiscarded()
    }

    @Test func `the authorization that it replaces is revoked meanwhile, and the new one stands`() async throws {
        let (installation, pending) = try await self.consented()
        let world = self.world
        _ = try await world.workspace.poll(pending, as: world.admin)
        let second = try await world.workspace.switchAuthorization(of: "screen", in: installation.id, as: world.admin)
        world.provider.consent()
        world.time.advance(by: .seconds(5))
        world.store.interpose(.commit, matching: Self.writesGrant) {
            _ = try? await world.workspace.revoke("screen", in: installation.id, as: world.superAdmin)
        }
        guard case .authorized(let status) = try await world.workspace.poll(second, as: world.admin) else {
            Issue.record("still pending")
            return
        }
        #expect(status.isConnected)
        #expect(try await world.isTidy())
    }

    @Test(arguments: 0..<40 as Range<UInt64>)
    func `in every order of many polls the tokens are stored once`(seed: UInt64) async throws {
        let turns = TurnStore(InMemoryConnectionStore(), seed: seed)
        let world = World(store: turns, catalogue: World.flowsCatalogue)
        let screen = try await world.screenDefinition()
        let pending = try await world.begin(screen)
        world.provider.consent()
        world.time.advance(by: .seconds(5))
        let poller: @Sendable () async -> Void = {
            for _ in 0..<3 {
                do throws(ConnectionError) {
                    _ = try await world.console.poll(pending, as: world.developer)
                } catch {
                    #expect([.conflict, .attemptVoided].contains(error.code), "\(error)")
                }
            }
        }
        await turns.play([poller, poller, poller])
        #expect(world.provider.completeCalls == 1)
        let grants = try await world.observed.all(Grant.self)
        #expect(grants.count == 1 && grants.first?.status == .authorized)
        #expect(try await world.isTidy())
        try await world.system.verifyAuditTrail(of: "maker")
    }
}
