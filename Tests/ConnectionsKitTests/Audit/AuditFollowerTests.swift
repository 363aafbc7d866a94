import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Who follows a trail misses nothing.
@Suite(.timeLimit(.minutes(10))) struct AuditFollowerTests {
    private func record(_ world: World, _ count: Int, in account: AccountID = "acme") async throws {
        for number in 0..<count {
            try await world.write { $0.record(.fixture(in: account, subject: "number:\(number)")) }
        }
    }

    /// Commits in this process, and tells its listeners.
    private func act(_ world: World) async throws {
        try await world.workspace.deactivateUser("nils", as: world.superAdmin)
        try await world.workspace.reactivateUser("nils", as: world.superAdmin)
    }

    @Test func `it reads what is there, more than a page of it, and waits for what comes`() async throws {
        let world = World()
        try await world.write { changes in
            for number in 1...1_203 { changes.record(.fixture(in: "acme", subject: "number:\(number)")) }
        }
        let follower = try world.system.followAudit(as: world.superAdmin)
        let reader = Task {
            var sequences: [Int] = []
            for try await record in follower {
                sequences.append(record.sequence)
                if sequences.count == 1_205 { break }
            }
            return sequences
        }
        // It sleeps at the end of what there is, and is woken by what this process commits.
        try await world.time.waitForSleepers()
        try await self.act(world)
        #expect(try await reader.value == Array(1...1_205))
    }

    @Test func `it begins after a number, and takes what passes the filter alone`() async throws {
        let world = World()
        _ = try await world.peopled()
        let all = try await world.trail(of: "acme")
        let filter = AuditFilter(action: .authorize)
        let wanted = all.filter { $0.sequence > 3 && filter.matches($0.entry) }
        var iterator = try world.system.followAudit(matching: filter, after: 3, as: world.superAdmin)
            .makeAsyncIterator()
        for record in wanted { #expect(try await iterator.next() == record) }
        #expect(!wanted.isEmpty)
    }

    @Test func `what another process commits is found when it is time to look`() async throws {
        let world = World()
        let follower = try world.system.followAudit(as: world.superAdmin)
        let reader = Task { () -> Int? in
            for try await record in follower { return record.sequence }
            return nil
        }
        try await world.time.waitForSleepers()
        try await self.record(world, 1)
        let looks = world.store.count(of: .audit)
        for _ in 0..<100 { await Task.yield() }
        #expect(world.store.count(of: .audit) == looks)
        world.time.advance(by: world.system.configuration.auditFollowInterval)
        #expect(try await reader.value == 1)
    }

    @Test func `at the end it looks once an interval, and not for what other accounts do`() async throws {
        let world = World()
        let follower = try world.system.followAudit(as: world.superAdmin)
        let reader = Task { for try await _ in follower {} }
        try await world.time.waitForSleepers()
        let looks = world.store.count(of: .audit)
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        for _ in 0..<100 { await Task.yield() }
        #expect(world.store.count(of: .audit) == looks)
        for number in 1...5 {
            world.time.advance(by: world.system.configuration.auditFollowInterval)
            try await wait { world.store.count(of: .audit) == looks + number }
            try await world.time.waitForSleepers()
        }
        reader.cancel()
        try await reader.value
    }

    @Test func `a record that comes between the look and the wait is not missed`() async throws {
        let world = World()
        world.store.interpose(.audit, .after) { try? await self.act(world) }
        var iterator = try world.system.followAudit(as: world.superAdmin).makeAsyncIterator()
        #expect(try await iterator.next()?.sequence == 1)
    }

    @Test func `a cancelled reader ends`() async throws {
        let world = World()
        let follower = try world.system.followAudit(as: world.superAdmin)
        let reader = Task {
            for try await _ in follower {}
            return true
        }
        try await world.time.waitForSleepers()
        reader.cancel()
        #expect(try await reader.value)
    }

    @Test func `a store that is away is an error, after which it goes on where it was`() async throws {
        let world = World()
        try await self.record(world, 2)
        var iterator = try world.system.followAudit(as: world.superAdmin).makeAsyncIterator()
        world.store.failNext(.audit)
        do {
            _ = try await iterator.next()
            Issue.record("nothing was thrown")
        } catch {
            #expect((error as ConnectionError).code == .unavailable)
        }
        #expect(try await iterator.next()?.sequence == 1)
        #expect(try await iterator.next()?.sequence == 2)
    }

    @Test func `records that were removed before they were read are an error, and not a silent gap`() async throws {
        let world = World()
        try await self.record(world, 10)
        try await world.write { $0.trimAudit(of: "acme", through: 6) }
        var behind = try world.system.followAudit(after: 3, as: world.superAdmin).makeAsyncIterator()
        do {
            _ = try await behind.next()
            Issue.record("nothing was thrown")
        } catch {
            let told = error as ConnectionError
            #expect(told.code == .notFound && told.message.contains("4 to 6"))
        }
        for (after, first) in [(0, 7), (6, 7), (8, 9)] {
            var iterator = try world.system.followAudit(after: after, as: world.superAdmin).makeAsyncIterator()
            #expect(try await iterator.next()?.sequence == first)
        }
    }
}
