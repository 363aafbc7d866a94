import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// One authorization for all environments, or one for each.
@Suite struct SharingTests {
    let world = World()

    /// Changes the sharing of a definition, keeping what `environment` has.
    @discardableResult
    private func change(
        _ id: Connection.ID, shared: Bool, keeping environment: LiveEnvironment
    ) async throws -> SharingPlan {
        let plan = try await self.world.console.planSharing(
            of: id, shared: shared, keeping: environment, as: self.world.developer)
        let connection = try await self.world.console.changeSharing(plan, as: self.world.developer)
        #expect(connection.sharesAuthorization == shared)
        #expect(try await self.world.store.read(Connection.self, id, in: "maker") == connection)
        return plan
    }

    private func slots() async throws -> Set<Slot.ID> { Set(try await self.world.observed.all(Slot.self).map(\.id)) }

    @Test func `from separate to shared the named one is kept and the rest are revoked`() async throws {
        let books = try await self.world.definition()
        for environment in [LiveEnvironment.development, .stage] {
            try await self.world.test(books.id, in: environment)
        }
        let kept = try #require(try await self.world.grant(at: books.id, in: .stage))
        let gone = try #require(try await self.world.grant(at: books.id, in: .development))
        let plan = try await self.change(books.id, shared: true, keeping: .stage)
        #expect(plan.kept.map(\.grant) == [kept.id] && plan.kept.first?.environment == nil)
        #expect(plan.effects.revoked.map(\.grant) == [gone.id])
        #expect(plan.effects.revoked.map(\.environment) == [.development] && plan.effects.toAuthorize.isEmpty)
        #expect(plan.description.contains("Revokes \"Books Account 1\" for \"Books\" in development."))
        #expect(try await self.slots() == [Slot.ID(connection: books.id, environment: nil, user: nil)])
        #expect(try await self.world.stored(gone.id, in: "maker").status == .revoked)
        for environment in [LiveEnvironment.development, .stage] {
            let task = try await self.world.runtime.connection(
                "books", in: .console("estate", of: "maker", environment))
            let credential = try await task.credential(at: self.world.sale, for: self.world.developer)
            #expect(try token(credential) == "Bearer access-2")
        }
        let entry = try await self.world.trail(of: "maker").last?.entry
        #expect(entry?.action == .changeSharing && entry?.connection == books.id)
        #expect(entry?.changed == ["shares_authorization", "status"])
        #expect(try await self.world.isTidy())
        _ = try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `from shared to separate the named environment keeps it and the others begin without`() async throws {
        let books = try await self.world.definition()
        try await self.change(books.id, shared: true, keeping: .stage)
        try await self.world.test(books.id)
        let grant = try #require(try await self.world.grant(at: books.id, in: nil))
        let plan = try await self.change(books.id, shared: false, keeping: .stage)
        #expect(plan.kept.map(\.grant) == [grant.id] && plan.kept.first?.environment == .stage)
        #expect(plan.effects.revoked.isEmpty && plan.effects.toAuthorize.map(\.environment) == [.development])
        #expect(try await self.slots() == [Slot.ID(connection: books.id, environment: .stage, user: nil)])
        #expect(try await self.world.stored(grant.id, in: "maker").status == .authorized)
        #expect(
            try await self.world.console.status(of: books.id, in: .stage, as: self.world.developer).isConnected)
        #expect(
            try await self.world.console.status(of: books.id, in: .development, as: self.world.developer).grant == nil)
        #expect(try await self.world.trail(of: "maker").last?.entry.changed == ["shares_authorization"])
    }

    @Test func `each user of a logged-in connection keeps their own`() async throws {
        let sheets = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let people = [self.world.developer, self.world.owner]
        for person in people {
            for environment in [LiveEnvironment.development, .stage] {
                try await self.world.test(sheets.id, in: environment, as: person)
            }
        }
        try await self.world.console.revoke(sheets.id, in: .stage, as: self.world.owner)
        let plan = try await self.change(sheets.id, shared: true, keeping: .stage)
        #expect(plan.kept.map(\.user) == ["dan"] && Set(plan.effects.revoked.map(\.user)) == ["dan", "olga"])
        #expect(
            try await self.world.console.status(of: sheets.id, in: .development, as: self.world.developer).isConnected)
        #expect(
            try await self.world.console.status(of: sheets.id, in: .development, as: self.world.owner).grant
                == .revoked)
        #expect(try await self.world.isTidy())
        let back = try await self.change(sheets.id, shared: false, keeping: .development)
        #expect(back.kept.map(\.user) == ["dan"])
        #expect(
            try await self.slots()
                == Set(["dan", "olga"].map { Slot.ID(connection: sheets.id, environment: .development, user: $0) }))
    }

    @Test func `an authorization that is used elsewhere is not revoked`() async throws {
        let books = try await self.world.definition()
        let spare = try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.developer)
        for environment in [LiveEnvironment.development, .stage] {
            try await self.world.test(books.id, in: environment)
        }
        let reused = try #require(try await self.world.grant(at: books.id, in: .development))
        try await self.world.console.reuseAuthorization(
            reused.id, for: spare.id, in: .stage, as: self.world.developer)
        let plan = try await self.change(books.id, shared: true, keeping: .stage)
        #expect(plan.effects.revoked.isEmpty && plan.kept.count == 1)
        #expect(try await self.world.stored(reused.id, in: "maker").status == .authorized)
        // Two environments of one authorization keep it.
        let same = try #require(try await self.world.grant(at: spare.id, in: .stage))
        try await self.world.console.reuseAuthorization(
            same.id, for: spare.id, in: .development, as: self.world.developer)
        try await self.change(spare.id, shared: true, keeping: .development)
        #expect(try await self.world.stored(same.id, in: "maker").status == .authorized)
        #expect(try await self.world.isTidy())
    }

    @Test func `naming an environment without an authorization loses none`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id)
        let error = try await self.world.refusal(.notAuthorized) {
            try await self.world.console.planSharing(
                of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        }
        #expect(error.remedy.contains("development"))
        try await self.world.console.revoke(books.id, in: .development, as: self.world.developer)
        #expect(try await self.change(books.id, shared: true, keeping: .stage).kept.isEmpty)
        try await self.world.refusal(.wrongState) {
            try await self.world.console.planSharing(
                of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        }
    }

    @Test func `a stale plan is a conflict, and changes nothing`() async throws {
        let books = try await self.world.definition()
        for environment in [LiveEnvironment.development, .stage] {
            try await self.world.test(books.id, in: environment)
        }
        let plan = try await self.world.console.planSharing(
            of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        try await self.world.console.renameAccount(
            of: books.id, in: .development, to: "Ledger", as: self.world.developer)
        try await self.world.refusal(.conflict) {
            try await self.world.console.changeSharing(plan, as: self.world.developer)
        }
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        try await self.world.refusal(.notFound) { try await self.world.console.changeSharing(plan, as: rita) }
    }

    @Test func `a definition is not changed while its application is being published`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.world.console.planSharing(
            of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        var application = try #require(try await self.world.store.read(Application.self, "estate", in: "maker"))
        application.publishing = Application.PublishLock(user: "olga", since: self.world.time.now)
        let locked = application
        try await self.world.write { $0.update(locked) }
        try await self.world.refusal(.publishInProgress) {
            try await self.world.console.changeSharing(plan, as: self.world.developer)
        }
    }

    @Test func `at the client administrators change it, with stage and production`() async throws {
        let (installation, _) = try await self.world.twoBooks()
        let workspace = self.world.workspace
        for person in [self.world.maria, World.dora] {
            let who = await code(of: {
                try await workspace.planSharing(of: "books", in: installation.id, shared: true, as: person)
            })
            #expect(who == (person.role == .developer ? nil : .denied))
        }
        let error = try await self.world.refusal(.invalidInput) {
            try await workspace.planSharing(
                of: "books", in: installation.id, shared: true, keeping: .stage, as: self.world.admin)
        }
        #expect(error.field == "environment" && error.remedy.contains("production"))
        let plan = try await workspace.planSharing(
            of: "books", in: installation.id, shared: true, as: self.world.admin)
        try await workspace.changeSharing(plan, as: self.world.superAdmin)
        try await self.world.addStage(to: installation)
        let stage = try await self.world.runtime.connection(
            "books", in: .installed(installation.id, of: "acme", .stage))
        #expect(try token(try await stage.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
        let apart = try await workspace.planSharing(
            of: "books", in: installation.id, shared: false, as: self.world.admin)
        try await workspace.changeSharing(apart, as: self.world.admin)
        try await self.world.refusal(.notAuthorized) { try await stage.credential(at: self.world.sale, for: nil) }
    }

    @Test func `of logged-in connections a developer of the client does not, and of system ones nobody`() async throws {
        _ = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let installation = try await self.world.install()
        for person in [World.dora, self.world.maria] {
            try await self.world.refusal(.denied) {
                try await self.world.workspace.planSharing(
                    of: "sheets", in: installation.id, shared: true, as: person)
            }
        }
        let plan = try await self.world.workspace.planSharing(
            of: "sheets", in: installation.id, shared: true, as: self.world.admin)
        #expect(plan.kept.isEmpty && plan.effects.revoked.isEmpty)
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["read"], in: .installed(installation.id, of: "acme"))
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.workspace.planSharing(
                of: "system_crm", in: installation.id, shared: true, as: self.world.superAdmin)
        }
    }

    @Test func `what is gone is not changed`() async throws {
        let (installation, _) = try await self.world.twoBooks()
        try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        try await self.world.refusal(.applicationDisabled) {
            try await self.world.workspace.planSharing(
                of: "books", in: installation.id, shared: true, as: self.world.admin)
        }
    }

    @Test(arguments: [true, false])
    func `an authorization under way lands in the slot that there is then`(becomesShared: Bool) async throws {
        let books = try await self.world.definition()
        if !becomesShared { try await self.change(books.id, shared: true, keeping: .stage) }
        let pending = try await self.world.console.authorize(books.id, in: .development, as: self.world.developer)
        try await self.change(books.id, shared: becomesShared, keeping: .stage)
        let status = try await self.world.console.complete(try World.callback(pending), as: self.world.developer)
        #expect(status.isConnected)
        let environment: LiveEnvironment? = becomesShared ? nil : .development
        #expect(try await self.slots() == [Slot.ID(connection: books.id, environment: environment, user: nil)])
    }

    @Test func `an authorization that is stored while sharing changes lands in the slot that there is then`()
        async throws
    {
        let books = try await self.world.definition()
        try await self.world.test(books.id, in: .stage)
        let pending = try await self.world.console.authorize(books.id, in: .development, as: self.world.developer)
        self.world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
            }
        ) {
            _ = try? await self.change(books.id, shared: true, keeping: .stage)
        }
        try await self.world.console.complete(try World.callback(pending), as: self.world.developer)
        #expect(try await self.slots() == [Slot.ID(connection: books.id, environment: nil, user: nil)])
        #expect(try await self.world.grant(at: books.id, in: nil)?.status == .authorized)
        #expect(try await self.world.isTidy())
    }

    @Test func `an authorization that comes while sharing is changed makes the plan stale`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id, in: .stage)
        let plan = try await self.world.console.planSharing(
            of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        let pending = try await self.world.console.authorize(books.id, in: .development, as: self.world.developer)
        self.world.store.interpose(.commit) {
            _ = try? await self.world.console.complete(try World.callback(pending), as: self.world.developer)
        }
        #expect(
            await code { try await self.world.console.changeSharing(plan, as: self.world.developer) } == .conflict)
        #expect(try await self.world.store.read(Connection.self, books.id, in: "maker")?.sharesAuthorization == false)
        #expect(try await self.slots().count == 2)
    }

    @Test func `an authorization whose other use is deleted while sharing is changed does not outlive both`()
        async throws
    {
        let books = try await self.world.definition()
        let spare = try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.developer)
        for environment in [LiveEnvironment.development, .stage] {
            try await self.world.test(books.id, in: environment)
        }
        let reused = try #require(try await self.world.grant(at: books.id, in: .development))
        try await self.world.console.reuseAuthorization(
            reused.id, for: spare.id, in: .stage, as: self.world.developer)
        let plan = try await self.world.console.planSharing(
            of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        self.world.store.interpose(.commit) {
            try? await self.world.console.delete(spare.id, as: self.world.developer)
        }
        #expect(
            await code { try await self.world.console.changeSharing(plan, as: self.world.developer) } == .conflict)
        #expect(try await self.world.stored(reused.id, in: "maker").status == .authorized)
        #expect(try await self.change(books.id, shared: true, keeping: .stage).effects.revoked.count == 1)
        #expect(try await self.world.stored(reused.id, in: "maker").status == .revoked)
        #expect(try await self.world.isTidy())
    }

    @Test func `a publication that begins while sharing is changed comes first`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.world.console.planSharing(
            of: books.id, shared: true, keeping: .stage, as: self.world.developer)
        self.world.store.interpose(.commit) {
            guard var application = try? await self.world.store.read(Application.self, "estate", in: "maker") else {
                return
            }
            application.publishing = Application.PublishLock(user: "olga", since: self.world.time.now)
            let locked = application
            try? await self.world.write { $0.update(locked) }
        }
        #expect(
            await code { try await self.world.console.changeSharing(plan, as: self.world.developer) }
                == .publishInProgress)
        #expect(try await self.world.store.read(Connection.self, books.id, in: "maker") == plan.connection)
    }

    @Test func `an uninstallation while sharing is changed comes first`() async throws {
        let (installation, _) = try await self.world.twoBooks()
        let plan = try await self.world.workspace.planSharing(
            of: "books", in: installation.id, shared: true, as: self.world.admin)
        self.world.store.interpose(.commit) {
            try? await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        }
        #expect(
            await code { try await self.world.workspace.changeSharing(plan, as: self.world.admin) }
                == .applicationDisabled)
    }
}
