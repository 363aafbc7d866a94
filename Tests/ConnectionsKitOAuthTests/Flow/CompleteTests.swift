import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

@Suite struct CompleteTests {
    static let granted = "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"r\",\"expires_in\":60}"

    @Test func `the code is exchanged with the redirect address and the verifier`() async throws {
        let transport = ScriptedTransport(200, Self.granted)
        let obtained = try await OAuthProvider(transport).complete(try .fixture())
        #expect(obtained.access.reveal() == "a" && obtained.refresh?.reveal() == "r")
        #expect(obtained.lifetime == .seconds(60) && obtained.scopes == nil)
        #expect(obtained.subject == nil && obtained.accountName == nil)
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .post)
        #expect(call.request.scheme == "https" && call.request.authority == "login.example")
        #expect(call.request.path == "/token")
        #expect(call.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
        #expect(call.request.headerFields[.accept] == "application/json")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
        #expect(call.limits == .token)
        #expect(
            String(decoding: call.body, as: UTF8.self)
                == "grant_type=authorization_code&code=\(Canary.code)"
                + "&redirect_uri=https%3A%2F%2Fapp.example%2Fcallback&code_verifier=\(Canary.verifier)")
    }

    @Test func `a posted secret is in the body and a public client has none`() async throws {
        for way in [ClientAuthentication.post, .none] {
            let transport = ScriptedTransport(200, Self.granted)
            let connector = Connector.fixture { $0.clientAuthentication = way }
            _ = try await OAuthProvider(transport).complete(try .fixture(connector))
            let call = try #require(transport.calls.first)
            #expect(call.request.headerFields[.authorization] == nil)
            let body = String(decoding: call.body, as: UTF8.self)
            #expect(body.contains("&client_id=app"))
            #expect(body.contains("client_secret=") == (way == .post))
        }
    }

    static let issuers: [(Bool, String?, String, Bool)] = [
        // Promised, the issuer that is known, what the callback says, whether the code is spent.
        (true, "https://login.example", "https%3A%2F%2Flogin.example", true),
        (true, "https://login.example", "", false),
        (true, "https://login.example", "https%3A%2F%2Flogin.example%2F", false),
        (true, "https://login.example", "https%3A%2F%2FLogin.example", false),
        (true, "https://login.example", "https%3A%2F%2Fevil.example", false),
        (true, nil, "https%3A%2F%2Flogin.example", false),
        (false, "https://login.example", "", true),
        (false, "https://login.example", "https%3A%2F%2Flogin.example", true),
        (false, "https://login.example", "https%3A%2F%2Fevil.example", false),
        (false, nil, "https%3A%2F%2Fanyone.example", true),
        // To Swift the Kelvin sign and the letter K are equal.
        (true, "https://K.example", "https%3A%2F%2FK.example", true),
        (true, "https://K.example", "https%3A%2F%2F%E2%84%AA.example", false),
    ]

    @Test(arguments: Self.issuers)
    func `the issuer is compared before the code is sent`(
        isPromised: Bool, known: String?, told: String, isSpent: Bool
    ) async throws {
        let connector = Connector.fixture {
            $0.promisesIssuer = isPromised
            $0.endpoints.issuer = known
        }
        let transport = ScriptedTransport(200, Self.granted)
        let callback = "state=s&code=\(Canary.code)" + (told.isEmpty ? "" : "&iss=\(told)")
        let exchange = try AuthorizationExchange.fixture(connector, callback: callback)
        if isSpent {
            _ = try await OAuthProvider(transport).complete(exchange)
            #expect(transport.calls.count == 1)
        } else {
            let error = try await failure { try await OAuthProvider(transport).complete(exchange) }
            #expect(error.code == (known == nil ? .configuration : .invalidResponse))
            #expect(transport.calls.isEmpty)
        }
    }

    static let refusals: [(String, CredentialError.Code)] = [
        ("access_denied", .consentDenied), ("user_cancelled_authorize", .consentDenied), ("no_org", .noOrganization),
        ("temporarily_unavailable", .transient), ("server_error", .transient), ("invalid_scope", .configuration),
        ("unauthorized_client", .configuration), ("invalid_request", .configuration),
        ("unsupported_response_type", .configuration), ("something_else", .refused),
    ]

    @Test(arguments: Self.refusals)
    func `a refusal says why, and nothing is sent`(code: String, meaning: CredentialError.Code) async throws {
        let transport = ScriptedTransport(200, Self.granted)
        for issuer in ["", "&iss=https%3A%2F%2Flogin.example"] {
            let exchange = try AuthorizationExchange.fixture(callback: "state=s&error=\(code)&code=x\(issuer)")
            let error = try await failure { try await OAuthProvider(transport).complete(exchange) }
            #expect(error.code == meaning)
            #expect(error.providerCode == code)
        }
        #expect(transport.calls.isEmpty)
    }

    @Test func `a refusal by another issuer is not believed`() async throws {
        let exchange = try AuthorizationExchange.fixture(
            callback: "state=s&error=access_denied&iss=https%3A%2F%2Fevil.example")
        let error = try await failure { try await OAuthProvider(ScriptedTransport(200)).complete(exchange) }
        #expect(error.code == .invalidResponse)
    }

    static let replies: [(Int, String, CredentialError.Code)] = [
        (400, "{\"error\":\"invalid_grant\"}", .refused), (200, "{\"error\":\"bad_verification_code\"}", .refused),
        (401, "{\"error\":\"invalid_client\"}", .configuration), (401, "", .configuration), (503, "", .transient),
        (429, "", .transient), (302, "", .configuration), (200, "", .invalidResponse), (200, "{}", .invalidResponse),
        (200, "<html>", .invalidResponse), (204, "", .invalidResponse), (504, "", .outcomeUnknown),
        (200, "{\"access_token\":\"a\",\"token_type\":\"mac\"}", .invalidResponse),
    ]

    @Test(arguments: Self.replies)
    func `an answer without tokens says what to do`(status: Int, body: String, code: CredentialError.Code) async throws
    {
        let transport = ScriptedTransport(status, body, fields: [.location: "https://evil.example/token"])
        let error = try await failure { try await OAuthProvider(transport).complete(try .fixture()) }
        #expect(error.code == code)
        #expect(transport.calls.count == 1)
    }

    @Test func `fields instead of a callback, and an attempt without a proof key, are refused`() async throws {
        var exchange = try AuthorizationExchange.fixture()
        let callback = try AuthorizationCallback("state=s&code=x&iss=https%3A%2F%2Flogin.example")
        for answer: AuthorizationExchange.Answer in [
            .fields(SecretFields([])), .callback(callback, verifier: nil, redirectURI: "https://app.example/callback"),
            .callback(callback, verifier: Secret("short"), redirectURI: "https://app.example/callback"),
        ] {
            exchange.answer = answer
            let transport = ScriptedTransport(200, Self.granted)
            let error = try await failure { try await OAuthProvider(transport).complete(exchange) }
            #expect(error.code == .invalidInput)
            #expect(transport.calls.isEmpty)
        }
    }
}
