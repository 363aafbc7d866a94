import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite struct PushedAuthorizationTests {
    static let accepted =
        "{\"request_uri\":\"urn:ietf:params:oauth:request_uri:6esc_11ACC5bwc014ltc14eY22c\",\"expires_in\":60}"

    private static func begin(
        _ transport: ScriptedTransport, client: ClientRegistration = .canary,
        _ change: (inout OAuth2Facts) -> Void = { _ in }
    ) async throws -> RedirectStart {
        let connector = Connector.fixture { facts in
            facts.endpoints.pushedAuthorization = "https://login.example/par"
            change(&facts)
        }
        let request = AuthorizationRequest(
            connector: connector, dataCentre: .us, scopes: ["a", "b"], state: "state-1", client: client,
            random: .seeded(1))
        guard case .redirect(let start) = try await OAuthProvider(transport).begin(request) else {
            throw CredentialError(.invalidResponse, "no redirect")
        }
        return start
    }

    /// The fields that were pushed.
    private static func sent(_ transport: ScriptedTransport) throws -> [FormField] {
        try FormEncoding.decode(try #require(transport.calls.first).body)
    }

    @Test func `the request is pushed, and the address holds the client and its reference alone`() async throws {
        let transport = ScriptedTransport(201, Self.accepted)
        let start = try await Self.begin(transport) {
            $0.resources = ["https://api.example/"]
            $0.authorizationParameters = ["prompt": "consent"]
        }
        #expect(
            start.url == "https://login.example/authorize?client_id=app"
                + "&request_uri=urn%3Aietf%3Aparams%3Aoauth%3Arequest_uri%3A6esc_11ACC5bwc014ltc14eY22c")
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .post && call.request.path == "/par")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
        let challenge = try PKCE(verifier: try #require(start.verifier).reveal()).challenge
        #expect(
            try Self.sent(transport) == [
                FormField("response_type", "code"), FormField("client_id", "app"),
                FormField("redirect_uri", "https://app.example/callback"), FormField("scope", "a b"),
                FormField("state", "state-1"), FormField("code_challenge", challenge),
                FormField("code_challenge_method", "S256"), FormField("resource", "https://api.example/"),
                FormField("prompt", "consent"),
            ])
    }

    @Test(arguments: [ClientAuthentication.post, .none])
    func `the client is named once, however it proves itself`(way: ClientAuthentication) async throws {
        let transport = ScriptedTransport(201, Self.accepted)
        _ = try await Self.begin(transport) { $0.clientAuthentication = way }
        let names = try Self.sent(transport).map(\.name)
        #expect(names.count { $0 == "client_id" } == 1)
        #expect(names.contains("client_secret") == (way == .post))
    }

    @Test func `without such an endpoint nothing is pushed`() async throws {
        let transport = ScriptedTransport(500)
        let start = try await Self.begin(transport) { $0.endpoints.pushedAuthorization = nil }
        #expect(transport.calls.isEmpty && start.url.contains("code_challenge="))
    }

    @Test(arguments: [
        "", "{}", "[]", "<html>", "{\"request_uri\":\"urn:x\"}", "{\"expires_in\":60}",
        "{\"request_uri\":\"\",\"expires_in\":60}", "{\"request_uri\":\"urn: x\",\"expires_in\":60}",
        "{\"request_uri\":\"urn:x\\n\",\"expires_in\":60}", "{\"request_uri\":7,\"expires_in\":60}",
        "{\"request_uri\":\"urn:x\",\"expires_in\":0}", "{\"request_uri\":\"urn:x\",\"expires_in\":-1}",
        "{\"request_uri\":\"urn:x\",\"expires_in\":\"soon\"}", "{\"request_uri\":\"urn:x\",\"expires_in\":null}",
    ]) func `an answer that cannot be used sends nobody anywhere`(text: String) async throws {
        let error = try await failure { try await Self.begin(ScriptedTransport(201, text)) }
        #expect(error.code == .invalidResponse)
    }

    @Test(arguments: [("60", 200), ("\"60\"", 201), ("9223372036854775807", 201)])
    func `services write it in more than one way`(seconds: String, status: Int) async throws {
        let text = "{\"request_uri\":\"urn:x\",\"expires_in\":\(seconds)}"
        #expect(
            try await Self.begin(ScriptedTransport(status, text)).url.hasSuffix("?client_id=app&request_uri=urn%3Ax"))
    }

    static let refusals: [(Int, String, CredentialError.Code)] = [
        (400, "invalid_request", .configuration), (400, "invalid_scope", .configuration),
        (400, "invalid_target", .configuration), (401, "invalid_client", .configuration),
        (400, "unauthorized_client", .configuration), (400, "invalid_grant", .configuration),
        (405, "", .configuration), (413, "", .configuration), (302, "", .configuration),
        (429, "", .transient), (500, "", .transient), (503, "temporarily_unavailable", .transient),
        (502, "", .transient), (504, "", .transient),
    ]

    @Test(arguments: Self.refusals) func `a refusal is told by its class, and condemns no grant`(
        status: Int, name: String, code: CredentialError.Code
    ) async throws {
        let text = name.isEmpty ? "" : "{\"error\":\"\(name)\"}"
        let transport = ScriptedTransport(status, text, fields: [.retryAfter: "7"])
        let error = try await failure { try await Self.begin(transport) }
        #expect(error.code == code)
        #expect(error.message.contains("pushed authorization request endpoint"))
        #expect(error.retryAfter == .seconds(7))
        #expect(error.providerCode == (name.isEmpty ? nil : name))
        #expect(Canary.shown(by: error).isEmpty)
    }

    @Test(arguments: [true, false]) func `an answer that is lost costs nothing: it is asked again`(
        mayHaveBeenSent: Bool
    ) async throws {
        let lost = HTTPTransportError(.timedOut, "late", mayHaveBeenSent: mayHaveBeenSent)
        #expect(try await failure { try await Self.begin(ScriptedTransport(failing: lost)) }.code == .transient)
    }

    @Test func `the endpoint is safe, or nothing is sent`() async throws {
        let transport = ScriptedTransport(201, Self.accepted)
        let error = try await failure {
            try await Self.begin(transport) { $0.endpoints.pushedAuthorization = "http://login.example/par" }
        }
        #expect(error.code == .configuration && transport.calls.isEmpty)
    }

    @Test func `the reference does not print`() throws {
        let reply = HTTPReply(201, "{\"request_uri\":\"urn:\(Canary.code)\",\"expires_in\":60}")
        let pushed = try PushedAuthorization(reply, endpoint: "endpoint", sent: [])
        #expect(pushed.requestURI == "urn:\(Canary.code)" && Canary.shown(by: pushed).isEmpty)
    }
}
