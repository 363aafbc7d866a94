import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What is removed since it is old.
@Suite struct RetentionTests {
    static let year = Duration.seconds(365 * 86_400)

    private func world(
        configure: (inout ConnectionSystem.Configuration) -> Void = { _ in }
    ) -> World {
        World { configuration in
            configuration.auditRetention = Self.year
            configure(&configuration)
        }
    }

    private func fill(_ world: World, _ count: Int, in account: AccountID = "acme") async throws {
        let now = world.time.now
        try await world.write { changes in
            for number in 1...count {
                var entry = AuditEntry.fixture(in: account, subject: "number:\(number)")
                entry.at = now
                changes.record(entry)
            }
        }
    }

    private func round(_ world: World) async throws -> Int {
        try await world.system.maintenance.runOnce().auditRecordsTrimmed
    }

    @Test func `what is older than it is kept is removed, and nothing else`() async throws {
        let world = self.world()
        try await self.fill(world, 3)
        world.time.advance(by: .seconds(1))
        try await self.fill(world, 2)
        world.time.advance(by: Self.year - .seconds(1))
        #expect(try await self.round(world) == 0)
        world.time.advance(by: .milliseconds(1))
        // The look that found nothing rests for an hour; another process looks at once.
        let other = World(store: world.store, configure: { $0.auditRetention = Self.year })
        other.time.jump(by: world.time.now - other.time.now)
        #expect(try await self.round(other) == 3)
        let trail = try await world.trail(of: "acme")
        #expect(trail.map(\.sequence) == [4, 5, 6])
        let entry = try #require(trail.last?.entry)
        #expect(entry.action == .trimAudit && entry.actor == .system && entry.subject == "audit:3")
        #expect(entry.changed == ["audit"] && entry.at == world.time.now)
        #expect(try await world.system.verifyAuditTrail(of: "acme") == 3)
    }

    @Test func `removing and writing it down are one commit`() async throws {
        let world = self.world()
        try await self.fill(world, 3)
        world.time.advance(by: Self.year + .seconds(1))
        let commits = world.observed.commits.count
        _ = try await world.system.maintenance.runOnce()
        let new = world.observed.commits.dropFirst(commits)
        #expect(new.count == 1 && new.first?.audit.count == 1 && new.first?.changes.count == 1)
    }

    @Test func `without a time everything is kept`() async throws {
        let world = World()
        try await self.fill(world, 3)
        world.time.advance(by: Self.year * 100)
        #expect(try await self.round(world) == 0)
        #expect(try await world.trail(of: "acme").count == 3)
    }

    @Test func `every account has its turn, more than a page of them, and so many commits a round`() async throws {
        let world = self.world { $0.maintenance.batch = 400 }
        for number in 0..<1_100 { try await self.fill(world, 1, in: AccountID("account-\(number)")) }
        world.time.advance(by: Self.year + .seconds(1))
        var rounds: [Int] = []
        for _ in 0..<4 { rounds.append(try await self.round(world)) }
        #expect(rounds == [400, 400, 300, 0])
        for number in [0, 500, 999, 1_099] {
            #expect(try await world.trail(of: AccountID("account-\(number)")).map(\.entry.action) == [.trimAudit])
        }
    }

    @Test func `a long trail is removed in pages, and a round that is cut off is gone on with`() async throws {
        let world = self.world {
            $0.maintenance.auditTrimBatch = 100
            $0.maintenance.batch = 3
        }
        try await self.fill(world, 450)
        world.time.advance(by: Self.year + .seconds(1))
        #expect(try await self.round(world) == 300)
        world.store.failNext(.commit)
        try await world.refusal(.unavailable) { try await self.round(world) }
        world.time.advance(by: .seconds(3_600))
        #expect(try await self.round(world) == 150)
        #expect(try await world.trail(of: "acme").map(\.sequence) == Array(451...455))
        #expect(try await world.system.verifyAuditTrail(of: "acme") == 5)
    }

