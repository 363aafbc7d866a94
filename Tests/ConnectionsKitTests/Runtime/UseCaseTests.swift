import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct UseCaseTests {
    @Test func `an admin connection that an administrator authorized serves a user who authorized nothing`()
        async throws
    {
        let world = World()
        let (_, books) = try await world.connectedBooks()
        let credential = try await books.credential(at: world.sale, for: world.maria)
        #expect(try token(credential) == "Bearer access-1")
        #expect(credential.expiresAt == world.time.now + .seconds(3_600))
    }

    @Test func `a task without a user gets the admin credential too`() async throws {
        let world = World()
        let (_, books) = try await world.connectedBooks()
        #expect(try token(try await books.credential(at: world.sale, for: nil)) == "Bearer access-1")
    }

    @Test func `each user has a logged-in credential of their own`() async throws {
        let world = World()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        try await world.authorize("sheets", in: installation, as: world.maria)
        try await world.authorize("sheets", in: installation, as: world.nils)
        let sheets = try await world.runtime.connection("sheets", in: .installed(installation.id, of: "acme"))
        #expect(try token(try await sheets.credential(at: world.panel, for: world.maria)) == "Bearer access-1")
        #expect(try token(try await sheets.credential(at: world.panel, for: world.nils)) == "Bearer access-2")
        #expect(await code { try await sheets.credential(at: world.panel, for: world.admin) } == .notAuthorized)
        #expect(await code { try await sheets.credential(at: world.panel, for: nil) } == .notAuthorized)
    }

    @Test func `a connection is authorized and tested in development, and nothing of that travels`() async throws {
        let world = World()
        let books = try await world.definition()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let task = try await world.runtime.connection("books", in: .console("estate", of: "maker", .development))
        #expect(try token(try await task.credential(at: world.sale, for: world.developer)) == "Bearer access-1")
        let stage = try await world.runtime.connection("books", in: .console("estate", of: "maker", .stage))
        #expect(await code { try await stage.credential(at: world.sale, for: world.developer) } == .notAuthorized)

        let installation = try await world.install()
        let installed = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        #expect(await code { try await installed.credential(at: world.sale, for: world.maria) } == .notAuthorized)
    }

    @Test func `an expired access token is refreshed on the way`() async throws {
        let world = World()
        let (_, books) = try await world.connectedBooks()
        _ = try await books.credential(at: world.sale, for: world.maria)
        world.time.advance(by: .seconds(3_601))
        #expect(try token(try await books.credential(at: world.sale, for: world.maria)) == "Bearer access-2")
        #expect(world.provider.refreshCalls == 1)
    }

    @Test func `a system connection is made by the first task, fails as unauthorized, and is reused`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let context = TaskContext.installed(installation.id, of: "acme")
        let task = Place.integrationTask("push")
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        #expect(await code { try await crm.credential(at: task, for: world.maria) } == .notAuthorized)
        #expect(
            await code { try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.maria) }
                == .denied)
        let pending = try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.admin)
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        #expect(try token(try await crm.credential(at: task, for: world.maria)) == "Bearer access-1")
        let again = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        #expect(try token(try await again.credential(at: task, for: nil)) == "Bearer access-1")
    }

    @Test func `concurrent first runs make one system connection`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 {
                group.addTask {
                    _ = try await world.runtime.systemConnection(
                        to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
                }
            }
            try await group.waitForAll()
        }
        let system = try await world.store.all(.connections(), in: "acme").filter { $0.kind == .system }
        #expect(system.map(\.linkName) == ["system_crm"])
        #expect(system.first?.systemApplications == ["estate"])
    }

    @Test func `a gateway with an API key works from its fields to its parts of a request`() async throws {
        let world = World()
        let sms = try await world.definition(to: World.sms)
        let pending = try await world.console.authorize(sms.id, in: .development, as: world.developer)
        try await world.console.complete(
            pending, fields: SecretFields([("key", Secret("k")), ("sender", Secret("me"))]), as: world.developer)
        let task = try await world.runtime.connection("sms", in: .console("estate", of: "maker", .development))
        let credential = try await task.credential(at: .smsAction("note"), for: world.developer)
        let parts = try credential.parts(for: try WebAddress("https://sms.example.com/send"))
        guard case .header("X-Key", let key)? = parts.first, case .query("from", let sender)? = parts.last else {
            Issue.record("other parts than were defined")
            return
        }
        #expect(key.reveal() == "k" && sender.reveal() == "me" && parts.count == 2)
        #expect(await code { try await task.credential(at: world.sale, for: world.developer) } == .placeNotAllowed)
    }
}
