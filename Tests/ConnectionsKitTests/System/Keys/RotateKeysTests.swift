import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct RotateKeysTests {
    /// The secrets of an account, by the data key that sealed them.
    private static func sealed(_ world: World) async throws -> [DataKey.ID: Int] {
        try await world.system.planKeyRotation(.secrets).secrets
    }

    @Test func `data keys are wrapped anew by the new key of the host, and the old one can be taken away`() async throws
    {
        let connected = try await ConnectedWorld()
        let world = connected.world
        world.sealer.use(key: "test-2", olderKeys: ["test-1"])
        let plan = try await world.system.planKeyRotation()
        #expect(plan.writing == "test-2" && plan.dataKeys == ["test-1": 1] && plan.dataKeysToWrap == 1)
        #expect(plan.accounts == 1 && plan.unfinished == 0 && plan.secrets.isEmpty)
        let report = try await world.system.rotateKeys(by: "pat")
        #expect(report.isFinished && report.done.wrapped == 1 && report.done.secrets == 0)
        #expect(try await world.dataKeys(of: "acme").map(\.wrapped.wrappingKey) == ["test-2"])
        world.sealer.use(key: "test-2")
        connected.expire()
        let books = try await connected.books(in: connected.process())
        #expect(try await connected.access(through: books) == "Bearer access-2")
        #expect(try await world.system.rotateKeys(by: "pat").done.wrapped == 0)
        #expect(try await world.system.verifyAuditTrail(of: "acme") > 0)
    }

    @Test func `every secret is sealed anew, and the old data key is destroyed`() async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        let old = try #require(try await world.dataKeys(of: "acme").first)
        // An authorization under way has secrets of its own.
        let pending = try await world.workspace.authorize("books", in: connected.installation.id, as: world.admin)
        let before = try await connected.tokens()
        #expect(try await Self.sealed(world) == [old.id: 3])
        var told: [KeyRotationProgress] = []
        let report = try await world.system.rotateKeys(.secrets, by: "pat") { told.append($0) }
        #expect(report.isFinished && report.unfinished.isEmpty)
        #expect(report.done.made == 1 && report.done.secrets == 3 && report.done.destroyed == 1)
        #expect(told.last == report.done)
        let new = try #require(try await world.dataKeys(of: "acme").first)
        #expect(try await world.dataKeys(of: "acme").count == 1 && new.id != old.id && new.isWriting)
        #expect(try await Self.sealed(world) == [new.id: 3])
        let after = try await connected.tokens()
        #expect(
            after.tokenVersion == before.tokenVersion && after.lease == before.lease && after.access != before.access)
        #expect(try await connected.access() == "Bearer access-1")
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        let entries = try await world.system.auditEntries(of: "acme", matching: .all).filter {
            $0.action == .rotateKeys
        }
        #expect(entries.map(\.changed) == [["data_key"], ["secrets", "data_key"]])
        #expect(entries.allSatisfy { $0.actor == .platform("pat") && $0.subject == "account:acme" })
    }

    @Test func `the secrets of a developer and of earlier revisions are sealed anew`() async throws {
        let world = World()
        let set = try await world.console.createCredentialSet(
            "Ours", for: World.books, clientID: "c1", secret: Secret("s1"),
            redirectURI: "https://app.example.com/callback", as: world.owner)
        let plan = try await world.console.planCredentialSet(.secret, of: set.id, as: world.owner)
        try await world.console.changeCredentialSet(plan, secret: Secret("s2"), as: world.owner)
        #expect(try await Self.sealed(world).values.reduce(0, +) == 2)
        let report = try await world.system.rotateKeys(.secrets, by: "pat")
        #expect(report.isFinished && report.done.secrets == 2 && report.done.destroyed == 1)
        let (client, _) = try await ClientDirectory(store: world.store, keys: world.system.keys).registration(of: set)
        #expect(client.secret?.reveal() == "s2")
    }

    @Test func `a refresh whose data key went away while it called stores what it got, and calls once`() async throws {
        let connected = try await ConnectedWorld.expired()
        let world = connected.world
        let other = connected.process()
        // It stands still between its answer and its commit; the rotation waits for no one that has no lease any more.
        connected.store.interpose(.commit, .before, matching: StepKind.succeed.matches) {
            connected.time.advance(by: .seconds(300))
            _ = try? await other.rotateKeys(.secrets, by: "pat")
        }
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
        let keys = try await world.dataKeys(of: "acme")
        #expect(keys.count == 1)
        let tokens = try await connected.tokens()
        #expect(tokens.tokenVersion == 2)
        #expect(TestSealer.key(of: tokens.access) == keys.first?.id)
        #expect(tokens.refresh.flatMap { TestSealer.key(of: $0) } == keys.first?.id)
    }

    @Test func `a grant that is being refreshed is come back to`() async throws {
        let connected = try await ConnectedWorld.expired()
        try await connected.take(.acquire(epoch: 0, duration: .seconds(20)))
        let rotation = Task { try await connected.world.system.rotateKeys(.secrets, by: "pat") }
        try await connected.time.waitForSleepers()
        #expect(try await connected.world.dataKeys(of: "acme").count == 2)
        try await connected.take(.release(epoch: 1))
        connected.time.advance(by: .seconds(1))
        let report = try await rotation.value
        #expect(report.isFinished && report.done.secrets == 2 && report.done.destroyed == 1)
    }

    @Test(arguments: 1..<4)
    func `a rotation that is cut off at any commit goes on when it is called again`(commit: Int) async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        connected.store.failNext(.commit, skipping: commit - 1, times: 1)
        _ = try? await world.system.rotateKeys(.secrets, by: "pat")
        let report = try await world.system.rotateKeys(.secrets, by: "pat")
        #expect(report.isFinished)
        #expect(try await world.dataKeys(of: "acme").count == 1)
        #expect(try await connected.access() == "Bearer access-1")
        connected.expire()
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `a second call of a rotation that was cut off makes no second key`() async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        // The first commit makes the key, the second seals anew.
        connected.store.failNext(.commit, skipping: 1, times: 1)
        await #expect(throws: ConnectionError.self) { try await world.system.rotateKeys(.secrets, by: "pat") }
        let keys = try await world.dataKeys(of: "acme")
        #expect(keys.count == 2)
        let report = try await world.system.rotateKeys(.secrets, by: "pat")
        #expect(report.done.made == 0 && report.done.destroyed == 1)
        #expect(try await world.dataKeys(of: "acme").map(\.id) == keys.filter(\.isWriting).map(\.id))
    }

    @Test func `refreshes of many grants beside a rotation lose no token`() async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        for round in 0..<12 {
            connected.expire()
            let other = connected.process(seed: UInt64(100 + round))
            async let report = other.rotateKeys(.secrets, by: "pat")
            let callers = (0..<20).map { _ in Task { try await connected.access() } }
            let clock = Task {
                while !Task.isCancelled {
                    try await connected.time.waitForSleepers()
                    connected.time.advance(by: .milliseconds(500))
                    await Task.yield()
                }
            }
            for caller in callers { #expect(try await caller.value == "Bearer access-\(round + 2)") }
            #expect(try await report.isFinished)
            clock.cancel()
            #expect(connected.provider.refreshCalls == round + 1)
            let keys = try await world.dataKeys(of: "acme")
            #expect(keys.count == 1)
            #expect(TestSealer.key(of: try await connected.tokens().access) == keys.first?.id)
        }
    }

    @Test func `a secret that does not open keeps its data key, and its account is named`() async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        var tokens = try await connected.tokens()
        tokens.access.envelope[tokens.access.envelope.count - 1] ^= 1
        try await world.write { $0.update(tokens) }
        let report = try await world.system.rotateKeys(.secrets, by: "pat")
        #expect(!report.isFinished && report.unfinishedCount == 1)
        #expect(report.unfinished.first?.account == "acme")
        let keys = try await world.dataKeys(of: "acme")
        #expect(keys.count == 2)
        // Called again it goes on with that rotation, unless it is to begin anew.
        #expect(try await world.system.rotateKeys(.secrets, by: "pat").done.made == 0)
        var settings = KeyRotation.Settings()
        settings.beginsAnew = true
        #expect(try await world.system.rotateKeys(.secrets, by: "pat", settings: settings).done.made == 1)
        #expect(try await world.dataKeys(of: "acme").count == 3)
    }

    @Test func `a data key that the host cannot unwrap leaves its account as it is`() async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        let before = try await world.dataKeys(of: "acme")
        world.sealer.use(key: "test-2")
        let other = connected.process()
        for rotation in KeyRotation.allCases {
            let report = try await other.rotateKeys(rotation, by: "pat")
            #expect(report.unfinishedCount == 1)
            #expect(report.unfinished.first?.reason.contains("\"test-1\"") == true)
            #expect(try await world.dataKeys(of: "acme") == before)
        }
    }

    @Test func `a rotation keeps to its rate, and can be cancelled`() async throws {
        let connected = try await ConnectedWorld()
        let world = connected.world
        world.sealer.use(key: "test-2", olderKeys: ["test-1"])
        var settings = KeyRotation.Settings()
        settings.rate = 1
        let rotation = Task { [settings] in try await world.system.rotateKeys(by: "pat", settings: settings) }
        try await world.time.waitForSleepers()
        rotation.cancel()
        #expect(await code { try await rotation.value } == .cancelled)
        settings.rate = 0
        #expect(await code { try await world.system.rotateKeys(by: "pat", settings: settings) } == .invalidInput)
        settings = KeyRotation.Settings()
        settings.batch = 501
        #expect(await code { try await world.system.rotateKeys(by: "pat", settings: settings) } == .invalidInput)
        #expect(await code { try await world.system.rotateKeys(by: "") } == .invalidInput)
    }
}
