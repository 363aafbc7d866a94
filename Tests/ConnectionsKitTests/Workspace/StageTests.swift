import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct StageTests {
    let world = World()

    /// An installation with a stage that tries out release 2: `books` needs more, and `fax` is new.
    private func tried(isShared: Bool = false) async throws -> Installation {
        let installation = try await self.world.installed([.bundled("books", isShared: isShared)])
        try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        return try await self.world.upgrade(
            installation, to: 2,
            [.bundled("books", scopes: ["read", "write"], isShared: isShared), .bundled("fax", isShared: isShared)],
            in: .stage)
    }

    @Test func `stage begins with what production has, and with no authorization`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        #expect(try await self.world.use("books", in: installation, .stage) == .applicationDisabled)
        let staged = try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        #expect(staged.environments == [.production, .stage] && staged.releaseNumber(in: .stage) == 1)
        #expect(try await self.world.use("books", in: installation, .stage) == .notAuthorized)
        try await self.world.authorize("books", in: installation, .stage, as: self.world.admin)
        #expect(try await self.world.use("books", in: installation, .stage) == nil)
        #expect(try await self.world.observed.all(Slot.self).count == 2)
        let entry = try #require(
            try await self.world.trail(of: "acme").map(\.entry).first { $0.action == .manageEnvironments })
        #expect(entry.changed == ["environments"] && entry.subject == "installation:\(installation.id)")
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        }
    }

    @Test func `an update is tried in stage while production keeps what it has`() async throws {
        let world = self.world
        let installation = try await self.tried()
        #expect(installation.releaseNumber == 1 && installation.staged?.number == 2)
        try await world.authorize("books", in: installation, as: world.admin)
        try await world.authorize("books", in: installation, .stage, as: world.admin)
        try await world.authorize("fax", in: installation, .stage, as: world.admin)
        let grants = try await world.observed.all(Grant.self)
        #expect(Set(grants.map(\.requestedScopes)) == [["read"], ["read", "write"]])
        #expect(try await world.status(of: "books", in: installation)?.missingScopes == [])
        #expect(try await world.status(of: "books", in: installation, .stage)?.missingScopes == [])
        // What is new exists in stage alone.
        #expect(try await world.use("fax", in: installation, .stage) == nil)
        #expect(try await world.use("fax", in: installation) == .notFound)
        try await world.refusal(.notFound) {
            try await world.workspace.authorize("fax", in: installation.id, as: world.admin)
        }
        #expect(try await world.status(of: "fax", in: installation) == nil)
        let books = try await world.installedConnection("books", in: installation)
        #expect(books.scopes == ["read"] && books.staged?.scopes == ["read", "write"])
    }

    @Test func `promotion brings production to what stage has, which keeps its authorizations`() async throws {
        let world = self.world
        let installation = try await self.tried()
        try await world.authorize("books", in: installation, as: world.admin)
        for name in ["books", "fax"] { try await world.authorize(name, in: installation, .stage, as: world.admin) }
        let plan = try await world.workspace.planPromotion(of: installation.id, as: world.superAdmin)
        #expect(plan.environment == .production && plan.release.number == 2 && plan.effects.created.isEmpty)
        #expect(plan.effects.reused.map(\.linkName) == ["books", "fax"])
        #expect(
            plan.effects.toAuthorize.map(\.description) == [
                "A super admin, admin or developer authorizes \"Books\" again in production, to grant write.",
                "A super admin, admin or developer authorizes \"Fax\" in production.",
            ])
        let promoted = try await world.workspace.upgrade(plan, as: world.superAdmin)
        #expect(promoted.releaseNumber == 2 && promoted.staged == nil)
        for name in ["books", "fax"] {
            #expect(try await world.installedConnection(name, in: installation).staged == nil)
            #expect(try await world.use(name, in: installation, .stage) == nil)
        }
        #expect(try await world.status(of: "books", in: installation)?.missingScopes == ["write"])
        #expect(try await world.use("fax", in: installation) == .notAuthorized)
        try await world.refusal(.wrongState) {
            try await world.workspace.planPromotion(of: installation.id, as: world.superAdmin)
        }
    }

    @Test func `environments that share an authorization share it in promotion too`() async throws {
        let world = self.world
        let installation = try await self.tried(isShared: true)
        for name in ["books", "fax"] { try await world.authorize(name, in: installation, .stage, as: world.admin) }
        #expect(try await world.use("books", in: installation) == nil)
        #expect(try await world.use("fax", in: installation) == .notFound)
        let plan = try await world.workspace.planPromotion(of: installation.id, as: world.superAdmin)
        #expect(plan.effects.toAuthorize.isEmpty)
        try await world.workspace.upgrade(plan, as: world.superAdmin)
        #expect(try await world.use("fax", in: installation) == nil)
    }

    @Test func `whoever authorizes in stage takes no scope from a production that shares it`() async throws {
        let world = self.world
        let installation = try await world.installed([.bundled("books", scopes: ["read", "write"], isShared: true)])
        try await world.workspace.addStage(to: installation.id, as: world.superAdmin)
        try await world.upgrade(
            installation, to: 2, [.bundled("books", scopes: ["read", "share"], isShared: true)], in: .stage)
        try await world.authorize("books", in: installation, .stage, as: world.admin)
        #expect(try await world.status(of: "books", in: installation)?.missingScopes == [])
        #expect(try await world.status(of: "books", in: installation, .stage)?.missingScopes == [])
    }

    @Test func `stage follows an upgrade of production, unless it tries out a newer release`() async throws {
        let world = self.world
        let installation = try await self.tried()
        let three = try await world.upgrade(installation, to: 3, [.bundled("books"), .bundled("fax")])
        #expect(three.releaseNumber == 3 && three.staged == nil && three.releaseNumber(in: .stage) == 3)
        _ = try await world.upgrade(installation, to: 5, [.bundled("books", scopes: ["five"])], in: .stage)
        let shares = try await world.observed.all(Share.self)
        for share in shares where share.installation == installation.id { try await world.withdraw(share) }
        let four = try await world.upgrade(
            installation, to: 4, [.bundled("books", scopes: ["four"]), .bundled("fax"), .bundled("sms_gate")])
        #expect(four.releaseNumber == 4 && four.staged?.number == 5)
        let books = try await world.installedConnection("books", in: installation)
        #expect(books.scopes(in: .production) == ["four"] && books.scopes(in: .stage) == ["five"])
        #expect(try await world.installedConnection("sms_gate", in: installation).exists(in: .production))
    }

    @Test func `what stage's release no longer has stays in use in production`() async throws {
        let world = self.world
        let installation = try await self.tried()
        try await world.authorize("books", in: installation, as: world.admin)
        _ = try await world.share(try await world.release(3, []))
        let plan = try await world.workspace.planUpgrade(of: installation.id, in: .stage, as: world.superAdmin)
        #expect(plan.effects.orphaned.map(\.linkName) == ["fax"])
        #expect(plan.effects.warnings == ["\"Books\" stays in use in production until that is upgraded too."])
        try await world.workspace.upgrade(plan, as: world.superAdmin)
        #expect(try await world.installedConnection("fax", in: installation).isUnused)
        let books = try await world.installedConnection("books", in: installation)
        #expect(!books.isUnused && books.referenceCount == 1)
        #expect(try await world.store.all(.references(to: books.id), in: "acme").count == 1)
        #expect(try await world.use("books", in: installation) == nil)
        let promotion = try await world.workspace.planPromotion(of: installation.id, as: world.superAdmin)
        #expect(promotion.effects.orphaned.map(\.linkName) == ["books"])
        try await world.workspace.upgrade(promotion, as: world.superAdmin)
        #expect(try await world.installedConnection("books", in: installation).isUnused)
    }

    @Test func `a release that was withdrawn is not promoted`() async throws {
        let installation = try await self.tried()
        let plan = try await self.world.workspace.planPromotion(of: installation.id, as: self.world.superAdmin)
        let staged = try #require(installation.staged?.share)
        try await self.world.withdraw(try #require(try await self.world.store.read(Share.self, staged, in: "maker")))
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.planPromotion(of: installation.id, as: self.world.superAdmin)
        }
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.upgrade(plan, as: self.world.superAdmin)
        }
    }

    @Test func `the panel of stage tells the places of the release that it tries out`() async throws {
        let installation = try await self.world.installed([.bundled("books")])
        try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        let panel = Place.pagePanel("home", panel: "numbers")
        try await self.world.upgrade(installation, to: 2, [.bundled("books", places: [panel])], in: .stage)
        for (environment, place) in [(LiveEnvironment.production, self.world.sale), (.stage, panel)] {
            let entries = try await self.world.workspace.connections(
                in: installation.id, environment: environment, as: self.world.admin)
            #expect(entries.map(\.places) == [[place]])
        }
        let books = try await self.world.installedConnection("books", in: installation)
        let references = try await self.world.store.all(.references(to: books.id), in: "acme")
        #expect(references.map(\.id.place) == [self.world.sale])
    }
}
