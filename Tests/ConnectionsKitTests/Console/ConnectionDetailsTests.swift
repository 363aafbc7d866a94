import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConnectionDetailsTests {
    let world = World(catalogue: World.richCatalogue)

    @Test func `the details have all that there is to see`() async throws {
        try await self.world.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        let set = try await self.world.credentialSet(for: World.books)
        let books = try await self.world.console.createConnection(
            to: World.books, kind: .admin, name: "Ledger", mode: .clientCredentials(set), scopes: ["read", "write"],
            as: self.world.developer)
        try await self.world.console.enable(books.id, for: "estate", as: self.world.developer)
        for place in [self.world.sale, self.world.panel] {
            try await self.world.console.addReference(from: place, to: books.id, as: self.world.developer)
        }
        let plan = try await self.world.console.planRelease(of: "estate", as: self.world.owner)
        _ = try await self.world.console.publish(plan, as: self.world.owner)
        try await self.world.test(books.id, in: .stage)

        let details = try await self.world.console.details(of: books.id, as: self.world.owner)
        #expect(details.connection.name == "Ledger" && details.connection.linkName == "ledger")
        #expect(details.connection.kind == .admin && details.connectorName == "Books")
        #expect(details.connection.scopes == ["read", "write"] && !details.connection.sharesAuthorization)
        #expect(details.applications.map(\.name) == ["Estate"])
        #expect(details.credentialSetName == "Client" && details.connection.mode == .clientCredentials(set))
        #expect(details.connection.firstRelease == 1)
        #expect(details.connection.createdBy == "dan" && details.connection.createdAt == self.world.time.now)
        #expect(Set(details.references.map(\.id.place)) == [self.world.sale, self.world.panel])
        #expect(details.statuses.map(\.environment) == [.development, .stage])
        #expect(details.status(in: .development)?.isConnected == false)
        let grant = try #require(try await self.world.grant(at: books.id, in: .stage))
        #expect(details.status(in: .stage)?.isConnected == true)
        #expect(details.status(in: .stage)?.accountName == grant.accountName)
        #expect(details.status(in: .stage)?.authorizedBy == "dan")
        #expect(details.status(in: .production) == nil)
    }

    @Test func `an authorization for all environments shows in each`() async throws {
        let books = try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], sharesAuthorization: true, as: self.world.developer)
        try await self.world.test(books.id, in: .stage)
        let details = try await self.world.console.details(of: books.id, as: self.world.developer)
        #expect(details.connection.sharesAuthorization && details.statuses.allSatisfy(\.status.isConnected))
        #expect(details.applications.isEmpty && details.credentialSetName == nil && details.references.isEmpty)
    }

    @Test func `each sees their own authorization of a logged-in user connection`() async throws {
        let sheets = try await self.world.definition(to: World.sheets, kind: .loggedInUser)
        try await self.world.test(sheets.id, in: .development, as: self.world.developer)
        let own = try await self.world.console.details(of: sheets.id, as: self.world.developer)
        let others = try await self.world.console.details(of: sheets.id, as: self.world.owner)
        #expect(own.status(in: .development)?.isConnected == true)
        #expect(others.status(in: .development)?.isConnected == false)
        #expect(others.status(in: .development)?.accountName == nil)
    }

    @Test func `a system connection shows the applications that use it`() async throws {
        for id in ["estate", "other"] as [ApplicationID] {
            try await self.world.console.registerApplication(id, name: "App", as: self.world.owner)
            _ = try await self.world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .console(id, of: "maker", .development))
        }
        let crm = try #require(try await self.world.store.first(.systemConnection(to: World.crm), in: "maker"))
        let details = try await self.world.console.details(of: crm.id, as: self.world.developer)
        #expect(details.applications.map(\.id) == ["estate", "other"] && details.connection.kind == .system)
    }

    @Test func `a connector that is gone is told by its identifier`() async throws {
        let books = try await self.world.definition()
        let system = self.world.system(with: self.world.provider, catalogue: Catalogue([]))
        #expect(
            try await DeveloperConsole(system).details(of: books.id, as: self.world.owner).connectorName == "books")
    }

    @Test func `what was installed is not the console's to show`() async throws {
        let boss = Principal.client("boss", account: "maker", role: .superAdmin)
        _ = try await self.world.definition()
        let installation = try await self.world.install(as: boss)
        let copy = try await self.world.installedConnection("books", in: installation)
        try await self.world.refusal(.denied) {
            try await self.world.console.details(of: copy.id, as: self.world.owner)
        }
    }
}
