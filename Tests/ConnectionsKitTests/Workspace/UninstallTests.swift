import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct UninstallTests {
    @Test func `an uninstalled application is unusable at once, and a sweep revokes all of its grants`() async throws {
        let world = World()
        let books = try await world.definition()
        let sheets = try await world.console.createConnection(
            to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: world.developer)
        try await world.console.enable(sheets.id, for: "estate", as: world.developer)
        try await world.console.addReference(from: world.panel, to: sheets.id, as: world.developer)
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let installation = try await world.install()
        try await world.authorize("books", in: installation, as: world.admin)
        try await world.authorize("sheets", in: installation, as: world.maria)
        try await world.authorize("sheets", in: installation, as: world.nils)
        let scope = TaskContext.installed(installation.id, of: "acme")
        let task = try await world.runtime.connection("books", in: scope)
        _ = try await task.credential(at: world.sale, for: world.maria)

        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        try await world.refusal(.applicationDisabled) { try await task.credential(at: world.sale, for: world.maria) }
        try await world.refusal(.applicationDisabled) {
            try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        }
        #expect(world.provider.revokedTokens.isEmpty)

        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 3)
        #expect(Set(world.provider.revokedTokens) == ["refresh-2", "refresh-3", "refresh-4"])
        let grants = try await world.observed.all(Grant.self).filter { $0.account == "acme" }
        #expect(grants.count == 3 && grants.allSatisfy { $0.status == .revoked })
        #expect(grants.allSatisfy { $0.revocation == .confirmed(world.time.now) })
        #expect(try await world.observed.all(TokenState.self).map(\.account) == ["maker"])
        #expect(try await world.observed.all(Duty.self).isEmpty)
    }

    @Test func `system connections stay for the other applications, and serve the uninstalled one no more`()
        async throws
    {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let scope = TaskContext.installed(installation.id, of: "acme")
        let place = Place.integrationTask("push")
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: scope)
        let pending = try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.admin)
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        _ = try await crm.credential(at: place, for: world.maria)

        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        _ = try await world.system.maintenance.runOnce()
        _ = try await world.system.maintenance.runOnce()
        #expect(world.provider.revokedTokens.isEmpty)
        #expect(try await world.grant(of: "system_crm").status == .authorized)
        try await world.refusal(.applicationDisabled) { try await crm.credential(at: place, for: world.maria) }
    }

    @Test func `only a super admin uninstalls, and once`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        for person in [world.admin, world.maria] {
            try await world.refusal(.denied) { try await world.workspace.uninstall(installation.id, as: person) }
        }
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        try await world.refusal(.applicationDisabled) {
            try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        }
    }

    @Test func `a licence that has ended refuses use and keeps the grant`() async throws {
        let world = World()
        _ = try await world.definition()
        let end = world.time.now + .seconds(60)
        let installation = try await world.install(licence: .trial(until: end))
        try await world.authorize("books", in: installation, as: world.admin)
        let scope = TaskContext.installed(installation.id, of: "acme")
        let books = try await world.runtime.connection("books", in: scope)
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: scope)
        let pending = try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.admin)
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        world.time.advance(by: .milliseconds(59_999))
        _ = try await books.credential(at: world.sale, for: world.maria)
        _ = try await crm.credential(at: world.sale, for: world.maria)

        world.time.advance(by: .milliseconds(1))
        for connection in [books, crm] {
            let error = try await world.refusal(.applicationDisabled) {
                try await connection.credential(at: world.sale, for: world.maria)
            }
            #expect(error.message.contains("trial"))
        }
        try await world.refusal(.applicationDisabled) {
            try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        }
        #expect(try await world.grant(of: "books").status == .authorized)
        #expect(try await world.observed.all(TokenState.self).count == 2)
    }

    @Test func `an installation has the environments that it has`() async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        try await world.refusal(.applicationDisabled) {
            try await world.workspace.authorize("books", in: installation.id, environment: .stage, as: world.admin)
        }
        try await world.refusal(.denied, hasRemedy: false) {
            try await world.workspace.authorize(
                "books", in: installation.id, environment: .development, as: world.admin)
        }
        let staged = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme", .stage))
        try await world.refusal(.applicationDisabled) { try await staged.credential(at: world.sale, for: nil) }
    }
}
