import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct InstallationDetailsTests {
    let world = World()

    @Test func `details tell terms, environments and releases`() async throws {
        let end = self.world.time.now + .seconds(60)
        let installation = try await self.world.installed([.bundled("books")], licence: .trial(until: end))
        try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        _ = try await self.world.share(
            try await self.world.release(2, [.bundled("books")]), licence: .trial(until: end))
        let plan = try await self.world.workspace.planUpgrade(
            of: installation.id, in: .stage, as: self.world.superAdmin)
        try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        let valid = try await self.world.workspace.installation(installation.id, as: self.world.maria)
        #expect(valid.id == installation.id && valid.isLicenceValid && !valid.isFromMarketplace)
        #expect(valid.installation.licence == .trial(until: end))
        #expect(valid.environments.map(\.id) == [.production, .stage])
        #expect(valid.environments.map(\.releaseNumber) == [1, 2])
        #expect(valid.environments.allSatisfy { $0.obstacle == nil })
        self.world.time.advance(by: .seconds(60))
        let ended = try await self.world.workspace.installation(installation.id, as: self.world.maria)
        #expect(!ended.isLicenceValid)
        #expect(ended.environments.map(\.obstacle?.isEmpty) == [false, false])
    }

    @Test func `what was uninstalled is listed when it is asked for`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        let workspace = self.world.workspace
        #expect(try await workspace.installations(as: self.world.maria).map(\.id) == [installation.id])
        try await workspace.uninstall(installation.id, as: self.world.superAdmin)
        #expect(try await workspace.installations(as: self.world.maria).isEmpty)
        let gone = try await workspace.installations(includingUninstalled: true, as: self.world.maria)
        #expect(gone.map(\.installation.status) == [.uninstalled])
        #expect(gone.first?.environments.first?.obstacle?.contains("uninstalled") == true)
    }

    @Test func `portal users see none`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        let pat = Principal.client("pat", account: "acme", role: .portalUser)
        try await self.world.refusal(.denied) { try await self.world.workspace.installations(as: pat) }
        try await self.world.refusal(.denied) {
            try await self.world.workspace.installation(installation.id, as: pat)
        }
    }
}
