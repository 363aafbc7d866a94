import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitTesting
import Testing

@Suite struct BeginTests {
    private static func begin(
        _ provider: OAuthProvider, _ connector: Connector = .fixture(), client: ClientRegistration? = nil,
        seed: UInt64 = 1,
        in dataCentre: DataCentre = .us
    ) async throws -> RedirectStart {
        let request = AuthorizationRequest(
            connector: connector, dataCentre: dataCentre, scopes: ["a"], state: "state-1", client: client,
            random: .seeded(seed))
        guard case .redirect(let start) = try await provider.begin(request) else {
            throw CredentialError(.invalidResponse, "no redirect")
        }
        return start
    }

    private static let provider = OAuthProvider(
        clients: PlatformClients(["numbers": .app]), transport: ScriptedTransport(500))

    @Test func `the person is sent to the service with a proof key`() async throws {
        let start = try await Self.begin(Self.provider)
        let verifier = try #require(start.verifier).reveal()
        let challenge = try PKCE(verifier: verifier).challenge
        #expect(start.url.hasPrefix("https://login.example/authorize?response_type=code&client_id=app&"))
        #expect(start.url.contains("&code_challenge=\(challenge)&code_challenge_method=S256"))
        #expect(start.url.contains("&state=state-1&"))
        #expect(!start.url.contains(verifier))
        #expect(start.redirectURI == "https://app.example/callback")
        #expect(start.clientID == "app")
    }

    @Test func `every authorization has a proof key of its own`() async throws {
        var verifiers: Set<String?> = []
        for seed in 0..<20 {
            verifiers.insert(try await Self.begin(Self.provider, seed: UInt64(seed)).verifier?.reveal())
        }
        #expect(verifiers.count == 20)
    }

    @Test func `a developer's client goes before the platform's`() async throws {
        let own = ClientRegistration(clientID: "own", secret: Secret("s"), redirectURI: "https://own.example/cb")
        let start = try await Self.begin(Self.provider, client: own)
        #expect(start.clientID == "own" && start.redirectURI == "https://own.example/cb")
        #expect(start.url.contains("client_id=own&redirect_uri=https%3A%2F%2Fown.example%2Fcb&"))
    }

    @Test func `the endpoints are those of the data centre`() async throws {
        let connector = Connector.fixture {
            $0.dataCentreEndpoints[.eu] = OAuth2Endpoints(
                authorization: "https://login.example.eu/authorize", token: "https://login.example.eu/token")
        }
        #expect(
            try await Self.begin(Self.provider, connector, in: .eu).url.hasPrefix("https://login.example.eu/authorize?")
        )
        #expect(
            try await Self.begin(Self.provider, connector, in: .us).url.hasPrefix("https://login.example/authorize?"))
    }

    @Test func `without a client the configuration is at fault, and the connector named`() async {
        let retired = PlatformClients([:], retired: ["numbers": [.app]])
        for clients in [PlatformClients([:]), PlatformClients(["other": .app]), retired] {
            let error = await #expect(throws: CredentialError.self) {
                try await Self.begin(OAuthProvider(clients: clients, transport: ScriptedTransport(500)))
            }
            #expect(error?.code == .configuration)
            #expect(error?.message.contains("Numbers") == true)
        }
    }

    @Test(arguments: [
        "http://login.example/authorize", "login.example", "https://user@login.example/", "javascript:alert(1)",
    ])
    func `nobody is sent to an address that is not safe`(address: String) async {
        let connector = Connector.fixture { $0.endpoints.authorization = address }
        let error = await #expect(throws: CredentialError.self) { try await Self.begin(Self.provider, connector) }
        #expect(error?.code == .configuration)
        #expect(error?.message.contains("authorization endpoint") == true)
    }

    @Test func `a connector of another method is not served`() async {
        var connector = Connector.fixture()
        connector.authentication = .apiKey([])
        let error = await #expect(throws: CredentialError.self) { try await Self.begin(Self.provider, connector) }
        #expect(error?.code == .configuration)
        #expect(Self.provider.method == .oauth2)
    }
}
