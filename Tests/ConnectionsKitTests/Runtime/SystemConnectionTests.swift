import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct SystemConnectionTests {
    @Test func `the prefix of system connections is theirs alone`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let user = try await world.console.createConnection(
            to: World.crm, kind: .admin, name: "System CRM", scopes: ["crm"], as: world.owner)
        #expect(user.linkName == "c_system_crm")
        let context = TaskContext.console("estate", of: "maker", .development)
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        #expect(crm.linkName == "system_crm")
        let again = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        #expect(again.linkName == "system_crm")
    }

    @Test func `a developer needs access to the application whose task uses it`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let context = TaskContext.console("estate", of: "maker", .stage)
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        let connection = try #require(try await world.store.first(.systemConnection(to: World.crm), in: "maker"))
        let pending = try await world.console.authorize(connection.id, in: .stage, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let place = Place.integrationTask("push")
        let stan = Principal.console(
            "stan", account: "maker", role: .developer, rights: ["estate": .developmentAccess, "other": .all])
        try await world.refusal(.denied) { try await crm.credential(at: place, for: stan) }
        #expect(try token(try await crm.credential(at: place, for: world.developer)) == "Bearer access-1")
    }

    @Test func `only the platform's own services have one`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let context = TaskContext.console("estate", of: "maker", .development)
        try await world.refusal(.kindUnsupported) {
            try await world.runtime.systemConnection(to: World.books, scopes: ["read"], in: context)
        }
        try await world.refusal(.notFound) {
            try await world.runtime.systemConnection(to: "home_made", scopes: ["read"], in: context)
        }
    }

    @Test func `scopes add up over applications, and a widening asks for consent while the token goes on`() async throws
    {
        let world = World()
        for id in ["estate", "other"] as [ApplicationID] {
            try await world.console.registerApplication(id, name: "App", as: world.owner)
        }
        let place = Place.integrationTask("push")
        func task(_ application: ApplicationID, _ scopes: [String]) async throws -> TaskConnection {
            try await world.runtime.systemConnection(
                to: World.crm, scopes: scopes, in: .console(application, of: "maker", .development))
        }
        let first = try await task("estate", ["read"])
        let connection = try #require(try await world.store.first(.systemConnection(to: World.crm), in: "maker"))
        let pending = try await world.console.authorize(connection.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let second = try await task("other", ["write", "read"])
        let status = try await world.console.status(of: connection.id, in: .development, as: world.developer)
        #expect(status.isConnected && status.missingScopes == ["write"])
        #expect(status.nextAction == "Authorize again to grant write.")
        for task in [first, second] {
            #expect(try token(try await task.credential(at: place, for: nil)) == "Bearer access-1")
        }
        let stored = try #require(try await world.store.read(Connection.self, connection.id, in: "maker"))
        #expect(stored.scopes == ["read", "write"] && stored.systemApplications == ["estate", "other"])
    }
}
