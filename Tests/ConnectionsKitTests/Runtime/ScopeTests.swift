import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A task says which scopes its call needs.
@Suite struct ScopeTests {
    private func connected(granting granted: [String]?, asking scopes: [String]) async throws -> (World, TaskConnection)
    {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: scopes, as: world.developer)
        try await world.console.enable(books.id, for: "estate", as: world.developer)
        try await world.console.addReference(from: world.sale, to: books.id, as: world.developer)
        world.provider.scopes = granted
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        return (
            world, try await world.runtime.connection("books", in: .console("estate", of: "maker", .development))
        )
    }

    @Test func `what was granted is served, on the first call and on every later one`() async throws {
        let (world, books) = try await self.connected(granting: nil, asking: ["read", "write"])
        for scopes in [[], ["read"], ["write", "read"], ["read"]] {
            #expect(
                try token(try await books.credential(at: world.sale, for: nil, scopes: scopes)) == "Bearer access-1")
        }
    }

    @Test func `what was asked for and not granted asks for consent again`() async throws {
        let (world, books) = try await self.connected(granting: ["read"], asking: ["read", "write"])
        let first = try await world.refusal(.insufficientScope) {
            try await books.credential(at: world.sale, for: nil, scopes: ["read", "write"])
        }
        #expect(first.detail == .missingScopes(["write"]) && first.remedy.contains("consent"))
        // The token goes on for what it covers, and the refusal is the same from memory.
        #expect(try token(try await books.credential(at: world.sale, for: nil, scopes: ["read"])) == "Bearer access-1")
        let again = try await world.refusal(.insufficientScope) {
            try await books.credential(at: world.sale, for: nil, scopes: ["write"])
        }
        #expect(again.detail == .missingScopes(["write"]))
        #expect(world.provider.refreshCalls == 0)
    }

    @Test func `what the connection does not ask for is added to it first`() async throws {
        let (world, books) = try await self.connected(granting: nil, asking: ["read"])
        let error = try await world.refusal(.insufficientScope) {
            try await books.credential(at: world.sale, for: nil, scopes: ["delete"])
        }
        #expect(error.detail == .missingScopes(["delete"]) && error.remedy.contains("Add them to the connection"))
    }

    @Test func `at a client the developer adds it, and for a system connection the task does`() async throws {
        let world = World()
        let (installation, books) = try await world.connectedBooks()
        let installed = try await world.refusal(.insufficientScope) {
            try await books.credential(at: world.sale, for: nil, scopes: ["delete"])
        }
        #expect(installed.remedy.contains("new release"))
        let crm = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        let pending = try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.admin)
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        let system = try await world.refusal(.insufficientScope) {
            try await crm.credential(at: world.sale, for: nil, scopes: ["delete"])
        }
        #expect(system.remedy.contains("when the task asks for the system connection"))
    }

    @Test func `a service without OAuth has no scopes that could lack`() async throws {
        let world = World()
        let sms = try await world.definition(to: World.sms)
        let pending = try await world.console.authorize(sms.id, in: .development, as: world.developer)
        try await world.console.complete(
            pending, fields: SecretFields([("key", Secret("k")), ("sender", Secret("me"))]), as: world.developer)
        let task = try await world.runtime.connection("sms", in: .console("estate", of: "maker", .development))
        let credential = try await task.credential(at: .smsAction("note"), for: nil, scopes: ["send"])
        #expect(credential.connector == World.sms && credential.mode == nil)
    }

    @Test func `who lacks the right is told of that, and not of scopes`() async throws {
        let (world, books) = try await self.connected(granting: nil, asking: ["read"])
        let stranger = Principal.console("stan", account: "maker", role: .developer)
        try await world.refusal(.denied) {
            try await books.credential(at: world.sale, for: stranger, scopes: ["delete"])
        }
    }
}
