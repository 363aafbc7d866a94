import ConnectionsKitHTTP
import ConnectionsKitOAuthTesting
import HTTPTypes
import Testing

@Suite struct MetadataTests {
    @Test func `the metadata names every endpoint and promise`() throws {
        var scenario = try Scenario()
        let reply = scenario.get("/.well-known/oauth-authorization-server")
        #expect(reply.response.status == .ok)
        #expect(reply.response.headerFields[.contentType] == "application/json")
        #expect(
            try reply.json() == [
                "issuer": "https://login.example",
                "authorization_endpoint": "https://login.example/authorize",
                "token_endpoint": "https://login.example/token",
                "revocation_endpoint": "https://login.example/revoke",
                "introspection_endpoint": "https://login.example/introspect",
                "device_authorization_endpoint": "https://login.example/device_authorization",
                "pushed_authorization_request_endpoint": "https://login.example/par",
                "require_pushed_authorization_requests": false,
                "userinfo_endpoint": "https://login.example/userinfo",
                "response_types_supported": ["code"],
                "response_modes_supported": ["query"],
                "grant_types_supported": [
                    "authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code",
                    "client_credentials", "urn:ietf:params:oauth:grant-type:jwt-bearer",
                ],
                "token_endpoint_auth_methods_supported": [
                    "none", "client_secret_basic", "client_secret_post", "private_key_jwt",
                ],
                "revocation_endpoint_auth_methods_supported": [
                    "none", "client_secret_basic", "client_secret_post", "private_key_jwt",
                ],
                "token_endpoint_auth_signing_alg_values_supported": ["ES256", "RS256"],
                "code_challenge_methods_supported": ["S256"],
                "authorization_response_iss_parameter_supported": true,
                "scopes_supported": ["invoices.read", "invoices.write", "numbers.read"],
            ])
    }

    @Test func `an issuer with a path has its metadata before the path`() throws {
        var server = try AuthorizationServer(issuer: "http://127.0.0.1:8080/tenant/a")
        let path = "/.well-known/oauth-authorization-server/tenant/a"
        #expect(server.url(of: .metadata) == "http://127.0.0.1:8080\(path)")
        #expect(server.url(of: .token) == "http://127.0.0.1:8080/tenant/a/token")
        #expect(server.url(ofResource: "numbers") == "http://127.0.0.1:8080/tenant/a/resource/numbers")
        let request = HTTPRequest(method: .get, scheme: "http", authority: "127.0.0.1:8080", path: path)
        #expect(try server.respond(to: request, at: .zero).json()["issuer"] == "http://127.0.0.1:8080/tenant/a")
    }

    @Test func `only GET is taken`() throws {
        var scenario = try Scenario()
        let reply = scenario.post("/.well-known/oauth-authorization-server", [])
        #expect(reply.response.status == .methodNotAllowed)
        #expect(reply.response.headerFields[.allow] == "GET")
    }
}
