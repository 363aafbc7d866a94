import ConnectionsKit
import ConnectionsKitOAuth
import Testing

@Suite struct ClientPinningTests {
    static let new = ClientRegistration(
        clientID: "new", secret: Secret("n"), authentication: .post, redirectURI: "https://app.example/new")
    static let old = ClientRegistration(
        clientID: "old", secret: Secret("o"), authentication: .post, redirectURI: "https://app.example/old")
    static let clients = PlatformClients(["numbers": new], retired: ["numbers": [old]])

    private static func refresh(
        with id: String?, developers: ClientRegistration? = nil, _ transport: ScriptedTransport
    ) async throws -> ObtainedCredential {
        var request = RefreshRequest.fixture()
        request.clientID = id
        request.client = developers
        return try await OAuthProvider(clients: Self.clients, transport: transport).refresh(request)
    }

    @Test(arguments: ["new", "old"]) func `a grant is renewed by the client that minted it`(id: String) async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        _ = try await Self.refresh(with: id, transport)
        let body = String(decoding: try #require(transport.calls.first).body, as: UTF8.self)
        #expect(body.contains("client_id=\(id)&client_secret=\(id.prefix(1))"))
    }

    @Test func `the current client begins`() async throws {
        let provider = OAuthProvider(clients: Self.clients, transport: ScriptedTransport(500))
        let request = AuthorizationRequest(
            connector: .fixture(), dataCentre: .us, scopes: [], state: "s", client: nil, random: .system)
        guard case .redirect(let start) = try await provider.begin(request) else { return #expect(Bool(false)) }
        #expect(start.clientID == "new" && start.redirectURI == "https://app.example/new")
    }

    @Test(arguments: ["gone", nil]) func `an unknown client is told, and no token is spent on another`(id: String?)
        async throws
    {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let error = try await failure { try await Self.refresh(with: id, transport) }
        #expect(error.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a credential set that names another client by now is not used`() async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let error = try await failure { try await Self.refresh(with: "old", developers: Self.new, transport) }
        #expect(error.code == .configuration)
        #expect(transport.calls.isEmpty)
        _ = try await Self.refresh(with: "new", developers: Self.new, transport)
        #expect(transport.calls.count == 1)
    }

    @Test func `a set of clients names its connectors alone`() {
        #expect("\(PlatformClients(["numbers": .canary]))" == "PlatformClients(numbers)")
        #expect(Canary.shown(by: PlatformClients(["numbers": .canary], retired: ["numbers": [.canary]])).isEmpty)
    }
}
