import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct CreateConnectionTests {
    let world = World(catalogue: World.richCatalogue)

    private func create(
        _ connector: ConnectorID = World.books, _ kind: Connection.Kind = .admin, name: String? = nil,
        mode: Connection.Mode? = nil, scopes: [String] = ["read"], as principal: Principal? = nil
    ) async throws -> Connection {
        try await self.world.console.createConnection(
            to: connector, kind: kind, name: name, mode: mode, scopes: scopes, as: principal ?? self.world.developer)
    }

    @Test func `a connection comes back as the store holds it`() async throws {
        let connection = try await self.create()
        #expect(try await self.world.store.read(Connection.self, connection.id, in: "maker") == connection)
        #expect(connection.name == "Books" && connection.linkName == "books" && connection.mode == .platformManaged)
        #expect(connection.application == nil && connection.createdBy == "dan")
    }

    @Test func `generated names are told apart by a number, and given names by their link names`() async throws {
        _ = try await self.create()
        let second = try await self.create()
        #expect(second.name == "Books 2" && second.linkName == "books_2")
        let named = try await self.create(name: "Ledger")
        let twin = try await self.create(name: "Ledger")
        #expect(named.name == "Ledger" && named.linkName == "ledger")
        #expect(twin.name == "Ledger" && twin.linkName == "ledger_2")
    }

    @Test func `a generated name is distinct from names that were given, and its link name from every other`()
        async throws
    {
        let ledger = try await self.create(name: "Ledger")
        try await self.world.console.edit(ledger.id, name: "Books", as: self.world.developer)
        let generated = try await self.create()
        #expect(generated.name == "Books 2" && generated.linkName == "books_2")
        _ = try await self.create(name: "Books_3")
        let next = try await self.create()
        #expect(next.name == "Books 4" && next.linkName == "books_4")
        let japanese = try await self.create(name: "日本語")
        let greek = try await self.create(name: "Ελλάδα")
        #expect(japanese.linkName == "connection" && greek.linkName == "connection_2")
    }

    @Test func `all scopes that a service offers can be asked for, or some`() async throws {
        let offered = try #require(World.richCatalogue[World.listed]).offeredScopes
        #expect(offered == ["read", "write"])
        #expect(try await self.create(World.listed, scopes: offered).scopes == offered)
        #expect(try await self.create(World.listed, scopes: ["write"]).scopes == ["write"])
        #expect(World.richCatalogue[World.sms]?.offeredScopes == [])
    }

    @Test func `made at the same time, two connections get names of their own`() async throws {
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .createConnection } }) {
            _ = try? await self.world.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], as: self.world.owner)
        }
        let second = try await self.create()
        #expect(second.name == "Books 2" && second.linkName == "books_2")
    }

    @Test func `a name of 50 characters keeps its number within the limit`() async throws {
        let name = String(repeating: "a", count: 50)
        _ = try await self.create(name: name)
        #expect(try await self.create(name: name).linkName == String(repeating: "a", count: 48) + "_2")
    }

    @Test func `a custom connector is refused`() async throws {
        let error = try await self.world.refusal(.customConnectorUnsupported) { try await self.create("home_made") }
        #expect(error.message.contains("home_made"))
        #expect(error.decision?.refusals.map(\.rule) == [.connectorInCatalogue])
    }

    @Test func `the logged-in kind is refused where the connector does not allow it`() async throws {
        let error = try await self.world.refusal(.kindUnsupported) { try await self.create(World.books, .loggedInUser) }
        #expect(error.message.contains("Books") && error.message.contains("logged-in user"))
    }

    @Test func `a system connection is not made by hand`() async throws {
        let error = try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.create(World.crm, .system)
        }
        #expect(error.message.contains("made by the first task"))
        try await self.world.refusal(.kindUnsupported) { try await self.create(World.books, .system) }
    }

    @Test func `an admin has no place in the console, and the error says who could`() async throws {
        let admin = Principal.console("ada", name: "Ada", account: "maker", role: .admin)
        let error = try await self.world.refusal(.denied) { try await self.create(as: admin) }
        #expect(error.remedy == "Ask a super admin or developer.")
        #expect(error.decision?.whoCould == ["super admin", "developer"])
    }

    @Test func `nobody of a client makes connections`() async throws {
        for role in Role.allCases {
            let principal = Principal.client("sue", account: "acme", role: role)
            try await self.world.refusal(.denied, hasRemedy: false) { try await self.create(as: principal) }
        }
    }

    @Test(arguments: [
        ("", "0 characters"), ("  ", "blank"), ("a#b", "\"#\""), (String(repeating: "x", count: 51), "51 characters"),
        ("a\nb", "is not allowed"),
    ])
    func `a bad name names its field and its fault`(name: String, problem: String) async throws {
        let error = try await self.world.refusal(.invalidInput) { try await self.create(name: name) }
        #expect(error.field == "name" && error.message.contains(problem))
    }

    @Test(arguments: [
        (World.listed, ["delete"], "does not offer"), (World.listed, [], "none is named"),
        (World.books, ["read", "read"], "named twice"), (World.books, ["read write"], "is not one scope"),
        (World.books, [""], "is not one scope"), (World.books, ["a,b"], "is not one scope"),
        (World.books, ["lösen"], "is not one scope"), (World.sms, ["read"], "has no scopes"),
    ])
    func `bad scopes name their field and their fault`(
        connector: ConnectorID, scopes: [String], problem: String
    ) async throws {
        let error = try await self.world.refusal(.invalidInput) { try await self.create(connector, scopes: scopes) }
        #expect(error.field == "scopes" && error.message.contains(problem))
    }

    @Test func `a mode is refused where there is no OAuth, and a credential set of another service`() async throws {
        let error = try await self.world.refusal(.invalidInput) {
            try await self.create(World.sms, mode: .platformManaged, scopes: [])
        }
        #expect(error.field == "mode")
        let set = try await self.world.credentialSet(for: World.sheets)
        let other = try await self.world.refusal(.invalidInput) {
            try await self.create(World.books, mode: .clientCredentials(set))
        }
        #expect(other.field == "mode" && other.remedy.contains("Books"))
    }

    @Test func `a credential set that is gone or another account's is not found`() async throws {
        let gone = CredentialSet.Reference(account: "maker", id: .fixture(99))
        let foreign = try await self.world.credentialSet(
            for: World.books, as: .console("rita", account: "rival", role: .superAdmin))
        let first = try await self.world.refusal(.notFound) { try await self.create(mode: .clientCredentials(gone)) }
        let second = try await self.world.refusal(.notFound) {
            try await self.create(mode: .clientCredentials(foreign))
        }
        #expect(first.description == second.description)
    }

    @Test(arguments: ["", "a\u{0}b", String(repeating: "x", count: 201), "a\u{7F}"])
    func `a principal without a usable identifier is refused`(id: String) async throws {
        let user = Principal.console(UserID(id), account: "maker", role: .superAdmin)
        let account = Principal.console("olga", account: AccountID(id), role: .superAdmin)
        #expect(
            try await self.world.refusal(.invalidInput) { try await self.create(as: user) }.field == "principal.user")
        #expect(
            try await self.world.refusal(.invalidInput) { try await self.create(as: account) }.field
                == "principal.account")
    }
}