    @Test func `the records of earlier removals alone are no reason for another`() async throws {
        let world = self.world()
        try await self.fill(world, 3)
        for round in 0..<5 {
            world.time.advance(by: Self.year + .seconds(3_601))
            #expect(try await self.round(world) == (round == 0 ? 3 : 0))
        }
        #expect(try await world.trail(of: "acme").map(\.sequence) == [4])
        try await self.fill(world, 1)
        world.time.advance(by: Self.year + .seconds(3_601))
        #expect(try await self.round(world) == 2)
    }

    @Test func `after a whole walk it rests, in whichever direction the clock jumps`() async throws {
        let world = self.world()
        #expect(try await self.round(world) == 0)
        let looks = world.store.count(of: .accounts)
        #expect(try await self.round(world) == 0)
        #expect(world.store.count(of: .accounts) == looks)
        world.time.advance(by: .seconds(3_600))
        #expect(try await self.round(world) == 0)
        #expect(world.store.count(of: .accounts) == looks + 1)
        world.time.jump(by: .seconds(-86_400))
        #expect(try await self.round(world) == 0)
        #expect(world.store.count(of: .accounts) == looks + 2)
    }

    @Test func `an account whose trail cannot be read keeps no other waiting`() async throws {
        let world = self.world()
        try await self.fill(world, 1, in: "aaa")
        try await self.fill(world, 1, in: "bbb")
        world.time.advance(by: Self.year + .seconds(1))
        world.store.failNext(.auditStart, with: StoreError(.corrupt, "damaged"))
        #expect(await code { try await world.system.maintenance.runOnce() } == .corrupt)
        #expect(try await world.trail(of: "aaa").map(\.sequence) == [1])
        #expect(try await world.trail(of: "bbb").map(\.sequence) == [2])
    }

    @Test func `a removal while the trail is verified is no fault of the trail`() async throws {
        let world = self.world()
        try await self.fill(world, 10)
        world.time.advance(by: Self.year + .seconds(1))
        try await self.fill(world, 1)
        world.store.interpose(.auditStart, .after) { _ = try? await world.system.maintenance.runOnce() }
        #expect(try await world.system.verifyAuditTrail(of: "acme") == 2)
    }

    @Test func `two processes that remove at the same time remove each record once`() async throws {
        let world = self.world()
        try await self.fill(world, 5)
        world.time.advance(by: Self.year + .seconds(1))
        let other = World(store: world.store, configure: { $0.auditRetention = Self.year })
        other.time.jump(by: world.time.now - other.time.now)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .trimAudit }) {
            _ = try? await other.system.maintenance.runOnce()
        }
        #expect(try await self.round(world) == 0)
        #expect(try await world.trail(of: "acme").map(\.sequence) == [6])
        #expect(try await world.system.verifyAuditTrail(of: "acme") == 1)
    }

    @Test func `an invitation that nobody accepted is removed some time after it ran out`() async throws {
        let world = World()
        let invitation = try await world.console.invite("client@example.com", as: world.owner)
        world.time.advance(by: .seconds(45 * 86_400) - .milliseconds(1))
        #expect(try await world.system.maintenance.runOnce().invitationsRemoved == 0)
        world.time.advance(by: .milliseconds(1))
        #expect(try await world.system.maintenance.runOnce().invitationsRemoved == 1)
        #expect(try await world.observed.all(Invitation.self).isEmpty)
        let entry = try #require(try await world.trail(of: "maker").last?.entry)
        #expect(entry.actor == .system && entry.subject == "invitation:\(invitation.id)")
        #expect(entry.action == .inviteClient && entry.changed == ["invitation"])
    }

    @Test func `one that was accepted stays, and so does one that was sent again meanwhile`() async throws {
        let world = World { $0.maintenance.invitationRetention = .seconds(60) }
        let accepted = try await world.console.invite("a@example.com", as: world.owner)
        try await world.workspace.accept(accepted.link, as: world.superAdmin)
        let sent = try await world.console.invite("b@example.com", as: world.owner)
        world.time.advance(by: .seconds(15 * 86_400 + 60))
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .inviteClient }) {
            var again = sent
            again.expiresAt = world.time.now + .seconds(60)
            let resent = again
            try? await world.write { $0.update(resent) }
        }
        #expect(try await world.system.maintenance.runOnce().invitationsRemoved == 0)
        #expect(Set(try await world.observed.all(Invitation.self).map(\.id)) == [accepted.id, sent.id])
    }
}
