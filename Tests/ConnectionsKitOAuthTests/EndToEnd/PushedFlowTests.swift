import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import Testing

/// Pushed authorization requests and resource indicators over the provider against the strict server.
@Suite struct PushedFlowTests {
    private static func strict(
        _ authentication: ClientAuthentication = .basic, resources: [String] = []
    ) async throws -> StrictServer {
        try await StrictServer(authentication: authentication) {
            $0.requiresPushedRequests = true
            $0.audiences = ["urn:example:other"]
        } facts: {
            $0.endpoints.pushedAuthorization = "https://login.example/par"
            $0.resources = resources
        }
    }

    @Test(arguments: [ClientAuthentication.basic, .post, .none])
    func `a pushed request leads to tokens, and the browser learns nothing of it`(
        authentication: ClientAuthentication
    ) async throws {
        var strict = try await Self.strict(authentication)
        guard case .redirect(let start) = try await strict.begin() else { return #expect(Bool(false)) }
        let query = try FormEncoding.decode(Array(start.url.split(separator: "?")[1].utf8))
        #expect(query.map(\.name) == ["client_id", "request_uri"])
        let obtained = try await strict.obtain(seed: 2)
        #expect(strict.isLive(obtained.access))
        #expect(strict.server.callCount(at: .pushedAuthorization) == 2)
    }

    @Test func `a server that wants requests pushed refuses others`() async throws {
        var strict = try await StrictServer { $0.requiresPushedRequests = true }
        let error = await #expect(throws: AuthorizationBrowserError.self) { try await strict.obtain() }
        #expect(error?.code == .refused)
    }

    @Test func `a push that fails is told by its class, and a lost one is pushed again`() async throws {
        var strict = try await Self.strict()
        strict.server.inject(.unavailable(retryAfter: "3"), at: .pushedAuthorization)
        let unavailable = try await failure { try await strict.begin() }
        #expect(unavailable.code == .transient && unavailable.retryAfter == .seconds(3))
        for fault in [InProcessAuthorizationServer.Fault.replyLost, .requestLost, .timeout] {
            strict.server.inject(fault, at: .pushedAuthorization)
            #expect(try await failure { try await strict.begin() }.code == .transient)
        }
        strict.server.inject(.garbledBody, at: .pushedAuthorization)
        #expect(try await failure { try await strict.begin() }.code == .invalidResponse)
        strict.client.secret = Secret("wrong")
        #expect(try await failure { try await strict.begin() }.code == .configuration)
    }

    @Test(arguments: [true, false]) func `tokens are for the resources that were asked for, renewed ones too`(
        isPushed: Bool
    ) async throws {
        let resources = [StrictServer.numbers, "urn:example:other"]
        var strict = try await StrictServer {
            $0.audiences = ["urn:example:other"]
        } facts: {
            $0.resources = resources
            if isPushed { $0.endpoints.pushedAuthorization = "https://login.example/par" }
        }
        let first = try await strict.obtain()
        #expect(strict.audience(of: first) == resources)
        let second = try await strict.refresh(first.refresh)
        #expect(strict.audience(of: second) == resources)
        // One request for the code, one for the tokens, one for the renewal.
        let asked = strict.wire.bodies.filter { $0.contains("resource=urn%3Aexample%3Aother") }
        #expect(asked.count == (isPushed ? 3 : 2))
    }

    @Test(arguments: [GrantType.deviceCode, .clientCredentials])
    func `other grants ask for resources as well`(grantType: GrantType) async throws {
        var strict = try await StrictServer(grantType) { _ in
        } facts: {
            $0.resources = [StrictServer.numbers]
        }
        let obtained: ObtainedCredential
        switch try await strict.begin() {
        case .device(let start):
            try strict.browser.enter(start.userCode, at: start.verificationURI, of: strict.server)
            obtained = try await strict.complete(.device(code: start.deviceCode))
        default: obtained = try await strict.complete(.fields(SecretFields([])))
        }
        #expect(strict.audience(of: obtained) == [StrictServer.numbers])
    }

    @Test func `a resource that the server does not know is a matter of configuration`() async throws {
        for isPushed in [true, false] {
            var strict = try await StrictServer { _ in
            } facts: {
                $0.resources = ["https://unknown.example/"]
                if isPushed { $0.endpoints.pushedAuthorization = "https://login.example/par" }
            }
            let error = try await failure { try await strict.obtain() }
            #expect(error.code == .configuration && error.providerCode == "invalid_target")
        }
    }

    @Test func `a resource that is no absolute address is never sent`() async throws {
        for grantType in [GrantType.authorizationCode, .deviceCode, .clientCredentials] {
            let strict = try await StrictServer(grantType) { _ in
            } facts: {
                $0.resources = ["numbers#all"]
            }
            let error = try await failure {
                if grantType == .clientCredentials {
                    _ = try await strict.complete(.fields(SecretFields([])))
                } else {
                    _ = try await strict.begin()
                }
            }
            #expect(error.code == .configuration && strict.wire.bodies.isEmpty)
        }
    }
}
