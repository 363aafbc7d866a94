import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import HTTPTypes
import Testing

@Suite struct RevokeTests {
    @Test func `the refresh token goes first, with a hint`() async throws {
        let transport = ScriptedTransport(200)
        #expect(try await OAuthProvider(transport).revoke(.fixture()))
        let call = try #require(transport.calls.first)
        #expect(transport.calls.count == 1)
        #expect(call.request.method == .post && call.request.path == "/revoke")
        #expect(call.request.headerFields[.authorization]?.hasPrefix("Basic ") == true)
        #expect(
            String(decoding: call.body, as: UTF8.self) == "token=\(Canary.refresh)&token_type_hint=refresh_token")
    }

    @Test func `where JSON is wanted the token and its hint are an object`() async throws {
        let transport = ScriptedTransport(200)
        let connector = Connector.fixture { $0.revocationMethod = .standardJSON }
        #expect(try await OAuthProvider(transport).revoke(.fixture(connector)))
        let call = try #require(transport.calls.first)
        #expect(call.request.headerFields[.contentType] == "application/json")
        let body = String(decoding: call.body, as: UTF8.self)
        #expect(body.contains("\"token\":\"\(Canary.refresh)\"") && body.contains("\"refresh_token\""))
    }

    @Test func `without a refresh token the access token goes`() async throws {
        let transport = ScriptedTransport(200)
        #expect(try await OAuthProvider(transport).revoke(.fixture(refresh: nil)))
        let body = String(decoding: try #require(transport.calls.first).body, as: UTF8.self)
        #expect(body == "token=\(Canary.access)&token_type_hint=access_token")
    }

    @Test func `a service without revocation confirms nothing and is not called`() async throws {
        let transport = ScriptedTransport(200)
        let connector = Connector.fixture { $0.endpoints.revocation = nil }
        #expect(try await !OAuthProvider(transport).revoke(.fixture(connector)))
        #expect(transport.calls.isEmpty)
    }

    @Test(arguments: [
        (200, ""), (200, "{\"status\":\"success\"}"), (204, ""), (200, "ok"), (400, "{\"error\":\"invalid_token\"}"),
        (400, "{\"error\":\"invalid_grant\"}"), (400, "{\"error\":\"invalid_code\"}"),
        (200, "{\"error\":\"invalid_token\"}"),
    ]) func `a token that is dead now is confirmed`(status: Int, body: String) async throws {
        #expect(try await OAuthProvider(ScriptedTransport(status, body)).revoke(.fixture()))
    }

    static let failures: [(Int, String, CredentialError.Code)] = [
        (503, "", .transient), (429, "", .transient), (401, "{\"error\":\"invalid_client\"}", .configuration),
        (400, "", .configuration), (404, "", .configuration), (302, "", .configuration),
        (200, "Access Denied", .transient), (503, "{\"error\":\"invalid_token\"}", .transient),
        (302, "{\"error\":\"something\"}", .configuration),
    ]

    @Test(arguments: Self.failures)
    func `anything else is tried again or told`(status: Int, body: String, code: CredentialError.Code) async throws {
        let transport = ScriptedTransport(status, body, fields: [.retryAfter: "9"])
        let error = try await failure { try await OAuthProvider(transport).revoke(.fixture()) }
        #expect(error.code == code)
        #expect(error.retryAfter == .seconds(9))
        #expect(transport.calls.count == 1)
    }

    @Test func `where refresh tokens cannot be revoked the access token is, and nothing is confirmed`() async throws {
        let transport = ScriptedTransport(400, "{\"error\":\"unsupported_token_type\"}")
        #expect(try await !OAuthProvider(transport).revoke(.fixture()))
        let bodies = transport.calls.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(bodies.count == 2)
        #expect(bodies.last == "token=\(Canary.access)&token_type_hint=access_token")
    }
}
