import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite struct ClientCredentialsTests {
    static let granted =
        "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"refresh_token\":\"never\",\"expires_in\":60,\"scope\":\"x\"}"

    /// One whose OAuth client is all that is needed.
    static let plain = Connector.fixture { $0.grantType = .clientCredentials }
    /// One whose client and tenant are filled in.
    static let filled = Connector.fixture {
        $0.grantType = .clientCredentials
        $0.fields = [
            CredentialField("client_id", label: "Client", isSecret: false, placement: .basic),
            CredentialField("client_secret", label: "Secret", placement: .basic),
            CredentialField("tenant", label: "Tenant", placement: .form(name: "tenant_id")),
        ]
    }
    static let values = SecretFields([
        ("client_id", Secret("own")), ("client_secret", Secret(Canary.clientSecret)), ("tenant", Secret("t 1")),
    ])

    static func exchange(
        _ connector: Connector = Self.plain, _ values: SecretFields = SecretFields([]), clientID: String? = "app",
        scopes: [String] = ["a", "b"]
    ) -> AuthorizationExchange {
        AuthorizationExchange(
            connector: connector, dataCentre: .us, scopes: scopes, client: nil, clientID: clientID,
            answer: .fields(values))
    }

    static func refresh(
        _ connector: Connector = Self.plain, _ material: Secret = SecretFields([]).encoded, clientID: String? = "app"
    ) -> RefreshRequest {
        var request = RefreshRequest(
            connector: connector, dataCentre: .us, client: nil, clientID: clientID, refreshToken: material,
            timeLimit: .seconds(7))
        request.scopes = ["a", "b"]
        return request
    }

    static func begin(_ connector: Connector, _ clients: PlatformClients) async throws -> ([String], String?) {
        let request = AuthorizationRequest(
            connector: connector, dataCentre: .us, scopes: ["a"], state: "s", client: nil, random: .seeded(1))
        let provider = OAuthProvider(clients: clients, transport: ScriptedTransport(500))
        guard case .fields(let fields, let clientID) = try await provider.begin(request) else {
            throw CredentialError(.invalidResponse, "no fields")
        }
        return (fields.map(\.name), clientID)
    }

    // MARK: - Beginning and completing

    @Test func `the fields are asked for, and the client is named where it is not one of them`() async throws {
        let clients = PlatformClients(["numbers": .app])
        #expect(try await Self.begin(Self.plain, clients) == ([], "app"))
        #expect(try await Self.begin(Self.filled, clients) == (["client_id", "client_secret", "tenant"], nil))
        #expect(try await Self.begin(Self.filled, PlatformClients([:])).1 == nil)
        let error = try await failure { try await Self.begin(Self.plain, PlatformClients([:])) }
        #expect(error.code == .configuration)
    }

    @Test func `the token is asked for with the client and the scopes`() async throws {
        let transport = ScriptedTransport(200, Self.granted)
        let obtained = try await OAuthProvider(transport).complete(Self.exchange())
        #expect(obtained.access.reveal() == "a" && obtained.lifetime == .seconds(60) && obtained.scopes == ["x"])
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .post && call.request.path == "/token")
        #expect(call.text == "grant_type=client_credentials&scope=a+b")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
    }

    @Test func `what renews it are the fields, and a refresh token is ignored`() async throws {
        let obtained = try await OAuthProvider(ScriptedTransport(200, Self.granted)).complete(
            Self.exchange(Self.filled, Self.values, clientID: nil))
        let material = try #require(obtained.refresh)
        let fields = try #require(SecretFields(decoding: material))
        #expect(fields.names == ["client_id", "client_secret", "tenant"])
        #expect(fields["client_secret"]?.reveal() == Canary.clientSecret)
    }

    @Test func `the client that was filled in is the client, and every other field a parameter`() async throws {
        let transport = ScriptedTransport(200, Self.granted)
        _ = try await OAuthProvider(transport).complete(Self.exchange(Self.filled, Self.values, clientID: nil))
        let call = try #require(transport.calls.first)
        #expect(call.text == "grant_type=client_credentials&scope=a+b&tenant_id=t+1")
        let pair = Base64.encode(Array("own:\(Canary.clientSecret)".utf8), .standard)
        #expect(call.request.headerFields[.authorization] == "Basic \(pair)")
    }

    @Test func `without scopes none are named, and the resources are`() async throws {
        let transport = ScriptedTransport(200, Self.granted)
        var connector = Self.plain
        connector.change {
            $0.clientAuthentication = .post
            $0.resources = ["https://a.example/"]
        }
        _ = try await OAuthProvider(transport).complete(Self.exchange(connector, scopes: []))
        #expect(
            try #require(transport.calls.first).text
                == "grant_type=client_credentials&resource=https%3A%2F%2Fa.example%2F&client_id=app"
                + "&client_secret=canary-client-secret")
    }

    static let wrongFields: [([(String, String)], String, CredentialError.Code)] = [
        ([("client_id", "a"), ("client_secret", "b")], "tenant", .missingField),
        ([("client_id", ""), ("client_secret", "b"), ("tenant", "t")], "client_id", .missingField),
        ([("client_id", "a"), ("client_secret", "b"), ("tenant", "t"), ("other", "o")], "other", .invalidInput),
        ([("client_id", "a"), ("client_secret", "b\n"), ("tenant", "t")], "client_secret", .invalidInput),
        (
            [("client_id", "a"), ("client_secret", String(repeating: "x", count: 8_193)), ("tenant", "t")],
            "client_secret", .invalidInput
        ),
    ]

    @Test(arguments: Self.wrongFields.indices)
    func `a field that is missing, unknown or malformed is named, and nothing is sent`(index: Int) async throws {
        let (values, field, code) = Self.wrongFields[index]
        let transport = ScriptedTransport(200, Self.granted)
        let fields = SecretFields(values.map { (name: $0.0, value: Secret($0.1)) })
        let error = try await failure {
            try await OAuthProvider(transport).complete(Self.exchange(Self.filled, fields, clientID: nil))
        }
        #expect(error.code == code)
        #expect((error.cause as? InvalidInput)?.field == field)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a field without a place in a token request is the connector's fault`() async throws {
        let connector = Connector.fixture {
            $0.grantType = .clientCredentials
            $0.fields = [CredentialField("key", label: "Key", placement: .header(name: "X-Key", prefix: ""))]
        }
        let transport = ScriptedTransport(200, Self.granted)
        let exchange = Self.exchange(connector, SecretFields([("key", Secret("k"))]))
        #expect(try await failure { try await OAuthProvider(transport).complete(exchange) }.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a callback or a device is not the answer here`() async throws {
        var exchange = Self.exchange()
        let callback = try AuthorizationCallback("state=s&code=x")
        for answer: AuthorizationExchange.Answer in [
            .device(code: Secret("d")), .callback(callback, verifier: nil, redirectURI: "https://a/"),
        ] {
            exchange.answer = answer
            let transport = ScriptedTransport(200, Self.granted)
            #expect(try await failure { try await OAuthProvider(transport).complete(exchange) }.code == .invalidInput)
            #expect(transport.calls.isEmpty)
        }
    }

    // MARK: - Renewing

    @Test func `renewing asks again with the same fields and scopes, and gives no refresh token`() async throws {
        let transport = ScriptedTransport(200, Self.granted)
        let provider = OAuthProvider(transport)
        let obtained = try await provider.complete(Self.exchange(Self.filled, Self.values, clientID: nil))
        let renewed = try await provider.refresh(
            Self.refresh(Self.filled, try #require(obtained.refresh), clientID: nil))
        #expect(renewed.access.reveal() == "a" && renewed.refresh == nil && renewed.lifetime == .seconds(60))
        try #require(transport.calls.count == 2)
        #expect(transport.calls[1].text == transport.calls[0].text)
        #expect(transport.calls[1].request == transport.calls[0].request)
        #expect(transport.calls[1].limits.timeout == .seconds(7))
    }

    @Test func `the client that began renews, and no other`() async throws {
        for (id, count) in [("app", 1), ("gone", 0), (nil, 0)] {
            let transport = ScriptedTransport(200, Self.granted)
            let request = Self.refresh(clientID: id)
            if count == 1 {
                _ = try await OAuthProvider(transport).refresh(request)
            } else {
                let error = try await failure { try await OAuthProvider(transport).refresh(request) }
                #expect(error.code == .configuration)
            }
            #expect(transport.calls.count == count)
        }
    }

    static let verdicts: [(Int, String, CredentialError.Code)] = [
        (400, "{\"error\":\"invalid_grant\"}", .configuration), (401, "{\"error\":\"invalid_grant\"}", .configuration),
        (200, "{\"error\":\"invalid_code\"}", .configuration), (401, "{\"error\":\"invalid_client\"}", .configuration),
        (400, "{\"error\":\"unauthorized_client\"}", .configuration), (401, "", .configuration),
        (429, "", .transient), (503, "", .transient), (502, "", .outcomeUnknown), (200, "{}", .outcomeUnknown),
    ]

    @Test(arguments: Self.verdicts)
    func `no answer to a renewal condemns the fields`(
        status: Int, body: String, code: CredentialError.Code
    ) async throws {
        let transport = ScriptedTransport(status, body)
        let error = try await failure { try await OAuthProvider(transport).refresh(Self.refresh()) }
        #expect(error.code == code && error.code != .refused)
        #expect(transport.calls.count == 1)
    }

    @Test func `an answer to the first request may refuse the fields`() async throws {
        let transport = ScriptedTransport(400, "{\"error\":\"invalid_grant\"}")
        #expect(try await failure { try await OAuthProvider(transport).complete(Self.exchange()) }.code == .refused)
    }

    @Test func `material that cannot be read is told, and nothing is sent`() async throws {
        let transport = ScriptedTransport(200, Self.granted)
        let error = try await failure {
            try await OAuthProvider(transport).refresh(Self.refresh(Self.plain, Secret("x")))
        }
        #expect(error.code == .storeCorrupt)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a field that the connector wants by now but nobody filled in is the configuration's fault`()
        async throws
    {
        let transport = ScriptedTransport(200, Self.granted)
        for values in [[("client_id", Secret("a")), ("client_secret", Secret("s"))], [("tenant", Secret("t"))]] {
            let material = SecretFields(values.map { (name: $0.0, value: $0.1) }).encoded
            let request = Self.refresh(Self.filled, material, clientID: nil)
            let error = try await failure { try await OAuthProvider(transport).refresh(request) }
            #expect(error.code == .configuration && error.message.contains("authorize again"))
        }
        #expect(transport.calls.isEmpty)
    }

    // MARK: - Revoking

    @Test func `nothing but the access token is revoked, by the client that was filled in`() async throws {
        let transport = ScriptedTransport(200)
        var request = RevocationRequest.fixture(Self.filled, refresh: nil)
        request.refresh = Self.values.encoded
        request.clientID = nil
        #expect(try await OAuthProvider(transport).revoke(request))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.text == "token=\(Canary.access)&token_type_hint=access_token")
        let pair = Base64.encode(Array("own:\(Canary.clientSecret)".utf8), .standard)
        #expect(call.request.headerFields[.authorization] == "Basic \(pair)")
    }
}
