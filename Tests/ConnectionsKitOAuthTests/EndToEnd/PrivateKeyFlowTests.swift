import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import Testing

/// Clients that prove themselves by a key, over the provider against the strict server.
@Suite struct PrivateKeyFlowTests {
    @Test(arguments: [true, false])
    func `a key serves at every endpoint, and no assertion is used twice`(isRSA: Bool) async throws {
        var strict = try await StrictServer(authentication: .privateKeyJWT, key: ClientKey(isRSA: isRSA)) {
            $0.requiresPushedRequests = true
        } facts: {
            $0.endpoints.pushedAuthorization = "https://login.example/par"
        }
        let first = try await strict.obtain()
        let second = try await strict.refresh(first.refresh)
        let third = try await strict.refresh(second.refresh)
        #expect(strict.isLive(third.access))
        #expect(try await strict.revoke(third))
        #expect(!strict.isLive(third.access))
        // Push, code, two refreshes, one revocation.
        let assertions = strict.wire.bodies.filter { $0.contains("client_assertion=") }
        #expect(assertions.count == 5 && Set(assertions).count == 5)
        #expect(assertions.allSatisfy { !$0.contains("client_secret") })
    }

    @Test func `a key that the server does not know is a matter of configuration and harms no grant`() async throws {
        var strict = try await StrictServer(authentication: .privateKeyJWT)
        let first = try await strict.obtain()
        let good = strict.client
        strict.client.secret = Secret(try ClientKey(isRSA: true).privatePEM)
        let error = try await failure { try await strict.refresh(first.refresh) }
        #expect(error.code == .configuration && error.providerCode == "invalid_client")
        strict.client = good
        #expect(strict.isLive(try await strict.refresh(first.refresh).access))
    }

    @Test func `a clock that is wrong is refused by the server, and harms no grant`() async throws {
        var strict = try await StrictServer(authentication: .privateKeyJWT)
        let first = try await strict.obtain()
        let right = strict.server.withServer { server in
            defer { server.configuration.unixTimeAtOrigin += .seconds(3_600) }
            return server.configuration.unixTimeAtOrigin
        }
        #expect(try await failure { try await strict.refresh(first.refresh) }.code == .configuration)
        strict.server.withServer { $0.configuration.unixTimeAtOrigin = right }
        #expect(strict.isLive(try await strict.refresh(first.refresh).access))
    }
}
