import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct AvailableUpdateTests {
    let world = World()

    private func update(
        _ installation: Installation, in environment: LiveEnvironment = .production
    ) async throws -> Int? {
        try await self.world.workspace.availableUpdate(
            of: installation.id, in: environment, as: self.world.superAdmin)?.release.number
    }

    private func share(_ number: Int, with client: AccountID = "acme") async throws -> Share {
        self.world.time.advance(by: .seconds(1))
        return try await self.world.share(
            try await self.world.release(number, [.bundled("books")]), with: client)
    }

    @Test func `it is the newest share with this client that is not withdrawn`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        #expect(try await self.update(installation) == nil)
        let error = try await self.world.refusal(.wrongState) {
            try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        }
        #expect(error.message.contains("newer than 1"))
        _ = try await self.share(2, with: "globex")
        #expect(try await self.update(installation) == nil)
        _ = try await self.share(3)
        let newest = try await self.share(4)
        #expect(try await self.update(installation) == 4)
        try await self.world.withdraw(newest)
        #expect(try await self.update(installation) == 3)
    }

    @Test func `an older release is never an update`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        try await self.world.upgrade(installation, to: 3, [.bundled("books")])
        _ = try await self.share(2)
        #expect(try await self.update(installation) == nil)
        _ = try await self.share(4)
        let first = try #require(try await self.world.store.read(Release.self, installation.release, in: "maker"))
        self.world.time.advance(by: .seconds(1))
        _ = try await self.world.share(first)
        #expect(try await self.update(installation) == 4)
    }

    @Test func `a share that led to another installation offers nothing`() async throws {
        let share = try await self.share(2)
        let first = try await self.world.workspace.install(
            try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin),
            as: self.world.superAdmin)
        try await self.world.workspace.uninstall(first.id, as: self.world.superAdmin)
        let installation = try await self.world.installed([.bundled("books")])
        #expect(try await self.update(installation) == nil)
    }

    @Test func `the marketplace's listing is one where the installation came from it`() async throws {
        let (workspace, superAdmin) = (self.world.workspace, self.world.superAdmin)
        let first = try await self.world.submission(of: try await self.world.release(1, [.bundled("books")]))
        let installation = try await workspace.install(
            try await workspace.planInstall(of: first.id, as: superAdmin), as: superAdmin)
        #expect(try await self.update(installation) == nil)
        let release = try await self.world.release(2, [.bundled("books", scopes: ["read", "write"])])
        let second = try await self.world.submission(of: release, .inReview)
        #expect(try await self.update(installation) == nil)
        try await self.world.move(first, to: .replaced)
        try await self.world.move(second, to: .listed)
        #expect(try await self.update(installation) == 2)
        // The terms that the developer set stay.
        var limited = installation
        limited.licence = .subscription(until: self.world.time.now + .seconds(600))
        let set = limited
        try await self.world.write { $0.update(set) }
        let plan = try await workspace.planUpgrade(of: installation.id, as: superAdmin)
        let upgraded = try await workspace.upgrade(plan, as: superAdmin)
        #expect(upgraded.releaseNumber == 2 && upgraded.licence == limited.licence)
        let share = try #require(try await self.world.store.read(Share.self, upgraded.share, in: "maker"))
        #expect(share.listing == second.id && share.installation == installation.id)
        #expect(share.licence == limited.licence && share.id != installation.share)
        #expect(try await self.update(installation) == nil)
    }

    @Test func `a listing is no update of what the developer shared`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        _ = try await self.world.submission(of: try await self.world.release(2, [.bundled("books")]))
        #expect(try await self.update(installation) == nil)
    }

    @Test func `stage has updates of its own`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        _ = try await self.share(2)
        try await self.world.refusal(.wrongState) { try await self.update(installation, in: .stage) }
        try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        #expect(try await self.update(installation, in: .stage) == 2)
        let plan = try await self.world.workspace.planUpgrade(
            of: installation.id, in: .stage, as: self.world.superAdmin)
        try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        #expect(try await self.update(installation, in: .stage) == nil)
        #expect(try await self.update(installation) == 2)
    }
}
