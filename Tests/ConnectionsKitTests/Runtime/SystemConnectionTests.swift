import ConnectionsKit
import ConnectionsKitInMemory
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

    @Test func `nobody else gets its names, whatever they ask for`() async throws {
        let world = World()
        for name in ["system_crm", "System CRM", "system", "SYSTEM crm"] {
            let connection = try await world.console.createConnection(
                to: World.crm, kind: .admin, name: name, scopes: ["crm"], as: world.owner)
            #expect(!connection.linkName.hasPrefix("system_"), "\(connection.linkName)")
        }
        #expect(
            try await world.refusal(.invalidInput) {
                try await world.console.createConnection(
                    to: World.crm, kind: .admin, name: "CRM (system)", scopes: ["crm"], as: world.owner)
            }.field == "name")
        try await world.refusal(.denied, hasRemedy: false) {
            try await world.console.createConnection(to: World.crm, kind: .system, scopes: ["crm"], as: world.owner)
        }
    }

    @Test func `each environment needs an authorization of its own, and before it nothing is used`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let place = Place.integrationTask("push")
        func task(_ environment: LiveEnvironment) async throws -> TaskConnection {
            try await world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", environment))
        }
        // Stage alone needs it.
        let stage = try await task(.stage)
        let connection = try #require(try await world.store.first(.systemConnection(to: World.crm), in: "maker"))
        #expect(connection.name == "CRM (system)" && connection.sharesAuthorization == false)
        let before = try await world.refusal(.notAuthorized) { try await stage.credential(at: place, for: nil) }
        #expect(before.detail == .unauthorized(.stage, user: nil))
        let pending = try await world.console.authorize(connection.id, in: .stage, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        #expect(try token(try await stage.credential(at: place, for: nil)) == "Bearer access-1")
        let development = try await task(.development)
        let there = try await world.refusal(.notAuthorized) { try await development.credential(at: place, for: nil) }
        #expect(there.detail == .unauthorized(.development, user: nil))
    }

    @Test func `at a client production alone may need it, and it stays when its application goes`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let context = TaskContext.installed(installation.id, of: "acme")
        try await world.refusal(.applicationDisabled) {
            try await world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme", .stage))
        }
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        let pending = try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.admin)
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        #expect(
            await code { try await crm.credential(at: .integrationTask("push"), for: nil) } == .applicationDisabled)
        try await world.system.maintenance.runOnce()
        #expect(try await world.store.first(.systemConnection(to: World.crm), in: "acme") != nil)
        #expect(try await world.grant(of: "system_crm").status == .authorized)
    }

    @Test func `an application that is uninstalled meanwhile makes none`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        world.store.interpose(.commit, .before) {
            try? await world.workspace.uninstall(installation.id, as: world.superAdmin)
        }
        let error = try await world.error {
            try await world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        }
        #expect(error.code == .applicationDisabled)
        #expect(try await world.store.first(.systemConnection(to: World.crm), in: "acme") == nil)
    }

    @Test func `none travels in a release, and an admin connection does not stand in for one`() async throws {
        let world = World()
        let own = try await world.definition(to: World.crm)
        let context = TaskContext.console("estate", of: "maker", .development)
        let pending = try await world.console.authorize(own.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        #expect(await code { try await crm.credential(at: .integrationTask("push"), for: nil) } == .notAuthorized)
        let plan = try await world.console.planRelease(of: "estate", as: world.owner)
        let release = try await world.console.publish(plan, as: world.owner)
        #expect(release.connections.map(\.linkName) == ["crm"])
    }

    @Test func `by its name it serves the applications that asked for it, and no other`() async throws {
        let world = World()
        for id in ["estate", "other"] as [ApplicationID] {
            try await world.console.registerApplication(id, name: "App", as: world.owner)
        }
        _ = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
        let other = try await world.runtime.connection("system_crm", in: .console("other", of: "maker", .development))
        try await world.refusal(.notEnabled) { try await other.credential(at: .integrationTask("push"), for: nil) }
    }

    @Test(arguments: 0..<8)
    func `first runs of many tasks in two processes make one, which has what all of them asked for`(
        _ seed: UInt64
    ) async throws {
        let turns = TurnStore(InMemoryConnectionStore(), seed: seed)
        let world = World(store: turns)
        let applications = (0..<3).map { ApplicationID("app-\($0)") }
        for id in applications { try await world.console.registerApplication(id, name: "App", as: world.owner) }
        let runtimes = [world.runtime, ConnectionRuntime(world.otherProcess())]
        let failures = Counter()
        await turns.play(
            (0..<12).map { index in
                {
                    let context = TaskContext.console(applications[index % 3], of: "maker", .development)
                    do {
                        _ = try await runtimes[index % 2].systemConnection(
                            to: World.crm, scopes: ["scope-\(index)"], in: context)
                    } catch {
                        failures.add()
                    }
                }
            })
        #expect(failures.value == 0)
        let made = try await world.observed.all(Connection.self)
        #expect(made.count == 1 && made.first?.systemApplications == Set(applications))
        #expect(made.first.map { Set($0.scopes) } == Set((0..<12).map { "scope-\($0)" }))
        let entries = try await world.trail(of: "maker").filter { $0.entry.action == .createSystemConnection }
        #expect(entries.filter { $0.entry.changed.contains("link_name") }.count == 1)
    }

    @Test func `of tasks that stand in each other's way more often than an operation begins anew each gets its turn`()
        async throws
    {
        let world = World { $0.conflictRetries = 2 }
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let context = TaskContext.console("estate", of: "maker", .development)
        _ = try await world.runtime.systemConnection(to: World.crm, scopes: ["first"], in: context)
        for _ in 0..<5 {
            world.store.interpose(.commit, .before) {
                var changes = ChangeSet()
                if let record = try? await world.store.first(.systemConnection(to: World.crm), in: "maker") {
                    changes.update(record)
                }
                _ = try? await world.observed.commit(changes, with: world.sealer)
            }
        }
        _ = try await world.runtime.systemConnection(to: World.crm, scopes: ["second"], in: context)
        let stored = try await world.store.first(.systemConnection(to: World.crm), in: "maker")
        #expect(stored?.scopes == ["first", "second"])
    }
}
