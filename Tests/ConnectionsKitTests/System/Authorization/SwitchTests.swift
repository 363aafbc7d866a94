import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Another authorization in the place of one, without a gap.
@Suite struct SwitchTests {
    let world = World()

    @Test func `the old authorization serves until the new one is there`() async throws {
        let (installation, books) = try await self.world.connectedBooks()
        let old = try await self.world.grant(of: "books")
        let pending = try await self.world.workspace.switchAuthorization(
            of: "books", in: installation.id, as: self.world.superAdmin)
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
        let status = try await self.world.workspace.complete(
            try World.callback(pending), as: self.world.superAdmin)
        #expect(status.isConnected && status.authorizedBy == "sue" && status.accountName == "Books Account 2")
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-2")
        #expect(try await self.world.stored(old.id).status == .superseded)
        #expect(self.world.provider.revokedTokens.isEmpty)
        _ = try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
        let begun = try await self.world.trail(of: "acme").map(\.entry).first { $0.action == .switchAuthorization }
        #expect(begun?.grant == old.id && begun?.changed == ["attempt"] && begun?.outcome == .allowed)
    }

    @Test func `a switch that is declined or late leaves the old authorization as it was`() async throws {
        let (installation, books) = try await self.world.connectedBooks()
        let old = try await self.world.grant(of: "books")
        let declined = try await self.world.workspace.switchAuthorization(
            of: "books", in: installation.id, as: self.world.admin)
        let refused = try AuthorizationCallback("error=access_denied&state=\(declined.state)")
        #expect(
            await code { try await self.world.workspace.complete(refused, as: self.world.admin) } == .consentDenied)
        let late = try await self.world.workspace.switchAuthorization(
            of: "books", in: installation.id, as: self.world.admin)
        self.world.time.advance(by: .seconds(90))
        #expect(
            await code { try await self.world.workspace.complete(try World.callback(late), as: self.world.admin) }
                == .authorizationTimedOut)
        #expect(try await self.world.stored(old.id) == old)
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
    }

    @Test func `a connection that was revoked stays, and can be connected again`() async throws {
        let (installation, books) = try await self.world.connectedBooks()
        let id = try await self.world.grant(of: "books").connection
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.admin)
        #expect(try await self.world.store.read(Connection.self, id, in: "acme") != nil)
        try await self.world.refusal(.notAuthorized) { try await books.credential(at: self.world.sale, for: nil) }
        #expect(try await self.world.authorize("books", in: installation, as: self.world.superAdmin).isConnected)
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-2")
    }

    @Test(arguments: [Connection.Kind.admin, .loggedInUser, .system], [LiveEnvironment.development, .stage])
    func `the console's super admin and developers authorize every kind in both environments`(
        kind: Connection.Kind, environment: LiveEnvironment
    ) async throws {
        try await self.world.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        for person in [self.world.owner, self.world.developer] {
            let connection: Connection
            if kind == .system {
                _ = try await self.world.runtime.systemConnection(
                    to: World.crm, scopes: ["read"], in: .console("estate", of: "maker", environment))
                connection = try #require(
                    try await self.world.store.first(.systemConnection(to: World.crm), in: "maker"))
            } else {
                connection = try await self.world.console.createConnection(
                    to: World.crm, kind: kind, scopes: ["read"], as: person)
            }
            let status = try await self.world.test(connection.id, in: environment, as: person)
            #expect(status.isConnected && status.authorizedBy == person.user)
        }
        let connection = try #require(try await self.world.observed.all(Connection.self).first)
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.console.authorize(connection.id, in: .production, as: self.world.developer)
        }
    }

    @Test func `there must be something to switch`() async throws {
        let books = try await self.world.definition()
        let installation = try await self.world.install()
        try await self.world.refusal(.notAuthorized) {
            try await self.world.workspace.switchAuthorization(
                of: "books", in: installation.id, as: self.world.admin)
        }
        try await self.world.refusal(.notAuthorized) {
            try await self.world.console.switchAuthorization(of: books.id, in: .stage, as: self.world.developer)
        }
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.admin)
        let error = try await self.world.refusal(.notAuthorized) {
            try await self.world.workspace.switchAuthorization(
                of: "books", in: installation.id, as: self.world.admin)
        }
        #expect(error.message.contains("switched"))
    }

    @Test func `an authorization whose maker was deactivated can be switched`() async throws {
        let (installation, books) = try await self.world.connectedBooks()
        var grant = try await self.world.grant(of: "books")
        grant.status = .suspended(until: self.world.time.now + .seconds(1_000))
        let suspended = grant
        try await self.world.write { $0.update(suspended) }
        let pending = try await self.world.workspace.switchAuthorization(
            of: "books", in: installation.id, as: self.world.superAdmin)
        try await self.world.workspace.complete(try World.callback(pending), as: self.world.superAdmin)
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-2")
        #expect(try await self.world.stored(grant.id).status == .superseded)
    }

    @Test func `developers switch in the console, each user their own at the client, and nobody for another`()
        async throws
    {
        let sheets = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let installation = try await self.world.install()
        try await self.world.test(sheets.id)
        let pending = try await self.world.console.switchAuthorization(
            of: sheets.id, in: .development, as: self.world.developer)
        #expect(
            try await self.world.console.complete(try World.callback(pending), as: self.world.developer).isConnected)
        try await self.world.authorize("sheets", in: installation, as: self.world.maria)
        // The administrator has none of their own, and cannot take Maria's place.
        try await self.world.refusal(.notAuthorized) {
            try await self.world.workspace.switchAuthorization(
                of: "sheets", in: installation.id, as: self.world.admin)
        }
        let own = try await self.world.workspace.switchAuthorization(
            of: "sheets", in: installation.id, as: self.world.maria)
        #expect(
            try await self.world.workspace.complete(try World.callback(own), as: self.world.maria).authorizedBy
                == "maria")
    }

    @Test func `live users neither switch nor reuse an admin authorization`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        let refused = try await self.world.refusal(.denied) {
            try await self.world.workspace.switchAuthorization(
                of: "books", in: installation.id, as: self.world.maria)
        }
        #expect(refused.decision?.whoCould == ["super admin", "admin", "developer"])
        try await self.world.refusal(.denied) {
            try await self.world.workspace.switchAuthorization(
                of: "books", in: installation.id, to: grant.id, as: self.world.maria)
        }
        try await self.world.refusal(.denied) {
            try await self.world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: self.world.maria)
        }
        try await self.world.refusal(.denied) {
            try await self.world.workspace.reusableAuthorizations(
                for: "books_2", in: installation.id, as: self.world.maria)
        }
        let denied = try await self.world.trail(of: "acme").map(\.entry).filter { $0.outcome != .allowed }
        #expect(denied.map(\.action) == [.switchAuthorization, .switchAuthorization, .reuseAuthorization])
    }

    @Test func `to an authorization that is there already`() async throws {
        let (installation, first) = try await self.world.twoBooks()
        try await self.world.authorize("books_2", in: installation, as: self.world.superAdmin)
        let second = try await self.world.grant(of: "books_2")
        let books = try await self.world.task("books", in: installation)
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
        let status = try await self.world.workspace.switchAuthorization(
            of: "books", in: installation.id, to: second.id, as: World.dora)
        #expect(status.isConnected && status.accountName == second.accountName && status.authorizedBy == "sue")
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-2")
        #expect(try await self.world.stored(first.id).status == .superseded)
        let last = try await self.world.trail(of: "acme").last?.entry
        #expect(last?.action == .switchAuthorization && last?.grant == second.id && last?.changed == ["grant"])
        // To itself is no change.
        let before = try await self.world.observed.records()
        try await self.world.workspace.switchAuthorization(
            of: "books", in: installation.id, to: second.id, as: World.dora)
        #expect(try await self.world.observed.records() == before)
        #expect(try await self.world.isTidy())
    }

    @Test func `to one that is there needs something to switch too`() async throws {
        let (installation, first) = try await self.world.twoBooks()
        try await self.world.refusal(.notAuthorized) {
            try await self.world.workspace.switchAuthorization(
                of: "books_2", in: installation.id, to: first.id, as: self.world.admin)
        }
    }

    @Test func `a system connection is switched by its link name`() async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let crm = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["read"], in: .installed(installation.id, of: "acme"))
        let pending = try await self.world.workspace.authorizeSystemConnection(to: World.crm, as: self.world.admin)
        try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        let other = try await self.world.workspace.switchAuthorization(
            of: "system_crm", in: installation.id, as: World.dora)
        try await self.world.workspace.complete(try World.callback(other), as: World.dora)
        let credential = try await crm.credential(at: .integrationTask("push"), for: nil)
        #expect(try token(credential) == "Bearer access-2")
    }
}
