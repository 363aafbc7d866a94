import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct UpgradeTests {
    let world = World()

    @Test func `an upgrade keeps, makes and leaves unused, and authorizations stay`() async throws {
        let world = self.world
        let installation = try await world.installed([
            .bundled("books"), .bundled("sheets", to: World.sheets, kind: .loggedInUser),
            .bundled("old", scopes: ["read", "write"]),
        ])
        for name in ["books", "old"] { try await world.authorize(name, in: installation, as: world.admin) }
        try await world.authorize("sheets", in: installation, as: world.maria)
        let grants = try await world.observed.all(Grant.self)
        let panel = Place.pagePanel("home", panel: "numbers")
        _ = try await world.share(
            try await world.release(
                2,
                [
                    .bundled("books", scopes: ["read", "write"], places: [panel], name: "Ledger"),
                    .bundled("crm", to: World.crm, kind: .loggedInUser),
                    .bundled("sheets", to: World.sheets, kind: .loggedInUser, scopes: ["read", "share"]),
                ], name: "Estate 2"))
        let plan = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        #expect(plan.effects.created.map(\.linkName) == ["crm"])
        #expect(plan.effects.reused.map(\.name) == ["Ledger", "Sheets"])
        #expect(plan.effects.orphaned.map(\.linkName) == ["old"])
        #expect(plan.effects.removed.isEmpty && plan.effects.revoked.isEmpty && plan.effects.warnings.isEmpty)
        #expect(plan.scopeChanges.map(\.added) == [["write"], ["share"]])
        #expect(plan.effects.toAuthorize.map(\.connection.linkName) == ["crm", "books", "sheets"])
        #expect(plan.effects.toAuthorize.map(\.missingScopes) == [[], ["write"], ["share"]])
        #expect(plan.effects.toAuthorize.allSatisfy { $0.environment == nil })

        let upgraded = try await world.workspace.upgrade(plan, as: world.superAdmin)
        #expect(upgraded.releaseNumber == 2 && upgraded.name == "Estate 2" && upgraded.id == installation.id)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme") == upgraded)
        #expect(Set(try await world.observed.all(Grant.self)) == Set(grants))
        // The old token goes on for what it covers, and consent to the rest is pending.
        let status = try #require(try await world.status(of: "books", in: installation))
        #expect(status.isConnected && status.missingScopes == ["write"])
        #expect(try await world.use("books", in: installation) == nil)
        let books = try await world.installedConnection("books", in: installation)
        #expect(books.name == "Ledger" && books.referenceCount == 1)
        let references = try await world.store.all(.references(to: books.id), in: "acme")
        #expect(references.map(\.id.place) == [panel])
        // What the release no longer has stays, with its authorization, and no place uses it.
        let old = try await world.installedConnection("old", in: installation)
        #expect(old.isUnused && old.referenceCount == 0)
        #expect(try await world.store.all(.references(to: old.id), in: "acme").isEmpty)
        #expect(try await world.status(of: "old", in: installation)?.isConnected == true)
        // What is new must be authorized before it works.
        #expect(try await world.use("crm", in: installation) == .notAuthorized)
        let entry = try #require(try await world.trail(of: "acme").last?.entry)
        #expect(entry.action == .upgrade && entry.subject == "installation:\(installation.id)")
        #expect(entry.changed == ["release", "connections", "licence"])
    }

    @Test func `removed scopes are information, and nothing is to be done`() async throws {
        let installation = try await self.world.installed([.bundled("books", scopes: ["read", "write"])])
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        _ = try await self.world.share(try await self.world.release(2, [.bundled("books", scopes: ["read"])]))
        let plan = try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        #expect(plan.scopeChanges.map(\.removed) == [["write"]] && plan.scopeChanges.map(\.added) == [[]])
        #expect(plan.effects.toAuthorize.isEmpty)
        try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        #expect(try await self.world.status(of: "books", in: installation)?.missingScopes == [])
    }

    @Test func `a connection that comes back is used again, with the authorization that it kept`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        let before = try await self.world.installedConnection("books", in: installation)
        try await self.world.upgrade(installation, to: 2, [])
        #expect(try await self.world.installedConnection("books", in: installation).isUnused)
        try await self.world.upgrade(installation, to: 3, [.bundled("books")])
        let after = try await self.world.installedConnection("books", in: installation)
        #expect(!after.isUnused && after.id == before.id && after.referenceCount == 1)
        #expect(try await self.world.use("books", in: installation) == nil)
    }

    @Test func `a connection is known by its definition, and never by its name`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        _ = try await self.world.share(
            try await self.world.release(2, [.bundled("books", source: .fixture(77))]))
        let error = try await self.world.refusal(.wrongState) {
            try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        }
        #expect(error.message.contains("\"books\""))
    }

    @Test func `the terms of the share are taken over, once`() async throws {
        let end = self.world.time.now + .seconds(60)
        let installation = try await self.world.installed([.bundled("books")], licence: .trial(until: end))
        self.world.time.advance(by: .seconds(60))
        let later = self.world.time.now + .seconds(600)
        let release = try await self.world.release(2, [.bundled("books")])
        let share = try await self.world.share(release, licence: .subscription(until: later))
        try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        let plan = try await self.world.workspace.planUpgrade(
            of: installation.id, in: .stage, as: self.world.superAdmin)
        let staged = try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        #expect(staged.licence == .subscription(until: later))
        let used = try await self.world.store.read(Share.self, share.id, in: "maker")
        #expect(used?.installation == installation.id)
        // The developer sets other terms before production has the release.
        var prolonged = staged
        prolonged.licence = .unlimited
        let set = prolonged
        try await self.world.write { $0.update(set) }
        let promotion = try await self.world.workspace.planPromotion(
            of: installation.id, as: self.world.superAdmin)
        #expect(try await self.world.workspace.upgrade(promotion, as: self.world.superAdmin).licence == .unlimited)
    }

    @Test(arguments: Role.allCases.filter { $0 != .superAdmin })
    func `only a super admin upgrades`(role: Role) async throws {
        let installation = try await self.world.installed([.bundled("books")])
        _ = try await self.world.share(try await self.world.release(2, [.bundled("books")]))
        let plan = try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        let person = Principal.client("pat", account: "acme", role: role)
        let workspace = self.world.workspace
        try await self.world.refusal(.denied) { try await workspace.availableUpdate(of: installation.id, as: person) }
        try await self.world.refusal(.denied) { try await workspace.planUpgrade(of: installation.id, as: person) }
        try await self.world.refusal(.denied) { try await workspace.planPromotion(of: installation.id, as: person) }
        try await self.world.refusal(.denied) { try await workspace.upgrade(plan, as: person) }
        let entry = try await self.world.trail(of: "acme").last?.entry
        #expect(entry?.action == .upgrade && entry?.outcome == .denied(rules: ["client.own"]))
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await workspace.planUpgrade(of: installation.id, in: .development, as: self.world.superAdmin)
        }
    }

    @Test func `a stale plan is a conflict, and an upgrade is done once`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        let share = try await self.world.share(try await self.world.release(2, [.bundled("books")]))
        let (workspace, superAdmin) = (self.world.workspace, self.world.superAdmin)
        let stale = try await workspace.planUpgrade(of: installation.id, as: superAdmin)
        // Somebody authorizes meanwhile: the plan said that nobody had.
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        try await self.world.refusal(.conflict) { try await workspace.upgrade(stale, as: superAdmin) }
        let plan = try await workspace.planUpgrade(of: installation.id, as: superAdmin)
        try await workspace.upgrade(plan, as: superAdmin)
        try await self.world.refusal(.wrongState) { try await workspace.upgrade(plan, as: superAdmin) }
        #expect(try await self.world.store.read(Share.self, share.id, in: "maker")?.version == 2)
    }

    @Test func `a user who authorizes for the first time makes no plan stale`() async throws {
        let sheets = BundledConnection.bundled("sheets", to: World.sheets, kind: .loggedInUser)
        let installation = try await self.world.installed([sheets])
        _ = try await self.world.share(try await self.world.release(2, [sheets]))
        let plan = try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        try await self.world.authorize("sheets", in: installation, as: self.world.maria)
        try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        #expect(try await self.world.status(of: "sheets", in: installation, as: self.world.maria)?.isConnected == true)
    }

    @Test func `a share that was withdrawn since the plan, or whose terms changed, upgrades nothing`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        let share = try await self.world.share(try await self.world.release(2, [.bundled("books")]))
        let plan = try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        var changed = share
        changed.licence = .trial(until: self.world.time.now + .seconds(1))
        let terms = changed
        try await self.world.write { $0.update(terms) }
        try await self.world.refusal(.conflict) {
            try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        }
        try await self.world.withdraw(share)
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        }
    }

    @Test func `a client who is out of terms or blocked upgrades, and stays blocked`() async throws {
        var installation = try await self.world.installed([.bundled("books")])
        installation.status = .disabled
        let blocked = installation
        try await self.world.write { $0.update(blocked) }
        #expect(try await self.world.upgrade(blocked, to: 2, [.bundled("books")]).status == .disabled)
    }

    @Test func `what was uninstalled is not upgraded`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        _ = try await self.world.share(try await self.world.release(2, [.bundled("books")]))
        let (workspace, superAdmin) = (self.world.workspace, self.world.superAdmin)
        let plan = try await workspace.planUpgrade(of: installation.id, as: superAdmin)
        try await workspace.uninstall(installation.id, as: superAdmin)
        for operation in [
            { _ = try await workspace.upgrade(plan, as: superAdmin) },
            { _ = try await workspace.planUpgrade(of: installation.id, as: superAdmin) },
            { _ = try await workspace.planPromotion(of: installation.id, as: superAdmin) },
            { _ = try await workspace.availableUpdate(of: installation.id, as: superAdmin) },
        ] as [() async throws -> Void] {
            try await self.world.refusal(.applicationDisabled, of: operation)
        }
    }
}
