import ConnectionsKit
import ConnectionsKitTesting
import Synchronization
import Testing

@Suite struct MaintenanceTests {
    /// A world with one revoked grant, whose revocation at the service is due.
    private func revoked(
        configure: (inout ConnectionSystem.Configuration) -> Void = { _ in }
    ) async throws -> World {
        let world = World(configure: configure)
        let (installation, _) = try await world.connectedBooks()
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        return world
    }

    private func duty(_ world: World) async throws -> Duty? { try await world.observed.all(Duty.self).first }

    @Test func `an attempt is told that it is late for an hour, and forgotten then`() async throws {
        let world = World()
        let books = try await world.definition()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        world.time.advance(by: .seconds(90 + 3_600) - .milliseconds(1))
        #expect(try await world.system.maintenance.runOnce().attemptsRemoved == 0)
        let late = await code {
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        #expect(late == .authorizationTimedOut)
        world.time.advance(by: .milliseconds(1))
        #expect(try await world.system.maintenance.runOnce().attemptsRemoved == 1)
        try await world.refusal(.notFound) {
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        #expect(try await world.observed.all(Attempt.self).isEmpty)
    }

    @Test func `a duty that fails waits longer each time, and its grant stays revoked meanwhile`() async throws {
        let world = try await self.revoked { $0.maintenance.longestRevocationBackOff = .seconds(600) }
        var waits: [Duration] = []
        for number in 1...8 {
            world.provider.failRevocations(with: CredentialError(.transient, "busy"))
            #expect(try await world.system.maintenance.runOnce().dutiesPostponed == 1)
            let duty = try #require(try await self.duty(world))
            #expect(duty.tries == number)
            let idle = try await world.system.maintenance.runOnce()
            #expect(idle.isIdle)
            waits.append(duty.dueAt - world.time.now)
            world.time.advance(by: duty.dueAt - world.time.now)
        }
        #expect(zip(waits, waits.dropFirst()).prefix(3).allSatisfy { $0 < $1 })
        #expect(waits.allSatisfy { $0 > .seconds(16) && $0 <= .seconds(750) })
        #expect(try await world.grant(of: "books").revocation == .pending)
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test(arguments: [1, 2, 5])
    func `it gives up after the refusals that are set, and the failure stands on the record`(
        tries: Int
    ) async throws {
        let world = try await self.revoked { $0.maintenance.revocationTries = tries }
        for number in 1...tries {
            world.provider.failRevocations(
                with: CredentialError(.refused, "no", providerCode: "unsupported_token_type"))
            let report = try await world.system.maintenance.runOnce()
            #expect(report.dutiesDone == (number == tries ? 1 : 0))
            world.time.advance(by: .seconds(4_500))
        }
        let grant = try await world.grant(of: "books")
        #expect(grant.status == .revoked && grant.revocation == .failed("unsupported_token_type"))
        let entry = try #require(try await world.trail(of: "acme").last?.entry)
        #expect(entry.action == .revoke && entry.outcome == .failed(code: "unsupported_token_type"))
        #expect(try await world.observed.all(TokenState.self).isEmpty)
        #expect(try await self.duty(world) == nil)
        let later = try await world.system.maintenance.runOnce()
        #expect(later.dutiesDone + later.dutiesPostponed == 0 && world.provider.revokedTokens.isEmpty)
    }

    @Test func `a service without revocation says so on the record`() async throws {
        let world = World()
        let sms = try await world.definition(to: World.sms)
        let pending = try await world.console.authorize(sms.id, in: .development, as: world.developer)
        try await world.console.complete(
            pending, fields: SecretFields([("key", Secret("k")), ("sender", Secret("me"))]), as: world.developer)
        try await world.console.revoke(sms.id, in: .development, as: world.developer)
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(try await world.grant(of: "sms", in: "maker").revocation == .notOffered)
        #expect(try await world.observed.all(TokenState.self).isEmpty)
    }

    @Test func `a refresh under way is waited for`() async throws {
        let world = try await self.revoked()
        let tokens = try #require(try await world.observed.all(TokenState.self).first)
        try await world.write {
            $0.refresh(tokens.grant, in: "acme", .acquire(epoch: tokens.lease.epoch, duration: .seconds(60)))
        }
        #expect(try await world.system.maintenance.runOnce().dutiesPostponed == 1)
        #expect(world.provider.revokedTokens.isEmpty)
        world.time.advance(by: .seconds(120))
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `no account waits for another's many duties`() async throws {
        let world = World { $0.maintenance.concurrency = 1 }
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        for _ in 0..<5 {
            let books = try await world.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
            let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
            try await world.console.complete(try World.callback(pending), as: world.developer)
            try await world.console.delete(books.id, as: world.developer)
        }
        world.time.advance(by: .seconds(1))
        let (installation, _) = try await world.connectedBooks()
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 6)
        #expect(world.provider.revokedTokens.count == 6)
        #expect(world.provider.revokedTokens.firstIndex(of: "refresh-6") == 1)
    }

    @Test(arguments: 0..<20) func `two processes over one store do each duty once`(seed: Int) async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        for _ in 0..<6 {
            let books = try await world.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
            let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
            try await world.console.complete(try World.callback(pending), as: world.developer)
            try await world.console.delete(books.id, as: world.developer)
        }
        let other = world.otherProcess()
        async let first = world.system.maintenance.runOnce().dutiesDone
        async let second = other.maintenance.runOnce().dutiesDone
        #expect(try await first + second == 6)
        #expect(world.provider.revokedTokens.sorted() == (1...6).map { "refresh-\($0)" })
        #expect(try await world.observed.all(Duty.self).isEmpty)
    }

    @Test func `a duty that another process takes between the look and the claim is left to it`() async throws {
        let world = try await self.revoked()
        let other = world.otherProcess()
        world.store.interpose(.commit) { _ = try? await other.maintenance.runOnce() }
        let report = try await world.system.maintenance.runOnce()
        #expect(report.isIdle && world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `a revocation whose record was lost is done again`() async throws {
        let world = try await self.revoked()
        world.store.failNext(.commit, skipping: 1)
        #expect(try await world.system.maintenance.runOnce().dutiesPostponed == 1)
        #expect(try await world.grant(of: "books").revocation == .pending)
        world.time.advance(by: .seconds(3_600))
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(try await world.grant(of: "books").revocation == .confirmed(world.time.now))
    }

    @Test func `a sweep that was cut off goes on where grants are left`() async throws {
        let world = World()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        for person in [world.maria, world.nils, world.admin] {
            try await world.authorize("sheets", in: installation, as: person)
        }
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        world.store.failNext(.commit, skipping: 2)
        #expect(try await world.system.maintenance.runOnce().dutiesPostponed == 1)
        #expect(try await world.observed.all(Grant.self).count { $0.status == .revoked } == 1)
        world.time.advance(by: .seconds(3_600))
        _ = try await world.system.maintenance.runOnce()
        _ = try await world.system.maintenance.runOnce()
        #expect(world.provider.revokedTokens.sorted() == ["refresh-1", "refresh-2", "refresh-3"])
        #expect(try await world.observed.all(Duty.self).isEmpty)
    }

    @Test func `it works in rounds until it is cancelled, through a store that is away`() async throws {
        let world = try await self.revoked()
        world.store.failNext(.due, times: 3)
        let task = Task { await world.system.maintenance.run() }
        try await world.time.waitForSleepers()
        #expect(world.provider.revokedTokens.isEmpty)
        world.time.advance(by: .seconds(30))
        try await wait { try await self.duty(world) == nil && world.time.sleeperCount == 1 }
        #expect(world.provider.revokedTokens == ["refresh-1"])
        task.cancel()
        await task.value
        #expect(world.time.sleeperCount == 0)
    }

    @Test func `what is under way at a cancellation is brought to its end`() async throws {
        let world = try await self.revoked()
        let running = Mutex<Task<Void, Never>?>(nil)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .revoke }) {
            running.withLock { $0?.cancel() }
        }
        let start = AsyncStream.makeStream(of: Void.self)
        let task = Task {
            for await _ in start.stream { break }
            await world.system.maintenance.run()
        }
        running.withLock { $0 = task }
        start.continuation.yield()
        await task.value
        #expect(world.provider.revokedTokens == ["refresh-1"])
        #expect(try await world.grant(of: "books").revocation == .confirmed(world.time.now))
        #expect(try await self.duty(world) == nil)
    }

    @Test func `a store that is away is an error of one round`() async throws {
        let world = World()
        world.store.failNext(.due)
        try await world.refusal(.unavailable) { try await world.system.maintenance.runOnce() }
    }
}

extension Maintenance.Report {
    /// Whether there was nothing to do.
    fileprivate var isIdle: Bool {
        self.refreshed + self.refreshesFailed + self.dutiesDone + self.dutiesPostponed + self.attemptsRemoved == 0
    }
}
