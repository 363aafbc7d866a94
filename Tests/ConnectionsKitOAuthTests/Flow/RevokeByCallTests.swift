import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

/// Revocation at services that have a way of their own.
@Suite struct RevokeByCallTests {
    static let byToken = Connector.fixture {
        $0.revocationMethod = .callWithToken(method: "DELETE")
        $0.endpoints.revocation = "https://login.example/me/permissions?v=2"
    }
    static let byClient = Connector.fixture {
        $0.revocationMethod = .clientJSON(method: "DELETE")
        $0.endpoints.revocation = "https://login.example/applications/{client_id}/grant"
        $0.clientAuthentication = .post
    }

    // MARK: - With the token as the credential

    @Test func `the access token is the credential of a call without a body`() async throws {
        let transport = ScriptedTransport(204)
        #expect(try await OAuthProvider(transport).revoke(.fixture(Self.byToken)))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .delete && call.request.path == "/me/permissions?v=2")
        #expect(call.request.headerFields[.authorization] == "Bearer \(Canary.access)")
        #expect(call.request.headerFields[.contentType] == nil && call.body.isEmpty)
        #expect(call.limits == .token)
    }

    static let placements: [(CredentialField.Placement?, String?, String?, String)] = [
        (nil, "Bearer canary-access-token", nil, "/r"),
        (.header(name: "X-Token", prefix: "T "), nil, "T canary-access-token", "/r"),
        (.query(name: "access_token"), nil, nil, "/r?access_token=canary-access-token"),
        (.basic, "Bearer canary-access-token", nil, "/r"),
    ]

    @Test(arguments: Self.placements.indices)
    func `the token stands where the service wants access tokens`(index: Int) async throws {
        let (placement, authorization, own, path) = Self.placements[index]
        var connector = Self.byToken
        connector.change {
            $0.accessTokenPlacement = placement
            $0.endpoints.revocation = "https://login.example/r"
        }
        let transport = ScriptedTransport(200)
        #expect(try await OAuthProvider(transport).revoke(.fixture(connector)))
        let request = try #require(transport.calls.first).request
        #expect(request.headerFields[.authorization] == authorization)
        #expect(request.headerFields[try #require(HTTPField.Name("X-Token"))] == own)
        #expect(request.path == path)
    }

    @Test(arguments: [
        (200, "{\"ok\":true,\"revoked\":true}"), (204, ""), (401, ""), (401, "{\"error\":\"invalid_token\"}"),
        (200, "{\"ok\":false,\"error\":\"token_revoked\"}"), (200, "{\"ok\":false,\"error\":\"invalid_auth\"}"),
        (400, "{\"error\":\"invalid_token\"}"),
    ]) func `a token that is dead is revoked, where there is no refresh token`(status: Int, body: String) async throws {
        let transport = ScriptedTransport(status, body)
        #expect(try await OAuthProvider(transport).revoke(.fixture(Self.byToken, refresh: nil)))
        #expect(transport.calls.count == 1)
    }

    static let failures: [(Int, String, CredentialError.Code)] = [
        (503, "", .transient), (429, "", .transient), (403, "", .configuration), (404, "", .configuration),
        (302, "", .configuration), (200, "{\"ok\":false,\"error\":\"not_allowed\"}", .configuration),
        (503, "{\"error\":\"invalid_token\"}", .transient), (502, "", .outcomeUnknown),
    ]

    @Test(arguments: Self.failures)
    func `anything else is tried again or told`(status: Int, body: String, code: CredentialError.Code) async throws {
        let transport = ScriptedTransport(status, body)
        let error = try await failure { try await OAuthProvider(transport).revoke(.fixture(Self.byToken)) }
        #expect(error.code == code && error.message.contains("revocation endpoint"))
        #expect(transport.calls.count == 1)
    }

    // MARK: - A dead access token beside a refresh token

    /// Answers 401 to the old access token, and 204 to the new one that a refresh brings.
    private static func service(refresh: HTTPReply) -> ScriptedTransport {
        ScriptedTransport { (request) throws(HTTPTransportError) in
            if request.path == "/token" { return refresh }
            return HTTPReply(request.headerFields[.authorization] == "Bearer fresh" ? 204 : 401)
        }
    }

    @Test func `a dead access token proves nothing of its refresh token: a fresh one ends it`() async throws {
        let transport = Self.service(refresh: HTTPReply(200, "{\"access_token\":\"fresh\"}"))
        #expect(try await OAuthProvider(transport).revoke(.fixture(Self.byToken)))
        try #require(transport.calls.count == 3)
        #expect(transport.calls.map(\.request.path) == ["/me/permissions?v=2", "/token", "/me/permissions?v=2"])
        #expect(transport.calls[1].text == "grant_type=refresh_token&refresh_token=\(Canary.refresh)")
        #expect(transport.calls[2].request.headerFields[.authorization] == "Bearer fresh")
    }

