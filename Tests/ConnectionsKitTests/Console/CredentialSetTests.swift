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
        let keys = try await self.world.sealer.keys(for: "maker")
        #expect(try keys.open(sealed, in: .credentialSet(set.id, account: "maker")).reveal() == "s3cr3t")
        #expect(throws: SealerError.self) { try keys.open(sealed, in: .credentialSet(.fixture(1), account: "maker")) }
        #expect(set.authentication == .basic)
    }

    @Test func `a public client has no secret and does not authenticate`() async throws {
        let reference = try await self.create(secret: nil)
        let set = try await self.world.store.read(CredentialSet.self, reference.id, in: "maker")
        #expect(set?.secret == nil && set?.authentication == ClientAuthentication.none)
    }

    @Test func `a redirect address that the host does not receive is refused, and those it does are named`()
        async throws
    {
        for address in ["https://evil.example.com/callback", "https://app.example.com/callback/", ""] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(redirectURI: address) }
            #expect(error.field == "redirectURI" && error.remedy.contains("https://app.example.com/callback"))
        }
    }

    @Test func `a redirect address is compared byte for byte`() async throws {
        let world = World { $0.redirectURIs = ["https://app.example.com/caf\u{E9}"] }
        let error = try await world.refusal(.invalidInput) {
            try await world.console.createCredentialSet(
                "Client", for: World.books, clientID: "id", secret: nil,
                redirectURI: "https://app.example.com/cafe\u{301}", as: world.owner)
        }
        #expect(error.field == "redirectURI")
    }

    @Test func `each bad field is named`() async throws {
        let long = String(repeating: "x", count: 4_097)
        #expect(try await self.world.refusal(.invalidInput) { try await self.create(name: "a;b") }.field == "name")
        for id in ["", "a\nb", "ü", long] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(clientID: id) }
            #expect(error.field == "clientID")
        }
        for secret in ["", "a\nb", "ü", long] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(secret: secret) }
            #expect(error.field == "secret" && (secret.isEmpty || !error.description.contains(secret)))
        }
        for connector in [World.sms, "home_made"] as [ConnectorID] {
            let error = try await self.world.refusal(.invalidInput) { try await self.create(connector: connector) }
            #expect(error.field == "connector")
        }
    }

    @Test func `a key service that is away says so`() async throws {
        self.world.sealer.fail(.keys, with: SealerError(.unavailable, "the key service is away"))
        try await self.world.refusal(.unavailable) { try await self.create() }
    }

    @Test func `nobody else makes one`() async throws {
        let admin = Principal.console("ada", account: "maker", role: .admin)
        try await self.world.refusal(.denied) { try await self.create(as: admin) }
        try await self.world.refusal(.denied, hasRemedy: false) { try await self.create(as: self.world.superAdmin) }
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
