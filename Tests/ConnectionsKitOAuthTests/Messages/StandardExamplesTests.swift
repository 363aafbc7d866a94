import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

/// Messages as the standards print them.
@Suite struct StandardExamplesTests {
    @Test func `the refusal of RFC 6749 section 5 2`() throws {
        let reply = HTTPReply(
            400, "{\n  \"error\":\"invalid_request\"\n}\n",
            fields: [.contentType: "application/json;charset=UTF-8", .cacheControl: "no-store"])
        let error = try #require(TokenVerdict.error(in: reply, MessageFields(reply.body), endpoint: "token endpoint"))
        #expect(error.code == .configuration && error.providerCode == "invalid_request" && error.retryAfter == nil)
    }

    @Test func `the request of RFC 7009 section 2 1`() async throws {
        let client = ClientRegistration(
            clientID: "s6BhdRkqt3", secret: Secret("gX1fBat3bV"), redirectURI: "https://client.example.com/cb")
        let transport = ScriptedTransport(200)
        let provider = OAuthProvider(clients: PlatformClients(["numbers": client]), transport: transport)
        let request = RevocationRequest(
            connector: .fixture(), dataCentre: .us, client: nil, clientID: "s6BhdRkqt3", access: Secret("a"),
            refresh: Secret("45ghiukldjahdnhzdauz"))
        #expect(try await provider.revoke(request))
        let call = try #require(transport.calls.first)
        #expect(
            String(decoding: call.body, as: UTF8.self) == "token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token")
        #expect(call.request.headerFields[.authorization] == "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW")
        #expect(call.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
    }

    static let metadata = """
        {
         "issuer":
           "https://server.example.com",
         "authorization_endpoint":
           "https://server.example.com/authorize",
         "token_endpoint":
           "https://server.example.com/token",
         "token_endpoint_auth_methods_supported":
           ["client_secret_basic", "private_key_jwt"],
         "token_endpoint_auth_signing_alg_values_supported":
           ["RS256", "ES256"],
         "userinfo_endpoint":
           "https://server.example.com/userinfo",
         "jwks_uri":
           "https://server.example.com/jwks.json",
         "registration_endpoint":
           "https://server.example.com/register",
         "scopes_supported":
           ["openid", "profile", "email", "address",
            "phone", "offline_access"],
         "response_types_supported":
           ["code", "code token"],
         "service_documentation":
           "http://server.example.com/service_documentation.html",
         "ui_locales_supported":
           ["en-US", "en-GB", "en-CA", "fr-FR", "fr-CA"]
        }
        """

    @Test func `the document of RFC 8414 section 3 2`() throws {
        let metadata = try ServerMetadata(Array(Self.metadata.utf8), issuer: "https://server.example.com")
        #expect(metadata.authorizationEndpoint == "https://server.example.com/authorize")
        #expect(metadata.tokenEndpoint == "https://server.example.com/token" && metadata.revocationEndpoint == nil)
        #expect(metadata.scopes == ["openid", "profile", "email", "address", "phone", "offline_access"])
        #expect(metadata.clientAuthentications == [.basic, .privateKeyJWT])
        #expect(metadata.codeChallengeMethods.isEmpty && !metadata.promisesIssuer)
    }

    @Test func `the callback of RFC 9207 section 2 1 is taken from its issuer alone`() async throws {
        let callback =
            "https://client.example/cb?code=x1848ZT64p4IirMPT0R-X3141MFPTuBX-VFL_cvaplMH58"
            + "&state=ZWVlNDBlYzA1NjdkMDNhYjg3ZjUxZjAyNGQzMTM2NzI&iss=https%3A%2F%2Fhonest.as.example"
        for (issuer, isTaken) in [("https://honest.as.example", true), ("https://attacker.example", false)] {
            let transport = ScriptedTransport(200, CompleteTests.granted)
            let exchange = try AuthorizationExchange.fixture(
                .fixture { $0.endpoints.issuer = issuer }, callback: callback)
            if isTaken {
                #expect(try await OAuthProvider(transport).complete(exchange).access.reveal() == "a")
            } else {
                let error = try await failure { try await OAuthProvider(transport).complete(exchange) }
                #expect(error.code == .invalidResponse)
            }
            #expect(transport.calls.count == (isTaken ? 1 : 0))
        }
    }
}
