import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitTesting
import HTTPTypes
import Testing

@Suite struct DeviceTests {
    static let connector = Connector.fixture {
        $0.grantType = .deviceCode
        $0.endpoints.deviceAuthorization = "https://login.example/device"
    }
    static let codes = """
        {"device_code":"\(Canary.code)","user_code":"WDJB-MJHT","verification_uri":"https://login.example/enter",
        "verification_uri_complete":"https://login.example/enter?c=WDJB-MJHT","expires_in":1800,"interval":7}
        """

    static func begin(
        _ transport: ScriptedTransport, _ connector: Connector = Self.connector, scopes: [String] = ["a", "b"],
        client: ClientRegistration? = nil
    ) async throws -> DeviceStart {
        let request = Self.request(connector, scopes: scopes, client: client)
        guard case .device(let start) = try await OAuthProvider(transport).begin(request) else {
            throw CredentialError(.invalidResponse, "no device")
        }
        return start
    }

    static func request(
        _ connector: Connector = Self.connector, scopes: [String] = ["a"], client: ClientRegistration? = nil
    ) -> AuthorizationRequest {
        AuthorizationRequest(
            connector: connector, dataCentre: .us, scopes: scopes, state: "s", client: client, random: .seeded(1))
    }

    static func exchange(_ connector: Connector = Self.connector) -> AuthorizationExchange {
        AuthorizationExchange(
            connector: connector, dataCentre: .us, scopes: ["a"], client: nil, clientID: "app",
            answer: .device(code: Secret(Canary.code)))
    }

    // MARK: - Beginning

    @Test func `codes are asked for with the client and the scopes`() async throws {
        let transport = ScriptedTransport(200, Self.codes)
        let start = try await Self.begin(transport)
        #expect(start.deviceCode.reveal() == Canary.code && start.userCode == "WDJB-MJHT" && start.clientID == "app")
        #expect(start.verificationURI == "https://login.example/enter")
        #expect(start.verificationURIComplete == "https://login.example/enter?c=WDJB-MJHT")
        #expect(start.lifetime == .seconds(1_800) && start.interval == .seconds(7))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .post && call.request.path == "/device")
        #expect(call.request.headerFields[.contentType] == "application/x-www-form-urlencoded")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
        #expect(call.text == "scope=a+b")
    }

    @Test func `a public client names itself, and without scopes none are named`() async throws {
        let transport = ScriptedTransport(200, Self.codes)
        var connector = Self.connector
        connector.change { $0.clientAuthentication = .none }
        _ = try await Self.begin(transport, connector, scopes: [])
        let call = try #require(transport.calls.first)
        #expect(call.text == "client_id=app" && call.request.headerFields[.authorization] == nil)
    }

