import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct MarketplaceInstallTests {
    let world = World()

    private func listing() async throws -> Submission {
        try await self.world.submission(of: try await self.world.release(1, [.bundled("books")]))
    }

    @Test func `a super admin installs from a listing, without terms, by a share of its own`() async throws {
        let listing = try await self.listing()
        let plan = try await self.world.workspace.planInstall(of: listing.id, as: self.world.superAdmin)
        #expect(plan.effects.created.map(\.linkName) == ["books"] && plan.offer == .listing(listing))
        let installation = try await self.world.workspace.install(plan, as: self.world.superAdmin)
        #expect(installation.licence == .unlimited && installation.developer == "maker")
        let share = try #require(try await self.world.store.read(Share.self, installation.share, in: "maker"))
        #expect(share.listing == listing.id && share.installation == installation.id)
        #expect(share.client == "acme" && share.licence == .unlimited)
        // All of it in one commit.
        let commit = try #require(self.world.observed.commits.last)
        let written = commit.changes.compactMap { change -> RecordKey? in
            if case .write(let record, _) = change.action { record.key } else { nil }
        }
        #expect(written.contains(.share(share.id)) && written.contains(.installation(installation.id)))
        #expect(commit.audit.map(\.action) == [.install])
        let details = try await self.world.workspace.installation(installation.id, as: self.world.maria)
        #expect(details.isFromMarketplace)
    }

    @Test(arguments: Role.allCases.filter { $0 != .superAdmin })
    func `nobody else installs from it`(role: Role) async throws {
        let listing = try await self.listing()
        let plan = try await self.world.workspace.planInstall(of: listing.id, as: self.world.superAdmin)
        let person = Principal.client("pat", account: "acme", role: role)
        try await self.world.refusal(.denied) {
            try await self.world.workspace.planInstall(of: listing.id, as: person)
        }
        try await self.world.refusal(.denied) { try await self.world.workspace.install(plan, as: person) }
    }

    @Test(arguments: Submission.Status.allCases.filter { $0 != .listed })
    func `what is not listed does not exist`(status: Submission.Status) async throws {
        let listing = try await self.listing()
        let plan = try await self.world.workspace.planInstall(of: listing.id, as: self.world.superAdmin)
        let unknown = try await self.world.refusal(.notFound) {
            try await self.world.workspace.planInstall(of: Submission.ID.fixture(9), as: self.world.superAdmin)
        }
        try await self.world.move(listing, to: status)
        let gone = try await self.world.refusal(.notFound) {
            try await self.world.workspace.planInstall(of: listing.id, as: self.world.superAdmin)
        }
        #expect(gone.description == unknown.description)
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.install(plan, as: self.world.superAdmin)
        }
    }

    @Test func `a listing that is taken off between the plan's check and the commit is not installed`() async throws {
        let world = self.world
        let listing = try await self.listing()
        let plan = try await world.workspace.planInstall(of: listing.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .install }) {
            try? await world.move(listing, to: .delisted)
        }
        let error = try await world.error { try await world.workspace.install(plan, as: world.superAdmin) }
        #expect(error.code == .notFound)
        #expect(try await world.observed.all(Installation.self).isEmpty)
        #expect(try await world.observed.all(Share.self).isEmpty)
    }

    @Test func `share and listing at the same time make one installation`() async throws {
        let world = self.world
        let listing = try await self.listing()
        let release = try #require(try await world.observed.all(Release.self).first)
        let share = try await world.share(release)
        let shared = try await world.workspace.planInstall(of: share.link, as: world.superAdmin)
        let listed = try await world.workspace.planInstall(of: listing.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .install }) {
            _ = try? await world.workspace.install(shared, as: world.superAdmin)
        }
        let error = try await world.error { try await world.workspace.install(listed, as: world.superAdmin) }
        #expect(error.code == .alreadyInstalled)
        #expect(try await world.observed.all(Installation.self).map(\.share) == [share.id])
        #expect(try await world.observed.all(Share.self).count == 1)
    }

    @Test func `every client installs from the one listing, and again after uninstalling`() async throws {
        let listing = try await self.listing()
        let gus = Principal.client("gus", account: "globex", role: .superAdmin)
        for person in [self.world.superAdmin, gus, gus] {
            let plan = try await self.world.workspace.planInstall(of: listing.id, as: person)
            let installation = try await self.world.workspace.install(plan, as: person)
            if person == gus { try await self.world.workspace.uninstall(installation.id, as: person) }
        }
        #expect(Set(try await self.world.observed.all(Share.self).map(\.client)) == ["acme", "globex"])
    }
}
