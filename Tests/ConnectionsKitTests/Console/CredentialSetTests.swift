import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct CredentialSetTests {
    let world = World()

    private func create(
        name: String = "Client", connector: ConnectorID = World.books, clientID: String = "id",
        secret: String? = "secret", redirectURI: String = "https://app.example.com/callback",
        as principal: Principal? = nil
    ) async throws -> CredentialSet.Reference {
        try await self.world.console.createCredentialSet(
            name, for: connector, clientID: clientID, secret: secret.map { Secret($0) }, redirectURI: redirectURI,
            as: principal ?? self.world.developer)
    }

    @Test func `the secret is stored sealed, and opens only as this set's`() async throws {
        let reference = try await self.create(secret: "s3cr3t")
        let set = try #require(try await self.world.store.read(CredentialSet.self, reference.id, in: "maker"))
        let sealed = try #require(set.secret)
        let keys = try await self.world.keys(for: "maker")
        #expect(try keys.open(sealed, in: .credentialSet(set.id, account: "maker")).reveal() == "s3cr3t")
        #expect(throws: SealerError.self) { try keys.open(sealed, in: .credentialSet(.fixture(1), account: "maker")) }
        #expect(set.authentication == .basic)
    }

    @Test func `at a service with public clients there is no secret, and one is refused`() async throws {
        let world = World(catalogue: World.catalogue.adding([Self.publicConnector]))
        func create(_ secret: Secret?) async throws -> CredentialSet.Reference {
            try await world.console.createCredentialSet(
                "Client", for: "public", clientID: "id", secret: secret,
                redirectURI: "https://app.example.com/callback", as: world.owner)
        }
        let set = try await world.store.read(CredentialSet.self, try await create(nil).id, in: "maker")
        #expect(set?.secret == nil && set?.authentication == ClientAuthentication.none)
        #expect(try await world.refusal(.invalidInput) { try await create(Secret("s")) }.field == "secret")
    }

    private static let publicConnector: Connector = {
        var facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token"))
        facts.clientAuthentication = .none
        return Connector(
            id: "public", name: "Public", category: "Test", authentication: .oauth2(facts), hosts: ["api.example.com"])
    }()

    @Test func `each field that a service needs and that was left out is refused by name`() async throws {
        let refused: [(field: String, create: () async throws -> CredentialSet.Reference)] = [
            ("clientID", { try await self.create(clientID: "") }), ("secret", { try await self.create(secret: nil) }),
            ("secret", { try await self.create(secret: "") }),
            ("redirectURI", { try await self.create(redirectURI: "") }),
        ]
        for (field, create) in refused {
            let error = try await self.world.refusal(.missingCredentialField) { try await create() }
            #expect(error.field == field, "\(error)")
        }
    }

    @Test func `a redirect address that the host does not receive is refused, and those it does are named`()
        async throws
    {
        for address in ["https://evil.example.com/callback", "https://app.example.com/callback/", "/callback"] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(redirectURI: address) }
            #expect(error.field == "redirectURI" && error.remedy.contains("https://app.example.com/callback"))
        }
    }

    @Test func `a redirect address is compared byte for byte`() async throws {
        let world = World { $0.redirectURIs = ["https://app.example.com/caf\u{E9}"] }
        let error = try await world.refusal(.invalidInput) {
            try await world.console.createCredentialSet(
                "Client", for: World.books, clientID: "id", secret: Secret("s"),
                redirectURI: "https://app.example.com/cafe\u{301}", as: world.owner)
        }
        #expect(error.field == "redirectURI")
    }

    @Test func `each bad field is named`() async throws {
        let long = String(repeating: "x", count: 4_097)
        #expect(try await self.world.refusal(.invalidInput) { try await self.create(name: "a;b") }.field == "name")
        for id in ["a\nb", "ü", long] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(clientID: id) }
            #expect(error.field == "clientID")
        }
        for secret in ["a\nb", "ü", long] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(secret: secret) }
            #expect(error.field == "secret" && !error.description.contains(secret))
        }
        for connector in [World.sms, "home_made"] as [ConnectorID] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(connector: connector) }
            #expect(error.field == "connector")
        }
    }

    @Test func `a key service that is away says so`() async throws {
        self.world.sealer.fail(.wrap, with: SealerError(.unavailable, "the key service is away"))
        try await self.world.refusal(.unavailable) { try await self.create() }
    }

    @Test func `nobody else makes one`() async throws {
        let admin = Principal.console("ada", account: "maker", role: .admin)
        try await self.world.refusal(.denied) { try await self.create(as: admin) }
        try await self.world.refusal(.denied, hasRemedy: false) { try await self.create(as: self.world.superAdmin) }
    }

    @Test func `sets are listed by name, for one service or all, and told with what uses them`() async throws {
        let first = try await self.create(name: "B")
        let second = try await self.create(name: "A")
        let other = try await self.create(name: "C", connector: World.sheets)
        let console = self.world.console
        func ids(_ connector: ConnectorID?) async throws -> [CredentialSet.ID] {
            try await console.credentialSets(for: connector, as: self.world.developer).map(\.id)
        }
        #expect(try await ids(nil) == [second.id, first.id, other.id])
        #expect(try await ids(World.books) == [second.id, first.id])
        #expect(try await ids(World.crm) == [])
        for name in ["Two", "One"] {
            _ = try await console.createConnection(
                to: World.books, kind: .admin, name: name, mode: .clientCredentials(first), scopes: ["read"],
                as: self.world.developer)
        }
        let details = try await console.credentialSet(first.id, as: self.world.developer)
        #expect(details.set.name == "B" && details.earlier.isEmpty)
        #expect(details.connections.map(\.name) == ["One", "Two"])
        #expect(try await console.credentialSet(second.id, as: self.world.developer).connections.isEmpty)
    }

    @Test func `a rename changes the name alone, and is audited`() async throws {
        let reference = try await self.create(name: "Old")
        let console = self.world.console
        let before = try await console.credentialSet(reference.id, as: self.world.developer).set
        let set = try await console.renameCredentialSet(reference.id, to: "New", as: self.world.developer)
        #expect(set.name == "New" && set.revision == before.revision && set.secret == before.secret)
        #expect(try await console.credentialSet(reference.id, as: self.world.developer).set == set)
        let entry = try #require(try await self.world.trail(of: "maker").last?.entry)
        #expect(entry.action == .manageCredentialSet && entry.changed == ["name"])
        #expect(entry.subject == "credential_set:\(reference.id)")
        let count = try await self.world.trail(of: "maker").count
        try await console.renameCredentialSet(reference.id, to: "New", as: self.world.developer)
        #expect(try await self.world.trail(of: "maker").count == count)
        #expect(
            try await self.world.refusal(.invalidInput) {
                try await console.renameCredentialSet(reference.id, to: "a;b", as: self.world.developer)
            }.field == "name")
    }

    @Test func `another account's set does not exist, and nobody else may see or change one`() async throws {
        let reference = try await self.create()
        let console = self.world.console
        let stranger = Principal.console("stan", account: "rival", role: .superAdmin)
        let admin = Principal.console("ada", account: "maker", role: .admin)
        let client = self.world.superAdmin
        #expect(try await console.credentialSets(as: stranger).isEmpty)
        for (principal, expected) in [
            (stranger, ConnectionError.Code.notFound), (admin, .denied), (client, .denied),
        ] {
            let attempts: [() async throws -> Void] = [
                { _ = try await console.credentialSet(reference.id, as: principal) },
                { _ = try await console.renameCredentialSet(reference.id, to: "Mine", as: principal) },
                { _ = try await console.planCredentialSet(.secret, of: reference.id, as: principal) },
                { _ = try await console.planCredentialSet(.deletion, of: reference.id, as: principal) },
            ]
            for attempt in attempts {
                try await self.world.refusal(expected, hasRemedy: principal != client) { try await attempt() }
            }
        }
        let never = try await self.world.error {
            try await console.credentialSet(.fixture(9), as: stranger)
        }
        let foreign = try await self.world.error { try await console.credentialSet(reference.id, as: stranger) }
        #expect(never.description == foreign.description)
        await #expect(throws: ConnectionError.self) { try await console.credentialSets(as: admin) }
    }

    @Test func `a connection with a set that is gone is a configuration fault`() async throws {
        let set = try await self.create()
        let books = try await self.world.console.createConnection(
            to: World.books, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: self.world.developer)
        let record = try #require(try await self.world.store.read(CredentialSet.self, set.id, in: "maker"))
        try await self.world.write { $0.delete(record) }
        try await self.world.refusal(.clientMisconfigured) {
            try await self.world.console.authorize(books.id, in: .development, as: self.world.developer)
        }
    }
}
