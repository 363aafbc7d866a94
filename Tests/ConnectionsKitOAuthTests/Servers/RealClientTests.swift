import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import Crypto
import Testing

extension RealServerTests {
    /// Clients that ask in their own name, that were registered a moment ago, or that prove themselves by a key.
    @Suite struct Clients {
        private static func server(_ name: ServerName, _ grantType: GrantType) async throws -> RealServer {
            var server = try await RealServer(name)
            #expect(server.metadata.grantTypes.contains(grantType.rawValue))
            var facts = server.metadata.facts
            facts.grantType = grantType
            server.connector.authentication = .oauth2(facts)
            return server
        }

        private static func obtain(
            _ server: RealServer, _ client: ClientRegistration, scopes: [String] = []
        ) async throws -> ObtainedCredential {
            try await server.provider.complete(
                AuthorizationExchange(
                    connector: server.connector, dataCentre: .us, scopes: scopes, client: client,
                    clientID: client.clientID, answer: .fields(SecretFields([]))))
        }

        @Test(arguments: ServerName.allCases) func `a client gets tokens in its own name, and more of them`(
            name: ServerName
        ) async throws {
            let server = try await Self.server(name, .clientCredentials)
            let client = try server.client("service")
            let first = try await Self.obtain(server, client)
            #expect(try await server.isActive(first.access))
            let second = try await server.refresh(first.refresh, "service")
            #expect(!second.access.matches(first.access))
            #expect(try await server.isActive(second.access))
            var wrong = client
            wrong.secret = Secret("wrong")
            let error = try await failure { try await Self.obtain(server, wrong) }
            #expect(error.code == .configuration && error.providerCode == "invalid_client")
        }

        @Test(arguments: [ServerName.django, .canaille])
        func `a client that was registered by the server itself works`(name: ServerName) async throws {
            let server = try await RealServer(name)
            let made = try await server.register(
                """
                {"client_name":"Registered","redirect_uris":["\(server.description.redirectURI)"],
                "grant_types":["authorization_code","refresh_token"],"response_types":["code"],
                "token_endpoint_auth_method":"client_secret_basic","scope":"\(server.scopes.joined(separator: " "))"}
                """)
            let client = ClientRegistration(
                clientID: try #require(made["client_id"]?.text),
                secret: Secret(try #require(made["client_secret"]?.text)), authentication: .basic,
                redirectURI: server.description.redirectURI)
            let first = try await server.provider.complete(try await server.authorize(client, as: "maria"))
            let second = try await server.refresh(first.refresh, client.clientID, with: client)
            #expect(second.access.count > 10 && second.refresh != nil)
        }

        @Test func `a client that was registered with its key proves itself by it`() async throws {
            var server = try await RealServer(.canaille)
            #expect(server.metadata.clientAuthentications.contains(.privateKeyJWT))
            var facts = server.metadata.facts
            // It knows itself by its token endpoint alone, not by its issuer.
            facts.assertion.audience = server.metadata.tokenEndpoint
            server.connector.authentication = .oauth2(facts)
            let key = P256.Signing.PrivateKey()
            let point = Array(key.publicKey.rawRepresentation)
            let made = try await server.register(
                """
                {"client_name":"Signing","redirect_uris":["\(server.description.redirectURI)"],
                "grant_types":["authorization_code","refresh_token"],"response_types":["code"],
                "scope":"\(server.scopes.joined(separator: " "))",
                "token_endpoint_auth_method":"private_key_jwt","token_endpoint_auth_signing_alg":"ES256",
                "jwks":{"keys":[{"kty":"EC","crv":"P-256","alg":"ES256","use":"sig",
                "x":"\(Base64.encode(point.prefix(32), .urlSafe))","y":"\(Base64.encode(point.suffix(32), .urlSafe))"}]}}
                """)
            let client = ClientRegistration(
                clientID: try #require(made["client_id"]?.text), secret: Secret(key.pemRepresentation),
                authentication: .privateKeyJWT, redirectURI: server.description.redirectURI)
            var stranger = client
            stranger.secret = Secret(P256.Signing.PrivateKey().pemRepresentation)
            let stolen = try await server.authorize(stranger, as: "omar")
            #expect(try await failure { try await server.provider.complete(stolen) }.code == .configuration)
            let first = try await server.provider.complete(try await server.authorize(client, as: "omar"))
            #expect(first.access.count > 10 && first.refresh != nil)
        }
    }
}
