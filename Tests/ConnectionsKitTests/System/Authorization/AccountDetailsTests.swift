import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What a service must be told of an account: from the authorization to the request.
@Suite struct AccountDetailsTests {
    let world = World(catalogue: World.flowsCatalogue)

    private func shop() async throws -> Connection { try await self.world.definition(to: World.shop) }

    private func complete(_ pending: PendingAuthorization) async throws {
        try await self.world.console.complete(try World.callback(pending), as: self.world.developer)
    }

    @Test(
        arguments: [
            ([:], "shop"), (["shop": "Acme"], "shop"), (["shop": "a.evil.example"], "shop"),
            (["shop": "acme", "region": "cn"], "region"), (["shop": "acme", "shopp": "x"], "shopp"),
            (["region": "eu"], "shop"),
        ] as [([String: String], String)])
    func `what is missing, unknown or not acceptable is refused by name, and nothing is stored`(
        details: [String: String], field: String
    ) async throws {
        let shop = try await self.shop()
        let error = try await self.world.refusal(.invalidInput) { try await self.world.begin(shop, details: details) }
        #expect(error.field == field)
        #expect(try await self.world.observed.all(Attempt.self).isEmpty)
    }

    @Test func `a connector without parameters takes none`() async throws {
        let books = try await self.world.definition()
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.begin(books, details: ["shop": "acme"])
        }
        #expect(error.field == "shop" && error.remedy == "Leave it out.")
    }

    @Test func `the grant keeps them, the credential tells them and goes to that account's hosts alone`() async throws {
        let shop = try await self.shop()
        try await self.complete(try await self.world.begin(shop, details: ["shop": "acme"]))
        #expect(try await self.world.grant(of: shop.id).details == ["shop": "acme", "region": "us"])
        let task = try await self.world.runtime.connection("shop", in: .console("estate", of: "maker", .development))
        let credential = try await task.credential(at: self.world.sale, for: nil)
        #expect(credential.details == ["shop": "acme", "region": "us"])
        _ = try credential.parts(for: try WebAddress("https://acme.example.com/orders"))
        for host in ["other.example.com", "example.com", "acme.example.com.evil.example", "x.acme.example.com"] {
            let error = #expect(throws: CredentialError.self) {
                try credential.parts(for: try WebAddress("https://\(host)/"))
            }
            #expect(error?.code == .hostNotAllowed)
        }
    }

    @Test func `authorizing again asks for nothing anew, and what is given replaces all`() async throws {
        let shop = try await self.shop()
        try await self.complete(try await self.world.begin(shop, details: ["shop": "acme", "region": "eu"]))
        try await self.complete(try await self.world.begin(shop))
        var grants = try await self.world.observed.all(Grant.self).filter { $0.status == .authorized }
        #expect(grants.map(\.details) == [["shop": "acme", "region": "eu"]])
        // Of another account nothing is taken over.
        let other = try await self.world.console.switchAuthorization(
            of: shop.id, in: .development, details: ["shop": "other"], as: self.world.developer)
        try await self.complete(other)
        grants = try await self.world.observed.all(Grant.self).filter { $0.status == .authorized }
        #expect(grants.map(\.details) == [["shop": "other", "region": "us"]])
        // Nor of one that is over, nor from another environment.
        try await self.world.refusal(.invalidInput) {
            try await self.world.console.authorize(shop.id, in: .stage, as: self.world.developer)
        }
        try await self.world.console.revoke(shop.id, in: .development, as: self.world.developer)
        try await self.world.refusal(.invalidInput) { try await self.world.begin(shop) }
    }

    @Test func `an authorization that is reused keeps them`() async throws {
        let shop = try await self.shop()
        try await self.complete(try await self.world.begin(shop, details: ["shop": "acme"]))
        let grant = try await self.world.grant(of: shop.id)
        try await self.world.console.reuseAuthorization(
            grant.id, for: shop.id, in: .stage, as: self.world.developer)
        let task = try await self.world.runtime.connection("shop", in: .console("estate", of: "maker", .stage))
        #expect(try await task.credential(at: self.world.sale, for: nil).details["shop"] == "acme")
    }

    @Test func `what changes while it begins is read again`() async throws {
        let shop = try await self.shop()
        try await self.complete(try await self.world.begin(shop, details: ["shop": "acme"]))
        let world = self.world
        world.store.interpose(.commit, matching: World.writesAttempt) {
            _ = try? await world.console.revoke(shop.id, in: .development, as: world.developer)
        }
        let error = try await world.error { try await world.begin(shop) }
        #expect(error.code == .invalidInput && error.field == "shop")
    }

    @Test func `a system connection has them too`() async throws {
        _ = try await self.shop()
        let installation = try await self.world.install()
        let task = try await self.world.runtime.systemConnection(
            to: World.shop, scopes: ["read"], in: .installed(installation.id, of: "acme"))
        let superAdmin = self.world.superAdmin
        #expect(
            try await self.world.refusal(.invalidInput) {
                try await self.world.workspace.authorizeSystemConnection(to: World.shop, as: superAdmin)
            }.field == "shop")
        let pending = try await self.world.workspace.authorizeSystemConnection(
            to: World.shop, details: ["shop": "acme"], as: superAdmin)
        try await self.world.workspace.complete(try World.callback(pending), as: superAdmin)
        #expect(try await task.credential(at: self.world.sale, for: nil).details["shop"] == "acme")
    }

    @Test func `an import takes them and what the service told, and no others`() async throws {
        let shop = try await self.shop()
        var tokens = ImportedTokens(refreshToken: Secret("r"), clientID: "platform-client")
        for (details, field) in [
            ([:], "shop"), (["shop": "acme", "realm": "1"], "realm"),
            (["shop": "acme", "instance_url": "a\n"], "instance_url"),
        ] as [([String: String], String)] {
            tokens.details = details
            let refused = tokens
            let error = try await self.world.refusal(.invalidInput) {
                try await self.world.console.importAuthorization(
                    of: shop.id, in: .development, tokens: refused, as: self.world.developer)
            }
            #expect(error.field == field)
        }
        tokens.details = ["shop": "acme", "instance_url": "https://eu1.example.com"]
        try await self.world.console.importAuthorization(
            of: shop.id, in: .development, tokens: tokens, as: self.world.developer)
        #expect(
            try await self.world.grant(of: shop.id).details
                == ["shop": "acme", "region": "us", "instance_url": "https://eu1.example.com"])
        // Nobody knows when the refresh token was last used: it is used soon.
        self.world.provider.accept("r")
        #expect(try await self.world.system.maintenance.runOnce().refreshed == 1)
    }
}
