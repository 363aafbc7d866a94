import ConnectionsKit
import ConnectionsKitOAuth
import Testing

/// The provider against authorization servers that were not written for it, through their own pages.
///
/// One test at a time, since the servers are small. Each has a pair of user and client of its own, since a consent is
/// remembered by one server, and its tokens are the same within a second.
@Suite(.serialized) struct RealServerTests {
    @Test(arguments: ServerName.allCases) func `the server says where its endpoints are`(name: ServerName) async throws
    {
        let server = try await RealServer(name)
        let metadata = server.metadata
        #expect(metadata.issuer == server.description.issuer)
        for endpoint in [metadata.authorizationEndpoint, metadata.tokenEndpoint, metadata.revocationEndpoint] {
            #expect(endpoint?.hasPrefix(server.description.issuer + "/") == true)
        }
        #expect(metadata.codeChallengeMethods.contains("S256"))
        // Django OAuth Toolkit takes public clients as well, but does not say so.
        #expect(metadata.clientAuthentications.starts(with: [.basic, .post]))
        #expect(Set(server.scopes).isSubset(of: metadata.scopes))
        let strict = try await failure {
            try await ServerMetadata.discover(issuer: metadata.issuer, transport: server.transport)
        }
        #expect(strict.code == .configuration)
    }

    @Test(arguments: ServerName.allCases, ["web-basic", "web-post", "native"])
    func `every kind of client comes through login and consent to tokens`(name: ServerName, client: String) async throws
    {
        let server = try await RealServer(name)
        let obtained = try await server.obtain(client, as: "maria")
        #expect(obtained.access.count > 10)
        #expect(obtained.refresh != nil)
        #expect(obtained.lifetime == .seconds(server.description.accessTokenSeconds))
        #expect(obtained.scopes.map(Set.init) == Set(server.scopes))
    }

    @Test(arguments: ServerName.allCases) func `a denial is told as one`(name: ServerName) async throws {
        let server = try await RealServer(name)
        let exchange = try await server.authorize("native", as: "yuki", allows: false)
        let error = try await failure { try await server.provider.complete(exchange) }
        #expect(error.code == .consentDenied && error.providerCode == "access_denied")
    }

    @Test(arguments: ServerName.allCases) func `the callback names the issuer, and another is not believed`(
        name: ServerName
    ) async throws {
        let server = try await RealServer(name)
        var exchange = try await server.authorize("native", as: "omar")
        guard case .callback(let callback, _, _) = exchange.answer else { return #expect(Bool(false)) }
        #expect(callback.issuer == server.description.issuer)
        var facts = server.metadata.facts
        facts.endpoints.issuer = server.description.issuer + "/other"
        exchange.connector.authentication = .oauth2(facts)
        #expect(try await failure { try await server.provider.complete(exchange) }.code == .invalidResponse)
        // The code was not spent on the refusal.
        exchange.connector = server.connector
        #expect(try await server.provider.complete(exchange).access.count > 10)
    }

    @Test(arguments: ServerName.allCases) func `a wrong verifier and a code used twice are refused`(name: ServerName)
        async throws
    {
        let server = try await RealServer(name)
        var wrong = try await server.authorize("web-post", as: "omar")
        guard case .callback(let callback, _, let redirectURI) = wrong.answer else { return #expect(Bool(false)) }
        let verifier = Secret(RandomSource.system.token())
        wrong.answer = .callback(callback, verifier: verifier, redirectURI: redirectURI)
        #expect(try await failure { try await server.provider.complete(wrong) }.code == .refused)
        let right = try await server.authorize("web-post", as: "omar")
        _ = try await server.provider.complete(right)
        #expect(try await failure { try await server.provider.complete(right) }.code == .refused)
    }

    @Test(arguments: ServerName.allCases)
    func `refresh tokens rotate, and a used one is dealt with as the server does`(name: ServerName) async throws {
        let server = try await RealServer(name)
        let first = try await server.obtain("web-basic", as: "yuki")
        let second = try await server.refresh(first.refresh, "web-basic")
        let rotated = try #require(second.refresh)
        #expect(try !rotated.matches(#require(first.refresh)) && !second.access.matches(first.access))
        switch name {
        case .django:
            // Reuse revokes the whole family.
            #expect(try await failure { try await server.refresh(first.refresh, "web-basic") }.code == .refused)
            #expect(try await failure { try await server.refresh(rotated, "web-basic") }.code == .refused)
        case .djangoWithGrace:
            // Within the grace period the answer is the pair that replaced it.
            let again = try await server.refresh(first.refresh, "web-basic")
            #expect(try #require(again.refresh).matches(rotated))
            #expect(try await server.refresh(rotated, "web-basic").access.count > 10)
        case .canaille:
            // Reuse is refused and harms nothing.
            #expect(try await failure { try await server.refresh(first.refresh, "web-basic") }.code == .refused)
            #expect(try await server.refresh(rotated, "web-basic").access.count > 10)
        }
    }

    @Test(arguments: ServerName.allCases) func `a wrong client secret harms no grant`(name: ServerName) async throws {
        let server = try await RealServer(name)
        let obtained = try await server.obtain("web-post", as: "yuki")
        var wrong = try server.client("web-post")
        wrong.secret = Secret("wrong")
        let error = try await failure { try await server.refresh(obtained.refresh, "web-post", with: wrong) }
        #expect(error.code == .configuration && error.providerCode == "invalid_client")
        #expect(try await server.refresh(obtained.refresh, "web-post").access.count > 10)
    }

    @Test(arguments: ServerName.allCases) func `a revoked grant cannot be renewed`(name: ServerName) async throws {
        let server = try await RealServer(name)
        // Canaille's revocation endpoint takes `client_secret_basic` alone.
        let obtained = try await server.obtain("web-basic", as: "omar")
        #expect(try await server.revoke(obtained.access, obtained.refresh, "web-basic"))
        #expect(try await failure { try await server.refresh(obtained.refresh, "web-basic") }.code == .refused)
        // What is dead already is confirmed again (RFC 7009 section 2.2).
        #expect(try await server.revoke(obtained.access, obtained.refresh, "web-basic"))
        #expect(try await server.revoke(Secret("never-issued"), nil, "web-basic"))
    }
}
