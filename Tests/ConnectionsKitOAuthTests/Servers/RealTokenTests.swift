import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import Testing

extension RealServerTests {
    /// What the servers themselves say of tokens after each step.
    @Suite struct Tokens {
        @Test(arguments: ServerName.allCases) func `both documents of the server say the same`(
            name: ServerName
        ) async throws {
            let server = try await RealServer(name)
            let issuer = server.metadata.issuer
            let documents = ["oauth-authorization-server", "openid-configuration"]
            var read: [ServerMetadata] = []
            for document in documents {
                let told = try await server.document("/.well-known/\(document)")
                #expect(told["issuer"]?.text == issuer)
                read.append(
                    try ServerMetadata(Array(told.document.utf8), issuer: issuer, allowsLoopbackHTTP: true))
            }
            #expect(read[0].tokenEndpoint == read[1].tokenEndpoint)
            #expect(read[0].authorizationEndpoint == read[1].authorizationEndpoint)
            #expect(read.allSatisfy { $0.promisesIssuer })
            #expect(read[0] == server.metadata)
            let other = try await failure {
                try await ServerMetadata.discover(
                    issuer: issuer + "/", transport: server.transport, allowsLoopbackHTTP: true)
            }
            #expect(other.code == .invalidResponse)
        }

        @Test(arguments: ServerName.allCases) func `a token is alive until it is rotated or revoked`(
            name: ServerName
        ) async throws {
            let server = try await RealServer(name)
            let first = try await server.obtain("web-basic", as: "maria")
            #expect(try await server.isActive(first.access))
            let second = try await server.refresh(first.refresh, "web-basic")
            #expect(try await server.isActive(second.access))
            if name != .djangoWithGrace {
                // What was rotated is dead at once where there is no grace.
                let spent = try await failure { try await server.refresh(first.refresh, "web-basic") }
                #expect(spent.code == .refused)
            }
            // At Django OAuth Toolkit that took the whole family with it.
            #expect(try await server.isActive(second.access) == (name != .django))
            #expect(try await server.revoke(second.access, second.refresh, "web-basic"))
            #expect(try await failure { try await server.refresh(second.refresh, "web-basic") }.code == .refused)
            #expect(try await !server.isActive(second.refresh))
        }

        @Test(arguments: ServerName.allCases) func `a revocation endpoint is served in the way that it accepts`(
            name: ServerName
        ) async throws {
            let server = try await RealServer(name)
            let facts = server.metadata.facts
            // Canaille takes `client_secret_basic` alone there, the others what their token endpoint takes.
            #expect(facts.revocationAuthentication == (name == .canaille ? .basic : nil))
            let obtained = try await server.obtain("web-post", as: "maria")
            #expect(try await server.isActive(obtained.access))
            #expect(try await server.revoke(obtained.access, obtained.refresh, "web-post"))
            #expect(try await failure { try await server.refresh(obtained.refresh, "web-post") }.code == .refused)
            let last = try await server.obtain("web-post", as: "maria")
            #expect(try await server.revoke(last.access, nil, "web-post"))
            #expect(try await !server.isActive(last.access))
        }
    }
}
