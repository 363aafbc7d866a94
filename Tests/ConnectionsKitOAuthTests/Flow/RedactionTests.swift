import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

/// Whatever an endpoint answers, no error shows what was sent or received.
@Suite struct RedactionTests {
    static let bodies: [String] = Canary.all.flatMap { canary in
        [
            canary, "{\"error\":\"\(canary)\"}", "error=\(canary)", "{\"error\":\"\(canary) \(canary) \(canary)\"}",
            "{\"error\":\"invalid_grant\",\"error_description\":\"\(canary)\"}",
            "{\"error\":{\"code\":\"<\(canary)>\"}}", "{\"access_token\":\"\(canary)\",\"token_type\":\"mac\"}",
            "{\"access_token\":\"\(canary)\"", "access_token=\(canary)%zz", "Access Denied \(canary)",
            "{\"refresh_token\":\"\(canary)\"}",
        ]
    }

    @Test(arguments: [200, 302, 400, 401, 429, 500, 502])
    func `no error shows a secret`(status: Int) async throws {
        for body in Self.bodies {
            let provider = OAuthProvider(ScriptedTransport(status, body, fields: [.location: "/\(Canary.code)"]))
            var errors = [
                try await failure { try await provider.refresh(.fixture()) },
                try await failure { try await provider.complete(try .fixture()) },
            ]
            do {
                _ = try await provider.revoke(.fixture())
            } catch {
                errors.append(error)
            }
            for error in errors { #expect(Canary.shown(by: error).isEmpty, "\(error)") }
        }
    }

    /// Whatever asks for tokens or ends them, each with a canary in every field.
    private static func questions(_ provider: OAuthProvider) throws -> [() async throws -> Void] {
        let fields = SecretFields([
            ("client_id", Secret("app")), ("client_secret", Secret(Canary.clientSecret)),
            ("tenant", Secret(Canary.refresh)),
        ])
        let plain = ClientCredentialsTests.exchange(ClientCredentialsTests.filled, fields, clientID: nil)
        let renewal = ClientCredentialsTests.refresh(ClientCredentialsTests.filled, fields.encoded, clientID: nil)
        var json = Connector.fixture()
        json.change {
            $0.tokenRequestFormat = .json
            $0.clientAuthentication = .post
            $0.tokenResponseDetails = ["error", "access_token", "error.code"]
        }
        let refresh = RefreshRequest.fixture(json)
        return [
            { _ = try await provider.begin(DeviceTests.request()) },
            { _ = try await provider.complete(DeviceTests.exchange()) },
            { _ = try await provider.complete(plain) }, { _ = try await provider.refresh(renewal) },
            { _ = try await provider.refresh(refresh) },
            { _ = try await provider.revoke(.fixture(RevokeByCallTests.byToken)) },
            { _ = try await provider.revoke(.fixture(RevokeByCallTests.byClient)) },
        ]
    }

    @Test(arguments: [200, 302, 400, 401, 403, 428, 429, 500, 502])
    func `no error of any other way shows a secret`(status: Int) async throws {
        for body in Self.bodies {
            let provider = OAuthProvider(ScriptedTransport(status, body, fields: [.location: "/\(Canary.code)"]))
            for question in try Self.questions(provider) {
                do {
                    try await question()
                } catch {
                    #expect(Canary.shown(by: error).isEmpty, "\(error)")
                }
            }
        }
    }

    @Test func `no error shows a short secret that a service gives back as its code`() async throws {
        let values = SecretFields([
            ("client_id", Secret("app")), ("client_secret", Secret("s")), ("tenant", Secret("sesame")),
        ])
        let exchange = ClientCredentialsTests.exchange(ClientCredentialsTests.filled, values, clientID: nil)
        let provider = OAuthProvider(ScriptedTransport(400, "{\"error\":\"sesame\"}"))
        let error = try await failure { try await provider.complete(exchange) }
        #expect(error.providerCode == "unrecognized" && !"\(error)".contains("sesame"))
    }

    @Test func `no error shows an assertion`() async throws {
        let transport = ScriptedTransport { (_) throws(HTTPTransportError) in
            throw HTTPTransportError(.timedOut, "late", mayHaveBeenSent: true)
        }
        let exchange = JWTBearerTests.exchange(JWTBearerTests.service, JWTBearerTests.values)
        let error = try await failure { try await JWTBearerTests.provider(transport).complete(exchange) }
        let assertion = try #require(transport.calls.first).value("assertion")
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!"\(error) \(String(reflecting: error)) \(dumped)".contains(assertion.prefix(20)))
        #expect(!dumped.contains(SpecificationKeys.p256Private))
    }

    static let sent = [
        "refresh": "canary_refresh_secret_word", "code": "canary_code_secret_word",
        "client": "canary_client_secret_word",
    ]

    /// Of letters alone, so that each would pass for an error code.
    @Test(arguments: [ClientAuthentication.basic, .post], ["%", "x %", "%_x", "^"])
    func `a code that gives away what was sent is not shown`(way: ClientAuthentication, form: String) async throws {
        let client = ClientRegistration(
            clientID: "app", secret: Secret(Self.sent["client"] ?? ""), authentication: way,
            redirectURI: "https://app.example/callback")
        for (kind, secret) in Self.sent {
            let echo = form.replacing("%", with: secret).replacing("^", with: secret.dropLast(9))
            let provider = OAuthProvider(
                clients: PlatformClients(["numbers": client]),
                transport: ScriptedTransport(400, "{\"error\":\"\(echo)\"}"))
            var refresh = RefreshRequest.fixture()
            refresh.refreshToken = Secret(Self.sent["refresh"] ?? "")
            let exchange = try AuthorizationExchange.fixture(
                callback: "state=s&code=\(Self.sent["code"] ?? "")&iss=https%3A%2F%2Flogin.example")
            let error = try await failure {
                kind == "code" ? try await provider.complete(exchange) : try await provider.refresh(refresh)
            }
            #expect(error.code == .configuration && error.providerCode == "unrecognized", "\(kind)")
            #expect(!"\(error) \(String(reflecting: error))".contains("canary"))
        }
    }

    @Test func `a known code is shown and means what it says, even where a secret has it`() async throws {
        var refresh = RefreshRequest.fixture()
        refresh.refreshToken = Secret("my_invalid_grant_token")
        let provider = OAuthProvider(ScriptedTransport(400, "{\"error\":\"invalid_grant\"}"))
        let error = try await failure { try await provider.refresh(refresh) }
        #expect(error.code == .refused && error.providerCode == "invalid_grant")
    }

    @Test func `nor does an error of the transport or of the callback`() async throws {
        let lost = OAuthProvider(
            ScriptedTransport(failing: HTTPTransportError(.timedOut, "late", mayHaveBeenSent: true)))
        #expect(Canary.shown(by: try await failure { try await lost.refresh(.fixture()) }).isEmpty)
        for callback in [
            "state=s&code=\(Canary.code)", "state=s&code=\(Canary.code)&iss=\(Canary.code)",
            "state=\(Canary.code)&error=\(Canary.code)%20it%20is!",
        ] {
            let exchange = try AuthorizationExchange.fixture(callback: callback)
            let error = try await failure { try await lost.complete(exchange) }
            #expect(Canary.shown(by: error).isEmpty, "\(error)")
        }
    }

    @Test func `the provider itself does not print`() {
        #expect(Canary.shown(by: OAuthProvider(ScriptedTransport(500))).isEmpty)
    }
}
