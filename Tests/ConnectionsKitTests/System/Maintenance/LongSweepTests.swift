import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An installation with more authorizations than one page holds.
@Suite(.timeLimit(.minutes(10))) struct LongSweepTests {
    private let world = World()

    /// Authorizes one connection as so many users.
    private func installed(users: Int) async throws -> Installation {
        _ = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let installation = try await self.world.install()
        for number in 0..<users {
            let user = Principal.client(
                UserID("user \(number)"), name: "User \(number)", account: "acme", role: .liveUser)
            try await self.world.authorize("sheets", in: installation, as: user)
        }
        return installation
    }

    @Test func `it is read page by page, and each grant is revoked once`() async throws {
        let installation = try await self.installed(users: 450)
        try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        // The first round sweeps, and the next ones revoke as many as a batch holds.
        for _ in 0..<5 { try await self.world.system.maintenance.runOnce() }
        #expect(try await self.world.observed.all(Grant.self).allSatisfy { $0.status == .revoked })
        #expect(self.world.provider.revokedTokens.count == 450)
        #expect(Set(self.world.provider.revokedTokens).count == 450)
        #expect(try await self.world.observed.all(Duty.self).isEmpty)
        #expect(try await self.world.observed.all(Slot.self).isEmpty)
        #expect(try await self.world.observed.all(Connection.self).allSatisfy { $0.installation == nil })
    }

    @Test func `rounds follow at once upon one another while whole batches are done, and then rest`() async throws {
        let world = World { $0.maintenance.batch = 10 }
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        for number in 0..<35 {
            let user = Principal.client(
                UserID("user \(number)"), name: "User \(number)", account: "acme", role: .liveUser)
            try await world.authorize("sheets", in: installation, as: user)
        }
        world.time.advance(by: .seconds(3_600))
        let calls = world.provider.refreshCalls
        let task = Task { await world.system.maintenance.run() }
        // The clock stands still: a rest between the rounds would never end.
        try await wait { world.provider.refreshCalls - calls == 35 && world.time.sleeperCount == 1 }
        task.cancel()
        await task.value
    }

    @Test(arguments: [1, 199, 200, 201, 399])
    func `one that is cut off anywhere goes on where grants are left`(commits: Int) async throws {
        let installation = try await self.installed(users: 400)
        try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        self.world.store.failNext(.commit, skipping: commits + 1)
        #expect(try await self.world.system.maintenance.runOnce().dutiesPostponed == 1)
        #expect(try await self.world.observed.all(Grant.self).count { $0.status == .revoked } == commits)
        self.world.time.advance(by: .seconds(3_600))
        for _ in 0..<5 { try await self.world.system.maintenance.runOnce() }
        #expect(Set(self.world.provider.revokedTokens).count == 400)
        #expect(try await self.world.observed.all(Duty.self).isEmpty)
    }
}
