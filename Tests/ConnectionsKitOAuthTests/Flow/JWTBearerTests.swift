import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite struct JWTBearerTests {
    /// One like Google's: the assertion says itself who makes it, and no client takes part.
    static let service = Connector.fixture {
        $0.grantType = .jwtBearer
        $0.assertion.holdsScopes = true
        $0.assertion.lifetime = .seconds(3_600)
        $0.fields = [
            CredentialField("issuer", label: "Account", isSecret: false, placement: .basic),
            CredentialField("subject", label: "On behalf of", isSecret: false, placement: .basic),
            CredentialField("private_key", label: "Key", placement: .basic),
            CredentialField("key_id", label: "Name of the key", isSecret: false, placement: .basic),
        ]
    }
    /// One like Salesforce's: the client makes the assertion, with a key that is its secret.
    static let ofClient = Connector.fixture {
        $0.grantType = .jwtBearer
        $0.clientAuthentication = .none
        $0.assertion.audience = "https://audience.example"
        $0.fields = [CredentialField("subject", label: "User", isSecret: false, placement: .basic)]
    }
    static let values = SecretFields([
        ("issuer", Secret("robot@example.com")), ("subject", Secret("maria@example.com")),
        ("private_key", Secret(SpecificationKeys.p256)), ("key_id", Secret("k1")),
    ])
    static let time = ManualTimeSource()

    static func provider(_ transport: ScriptedTransport, _ clients: PlatformClients = PlatformClients([:]))
        -> OAuthProvider
    {
        OAuthProvider(clients: clients, transport: transport, time: Self.time.source, random: .seeded(3))
    }

    static func exchange(_ connector: Connector, _ values: SecretFields, clientID: String? = nil)
        -> AuthorizationExchange
    {
        ClientCredentialsTests.exchange(connector, values, clientID: clientID)
    }

    static func keyed(_ key: String, issuer: String = "robot@example.com") -> SecretFields {
        SecretFields([("issuer", Secret(issuer)), ("private_key", Secret(key))])
    }

    @Test func `the assertion is sent, with the scopes in it`() async throws {
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let obtained = try await Self.provider(transport).complete(Self.exchange(Self.service, Self.values))
        #expect(obtained.access.reveal() == "a")
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.names == ["grant_type", "assertion"])
        #expect(try call.value("grant_type") == "urn:ietf:params:oauth:grant-type:jwt-bearer")
        #expect(call.request.headerFields[.authorization] == nil)
        let token = try DecodedToken(try call.value("assertion"))
        #expect(try token.isSignedBySpecificationKey())
        #expect(token.header["kid"]?.text == "k1")
        #expect(token.claims["iss"]?.text == "robot@example.com" && token.claims["sub"]?.text == "maria@example.com")
        #expect(token.claims["aud"]?.text == "https://login.example/token")
        #expect(token.claims["scope"]?.text == "a b")
        let now = Timestamp.fixture.milliseconds / 1_000
        #expect(token.claims["iat"] == .number("\(now)") && token.claims["exp"] == .number("\(now + 3_600)"))
    }

    @Test func `what may be left empty may be left out: it speaks of its issuer, with the key's own name`() async throws
    {
        var named = String(SpecificationKeys.p256.dropLast())
        named += ",\"kid\":\"own\"}"
        for empty in [true, false] {
            let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
            var values = [("issuer", Secret("robot@example.com")), ("private_key", Secret(named))]
            if empty { values += [("subject", Secret("")), ("key_id", Secret(""))] }
            let fields = SecretFields(values.map { (name: $0.0, value: $0.1) })
            let obtained = try await Self.provider(transport).complete(Self.exchange(Self.service, fields))
            let token = try DecodedToken(try #require(transport.calls.first).value("assertion"))
            #expect(token.claims["sub"]?.text == "robot@example.com" && token.header["kid"]?.text == "own")
            let kept = try #require(obtained.refresh.flatMap { SecretFields(decoding: $0) })
            #expect(kept.names == ["issuer", "private_key"])
        }
    }

    @Test func `the client makes the assertion where nobody else is named, with its own key`() async throws {
        let client = ClientRegistration(
            clientID: "app", secret: Secret(SpecificationKeys.p256), redirectURI: "https://app.example/callback")
        let clients = PlatformClients(["numbers": client])
        #expect(try await ClientCredentialsTests.begin(Self.ofClient, clients) == (["subject"], "app"))
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let fields = SecretFields([("subject", Secret("maria@example.com"))])
        _ = try await Self.provider(transport, clients).complete(Self.exchange(Self.ofClient, fields, clientID: "app"))
        let call = try #require(transport.calls.first)
        #expect(call.names == ["grant_type", "assertion", "scope", "client_id"])
        #expect(try call.value("scope") == "a b")
        let token = try DecodedToken(try call.value("assertion"))
        #expect(token.claims["iss"]?.text == "app" && token.claims["sub"]?.text == "maria@example.com")
        #expect(token.claims["aud"]?.text == "https://audience.example" && token.claims["scope"] == nil)
        #expect(try token.isSignedBySpecificationKey())
    }

    @Test func `no client is needed where the issuer is filled in`() async throws {
        let fields = ["issuer", "subject", "private_key", "key_id"]
        #expect(try await ClientCredentialsTests.begin(Self.service, PlatformClients([:])) == (fields, nil))
        let error = try await failure { try await ClientCredentialsTests.begin(Self.ofClient, PlatformClients([:])) }
        #expect(error.code == .configuration)
    }

    @Test func `a key of several lines is accepted`() async throws {
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let values = Self.keyed(try SpecificationKeys.p256SEC1())
        _ = try await Self.provider(transport).complete(Self.exchange(Self.service, values))
        #expect(try DecodedToken(try #require(transport.calls.first).value("assertion")).isSignedBySpecificationKey())
    }

    @Test func `a key that cannot be used is the field's fault, is not shown, and nothing is sent`() async throws {
        for key in [Canary.clientSecret, SpecificationKeys.rsaPublic] {
            let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
            let exchange = Self.exchange(Self.service, Self.keyed(key))
            let error = try await failure { try await Self.provider(transport).complete(exchange) }
            #expect(error.code == .invalidInput && (error.cause as? InvalidInput)?.field == "private_key")
            #expect(Canary.shown(by: error).isEmpty)
            #expect(transport.calls.isEmpty)
        }
    }

    @Test func `another field of several lines is not accepted`() async throws {
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let exchange = Self.exchange(Self.service, Self.keyed(SpecificationKeys.p256, issuer: "a\nb"))
        let error = try await failure { try await Self.provider(transport).complete(exchange) }
        #expect(error.code == .invalidInput && (error.cause as? InvalidInput)?.field == "issuer")
        #expect(transport.calls.isEmpty)
    }

    @Test func `without any key the configuration is at fault`() async throws {
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let public_ = ClientRegistration(clientID: "app", secret: nil, redirectURI: "https://app.example/callback")
        let provider = Self.provider(transport, PlatformClients(["numbers": public_]))
        let exchange = Self.exchange(Self.ofClient, SecretFields([("subject", Secret("m"))]), clientID: "app")
        #expect(try await failure { try await provider.complete(exchange) }.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    // MARK: - Renewing

    static func renewal(_ transport: ScriptedTransport) -> (OAuthProvider, RefreshRequest) {
        (Self.provider(transport), ClientCredentialsTests.refresh(Self.service, Self.values.encoded, clientID: nil))
    }

    @Test func `renewing makes a new assertion of the same account`() async throws {
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let (provider, request) = Self.renewal(transport)
        for _ in 0..<2 { #expect(try await provider.refresh(request).refresh == nil) }
        let tokens = try transport.calls.map { try DecodedToken(try $0.value("assertion")) }
        #expect(tokens[0].claims["jti"] != tokens[1].claims["jti"])
        #expect(tokens[1].claims["iss"]?.text == "robot@example.com" && tokens[1].claims["scope"]?.text == "a b")
        #expect(tokens[1].claims["sub"]?.text == "maria@example.com")
    }

    @Test(arguments: [
        (400, "invalid_grant"), (401, "invalid_grant"), (200, "invalid_grant"), (401, "invalid_client"),
        (400, "unauthorized_client"), (400, "invalid_request"), (400, "access_denied"),
    ]) func `an assertion that is not accepted may be the clock's fault, so that nothing is condemned`(
        status: Int, code: String
    ) async throws {
        let transport = ScriptedTransport(status, "{\"error\":\"\(code)\",\"error_description\":\"Token is expired\"}")
        let (provider, request) = Self.renewal(transport)
        let error = try await failure { try await provider.refresh(request) }
        #expect(error.code == .configuration && error.providerCode == code)
        if code == "invalid_grant" { #expect(error.message.contains("clock")) }
    }

    @Test func `a key that cannot be used by now is the configuration's fault`() async throws {
        let transport = ScriptedTransport(200, ClientCredentialsTests.granted)
        let request = ClientCredentialsTests.refresh(Self.service, Self.keyed("x").encoded, clientID: nil)
        #expect(try await failure { try await Self.provider(transport).refresh(request) }.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `the access token is revoked without a client`() async throws {
        let transport = ScriptedTransport(200)
        var request = RevocationRequest.fixture(Self.service, refresh: nil)
        request.refresh = Self.values.encoded
        request.clientID = nil
        #expect(try await Self.provider(transport).revoke(request))
        let call = try #require(transport.calls.first)
        #expect(call.text == "token=\(Canary.access)&token_type_hint=access_token")
        #expect(call.request.headerFields[.authorization] == nil)
    }
}
