import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An installation with more authorizations than one page holds.
@Suite struct LongSweepTests {
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