    @Test func `a refresh token that is dead as well has nothing left to end`() async throws {
        let transport = Self.service(refresh: HTTPReply(400, "{\"error\":\"invalid_grant\"}"))
        #expect(try await OAuthProvider(transport).revoke(.fixture(Self.byToken)))
        #expect(transport.calls.count == 2)
    }

    @Test(arguments: [(503, CredentialError.Code.transient), (401, .configuration), (502, .outcomeUnknown)])
    func `as long as nobody knows of the refresh token nothing is confirmed`(
        status: Int, code: CredentialError.Code
    ) async throws {
        let transport = Self.service(refresh: HTTPReply(status))
        #expect(try await failure { try await OAuthProvider(transport).revoke(.fixture(Self.byToken)) }.code == code)
        #expect(transport.calls.count == 2)
    }

    // MARK: - By the client

    @Test func `the client names the token in JSON, and stands in the address`() async throws {
        let transport = ScriptedTransport(204)
        let client = ClientRegistration(
            clientID: "app/1 ?", secret: Secret(Canary.clientSecret), redirectURI: "https://app.example/callback")
        var request = RevocationRequest.fixture(Self.byClient)
        request.clientID = client.clientID
        let provider = OAuthProvider(clients: PlatformClients(["numbers": client]), transport: transport)
        #expect(try await provider.revoke(request))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .delete && call.request.path == "/applications/app%2F1%20%3F/grant")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
        #expect(call.request.headerFields[.contentType] == "application/json")
        #expect(call.text == "{\"access_token\":\"\(Canary.access)\"}")
    }

    @Test(arguments: [404, 422]) func `a token that the service does not know is revoked`(status: Int) async throws {
        let transport = ScriptedTransport(status, "{\"message\":\"Not Found\"}")
        #expect(try await OAuthProvider(transport).revoke(.fixture(Self.byClient, refresh: nil)))
        #expect(transport.calls.count == 1)
    }

    @Test(arguments: [(401, CredentialError.Code.configuration), (403, .configuration), (500, .transient)])
    func `a client that is not accepted has revoked nothing`(status: Int, code: CredentialError.Code) async throws {
        let transport = ScriptedTransport(status)
        let error = try await failure {
            try await OAuthProvider(transport).revoke(.fixture(Self.byClient, refresh: nil))
        }
        #expect(error.code == code)
    }

    @Test func `a public client cannot ask, and nothing is sent`() async throws {
        let client = ClientRegistration(
            clientID: "app", secret: nil, authentication: ClientAuthentication.none,
            redirectURI: "https://app.example/callback")
        let transport = ScriptedTransport(404)
        let provider = OAuthProvider(clients: PlatformClients(["numbers": client]), transport: transport)
        let error = try await failure { try await provider.revoke(.fixture(Self.byClient)) }
        #expect(error.code == .configuration && error.message.contains("secret"))
        #expect(transport.calls.isEmpty)
    }

    @Test(arguments: [RevocationMethod.callWithToken(method: "DE LETE"), .clientJSON(method: "")])
    func `a method that is none is the connector's fault`(method: RevocationMethod) async throws {
        let transport = ScriptedTransport(204)
        let connector = Connector.fixture { $0.revocationMethod = method }
        let error = try await failure { try await OAuthProvider(transport).revoke(.fixture(connector)) }
        #expect(error.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `nothing is sent to an address that is not safe`() async throws {
        for connector in [Self.byToken, Self.byClient] {
            var connector = connector
            connector.change { $0.endpoints.revocation = "http://login.example/r" }
            let transport = ScriptedTransport(204)
            let error = try await failure { try await OAuthProvider(transport).revoke(.fixture(connector)) }
            #expect(error.code == .configuration)
            #expect(transport.calls.isEmpty)
        }
    }

    // MARK: - The client's way at the revocation endpoint

    @Test func `at the revocation endpoint the client authenticates as the service wants it there`() async throws {
        let connector = Connector.fixture { $0.revocationAuthentication = .post }
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let own = ClientRegistration(
            clientID: "app", secret: Secret("s"), authentication: .basic, redirectURI: "https://app.example/callback")
        let provider = OAuthProvider(clients: PlatformClients(["numbers": own]), transport: transport)
        #expect(try await provider.revoke(.fixture(connector)))
        _ = try await provider.refresh(.fixture(connector))
        let calls = transport.calls
        #expect(calls[0].text.hasSuffix("&client_id=app&client_secret=s"))
        #expect(calls[0].request.headerFields[.authorization] == nil)
        #expect(calls[1].request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
    }

    @Test func `a public client has no other way there`() async throws {
        let connector = Connector.fixture {
            $0.revocationAuthentication = .basic
            $0.clientAuthentication = .basic
        }
        let transport = ScriptedTransport(200)
        let own = ClientRegistration(
            clientID: "app", secret: nil, authentication: ClientAuthentication.none,
            redirectURI: "https://app.example/callback")
        let provider = OAuthProvider(clients: PlatformClients(["numbers": own]), transport: transport)
        #expect(try await provider.revoke(.fixture(connector)))
        #expect(try #require(transport.calls.first).text.hasSuffix("&client_id=app"))
    }
}
