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