    @Test func `the resources are named, and what is added to token requests is not`() async throws {
        let transport = ScriptedTransport(200, Self.codes)
        var connector = Self.connector
        connector.change {
            $0.resources = ["https://a.example/", "https://b.example/"]
            $0.tokenParameters = ["audience": "x"]
            $0.tokenRequestFormat = .json
        }
        _ = try await Self.begin(transport, connector)
        #expect(
            try #require(transport.calls.first).text
                == "scope=a+b&resource=https%3A%2F%2Fa.example%2F&resource=https%3A%2F%2Fb.example%2F")
    }

    @Test func `a developer's client begins, with its own way`() async throws {
        let transport = ScriptedTransport(200, Self.codes)
        let own = ClientRegistration(
            clientID: "own", secret: Secret("s"), authentication: .post, redirectURI: "https://own.example/cb")
        #expect(try await Self.begin(transport, client: own).clientID == "own")
        #expect(try #require(transport.calls.first).text == "scope=a+b&client_id=own&client_secret=s")
    }

    @Test func `a service without the endpoint, and one whose address is not safe, are not called`() async throws {
        for address in [nil, "http://login.example/device", "nonsense"] {
            var connector = Self.connector
            connector.change { $0.endpoints.deviceAuthorization = address }
            let transport = ScriptedTransport(200, Self.codes)
            let error = try await failure { try await Self.begin(transport, connector) }
            #expect(error.code == .configuration && error.message.contains("device authorization endpoint"))
            #expect(transport.calls.isEmpty)
        }
    }

    static let failures: [(Int, String, CredentialError.Code)] = [
        (401, "{\"error\":\"invalid_client\"}", .configuration), (400, "{\"error\":\"invalid_scope\"}", .configuration),
        (200, "{\"error\":\"device_flow_disabled\"}", .configuration), (302, "", .configuration), (429, "", .transient),
        (503, "", .transient), (502, "", .transient), (200, "<html>", .invalidResponse), (200, "{}", .invalidResponse),
    ]

    @Test(arguments: Self.failures)
    func `an answer without codes says what to do`(status: Int, body: String, code: CredentialError.Code) async throws {
        let transport = ScriptedTransport(status, body)
        #expect(try await failure { try await Self.begin(transport) }.code == code)
    }

    @Test func `codes whose answer is lost can be asked for again`() async throws {
        for mayHaveBeenSent in [true, false] {
            let transport = ScriptedTransport(
                failing: HTTPTransportError(.interrupted, "broken", mayHaveBeenSent: mayHaveBeenSent))
            #expect(try await failure { try await Self.begin(transport) }.code == .transient)
        }
    }

    // MARK: - Asking

    @Test func `the question names the device code, and brings the tokens`() async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        let obtained = try await OAuthProvider(transport).complete(Self.exchange())
        #expect(obtained.access.reveal() == "a" && obtained.refresh?.reveal() == "r")
        #expect(obtained.lifetime == .seconds(60))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.path == "/token")
        #expect(
            call.text
                == "grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Adevice_code&device_code=\(Canary.code)")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
    }

    /// Status, code, what it means, and how much longer the interval has to be.
    static let refusals: [(Int, String, CredentialError.Code, Duration?)] = [
        (400, "authorization_pending", .authorizationPending, nil),
        (200, "authorization_pending", .authorizationPending, nil),
        (428, "authorization_pending", .authorizationPending, nil),
        (400, "slow_down", .authorizationPending, .seconds(5)), (403, "slow_down", .authorizationPending, .seconds(5)),
        (429, "slow_down", .authorizationPending, .seconds(5)), (200, "slow_down", .authorizationPending, .seconds(5)),
        (400, "expired_token", .refused, nil), (400, "access_denied", .consentDenied, nil),
        (403, "access_denied", .consentDenied, nil), (400, "authorization_declined", .consentDenied, nil),
        (200, "incorrect_device_code", .refused, nil), (400, "invalid_grant", .refused, nil),
        (401, "invalid_client", .configuration, nil), (500, "access_denied", .transient, nil),
        (503, "expired_token", .transient, nil),
    ]

    @Test(arguments: Self.refusals)
    func `a refusal says whether to ask again`(
        status: Int, code: String, meaning: CredentialError.Code, wait: Duration?
    ) async throws {
        let transport = ScriptedTransport(status, "{\"error\":\"\(code)\"}")
        let error = try await failure { try await OAuthProvider(transport).complete(Self.exchange()) }
        #expect(error.code == meaning && error.retryAfter == wait && error.providerCode == code)
        #expect(transport.calls.count == 1)
        #expect(!error.isRateLimit)
    }

    @Test func `an expired code says what to do about it`() async throws {
        let transport = ScriptedTransport(400, "{\"error\":\"expired_token\"}")
        let error = try await failure { try await OAuthProvider(transport).complete(Self.exchange()) }
        #expect(error.message.contains("expired") && error.message.contains("begin the authorization again"))
    }

    @Test func `the wait that a header asks for does not take the place of the five seconds`() async throws {
        let transport = ScriptedTransport(400, "{\"error\":\"slow_down\"}", fields: [.retryAfter: "60"])
        let error = try await failure { try await OAuthProvider(transport).complete(Self.exchange()) }
        #expect(error.retryAfter == .seconds(5))
    }

    @Test(arguments: ["slow_down", "authorization_pending", "expired_token", "access_denied"])
    func `a refresh is not refused by the words of devices`(code: String) async throws {
        let transport = ScriptedTransport(400, "{\"error\":\"\(code)\"}")
        let error = try await failure { try await OAuthProvider(transport).refresh(.fixture(Self.connector)) }
        #expect(error.code == (code == "slow_down" ? .transient : .configuration))
        #expect(error.isRateLimit == (code == "slow_down"))
    }

    @Test func `a grant of a device is renewed like any other`() async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        _ = try await OAuthProvider(transport).refresh(.fixture(Self.connector))
        #expect(
            try #require(transport.calls.first).text == "grant_type=refresh_token&refresh_token=\(Canary.refresh)")
    }

    @Test func `only the client that began asks`() async throws {
        let transport = ScriptedTransport(200, CompleteTests.granted)
        var exchange = Self.exchange()
        exchange.clientID = "other"
        #expect(try await failure { try await OAuthProvider(transport).complete(exchange) }.code == .configuration)
        #expect(transport.calls.isEmpty)
    }

    @Test func `a callback or fields are not the answer here`() async throws {
        var exchange = Self.exchange()
        let callback = try AuthorizationCallback("state=s&code=x")
        for answer: AuthorizationExchange.Answer in [
            .fields(SecretFields([])),
            .callback(callback, verifier: Secret(Canary.verifier), redirectURI: "https://a/"),
        ] {
            exchange.answer = answer
            let transport = ScriptedTransport(200, CompleteTests.granted)
            #expect(try await failure { try await OAuthProvider(transport).complete(exchange) }.code == .invalidInput)
            #expect(transport.calls.isEmpty)
        }
    }
}

extension Connector {
    /// Changes the facts of OAuth.
    mutating func change(_ change: (inout OAuth2Facts) -> Void) {
        guard var facts = self.authentication.oauth2 else { return }
        change(&facts)
        self.authentication = .oauth2(facts)
    }
}
