import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitTesting
import HTTPTypes
import Testing

/// The provider against a strict server in this process.
@Suite struct WholeFlowTests {
    @Test(arguments: [ClientAuthentication.basic, .post, .none])
    func `tokens are obtained, renewed and revoked`(authentication: ClientAuthentication) async throws {
        var scenario = try Scenario(authentication: authentication)
        let first = try await scenario.obtain()
        #expect(scenario.isLive(first.access) && scenario.isLive(first.refresh))
        #expect(first.lifetime == .seconds(3_600))
        #expect(first.scopes.map(Set.init) == Set(Scenario.scopes))
        let second = try await scenario.refresh(first.refresh)
        #expect(scenario.isLive(second.access) && scenario.isLive(second.refresh))
        #expect(!scenario.isLive(first.refresh))
        let third = try await scenario.refresh(second.refresh)
        #expect(scenario.isLive(third.access))
        #expect(try await scenario.revoke(third))
        #expect(!scenario.isLive(third.access) && !scenario.isLive(third.refresh))
        #expect(try await scenario.revoke(third))
        let error = try await failure { try await scenario.refresh(third.refresh) }
        #expect(error.code == .refused && error.providerCode == "invalid_grant")
    }

    @Test func `a denial is told as one`() async throws {
        var scenario = try Scenario()
        let exchange = try scenario.visit(try await scenario.begin().start, answer: .deny)
        let error = try await failure { try await scenario.provider.complete(exchange) }
        #expect(error.code == .consentDenied && error.providerCode == "access_denied")
        #expect(scenario.server.callCount(at: .token) == 0)
    }

    @Test func `fewer scopes than asked for are what was granted`() async throws {
        var scenario = try Scenario()
        let obtained = try await scenario.obtain(answer: .allow(only: ["numbers.read"]))
        #expect(obtained.scopes == ["numbers.read"])
    }

    @Test func `a code is spent once, and only with its own verifier`() async throws {
        var scenario = try Scenario()
        let exchange = try scenario.visit(try await scenario.begin(1).start)
        let other = try await scenario.begin(2).start
        guard case .callback(let callback, _, let redirectURI) = exchange.answer else { return #expect(Bool(false)) }
        var stolen = exchange
        stolen.answer = .callback(callback, verifier: other.verifier, redirectURI: redirectURI)
        #expect(try await failure { try await scenario.provider.complete(stolen) }.code == .refused)
        let again = try scenario.visit(try await scenario.begin(3).start)
        _ = try await scenario.provider.complete(again)
        #expect(try await failure { try await scenario.provider.complete(again) }.code == .refused)
    }

    @Test func `another redirect address than the one that was sent is refused`() async throws {
        var scenario = try Scenario()
        var exchange = try scenario.visit(try await scenario.begin().start)
        guard case .callback(let callback, let verifier, _) = exchange.answer else { return #expect(Bool(false)) }
        exchange.answer = .callback(callback, verifier: verifier, redirectURI: "https://app.example/other")
        #expect(try await failure { try await scenario.provider.complete(exchange) }.code == .refused)
    }

    @Test func `a code that is too late is refused`() async throws {
        var scenario = try Scenario()
        let exchange = try scenario.visit(try await scenario.begin().start)
        scenario.time.advance(by: .seconds(61))
        #expect(try await failure { try await scenario.provider.complete(exchange) }.code == .refused)
    }

    @Test(arguments: [true, false])
    func `a mixed-up issuer costs no code`(isMissing: Bool) async throws {
        var scenario = try Scenario {
            $0.oddities.issuerInRedirect = isMissing ? .omitted : .other("https://evil.example")
        }
        let exchange = try scenario.visit(try await scenario.begin().start)
        #expect(try await failure { try await scenario.provider.complete(exchange) }.code == .invalidResponse)
        #expect(scenario.server.callCount(at: .token) == 0)
    }

    @Test func `a refresh token that was used before ends the whole grant`() async throws {
        var scenario = try Scenario()
        let first = try await scenario.obtain()
        let second = try await scenario.refresh(first.refresh)
        #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .refused)
        #expect(!scenario.isLive(second.access))
        #expect(try await failure { try await scenario.refresh(second.refresh) }.code == .refused)
    }

    @Test func `within a grace period a used refresh token gives another pair`() async throws {
        var scenario = try Scenario { $0.rotation = .always(gracePeriod: .seconds(30)) }
        let first = try await scenario.obtain()
        _ = try await scenario.refresh(first.refresh)
        scenario.time.advance(by: .seconds(29))
        #expect(scenario.isLive(try await scenario.refresh(first.refresh).access))
        scenario.time.advance(by: .seconds(2))
        #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .refused)
    }

    @Test func `a server that does not rotate leaves the refresh token alone`() async throws {
        for repeats in [false, true] {
            var scenario = try Scenario {
                $0.rotation = .never
                $0.oddities.repeatsRefreshToken = repeats
            }
            let first = try await scenario.obtain()
            let second = try await scenario.refresh(first.refresh)
            #expect((second.refresh == nil) == !repeats)
            #expect(scenario.isLive(try await scenario.refresh(first.refresh).access))
        }
    }

    static let lost: [InProcessAuthorizationServer.Fault] = [.replyLost, .timeout, .requestLost, .garbledBody]

    @Test(arguments: Self.lost.indices)
    func `a lost answer is an unknown outcome`(index: Int) async throws {
        var scenario = try Scenario()
        let first = try await scenario.obtain()
        scenario.server.inject(Self.lost[index])
        #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .outcomeUnknown)
        // The truth comes out when the token is used again: it was spent, except when the request never arrived.
        if index == 2 {
            #expect(scenario.isLive(try await scenario.refresh(first.refresh).access))
        } else {
            #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .refused)
        }
    }

    @Test func `what certainly did not arrive, or was turned away, is tried again`() async throws {
        var scenario = try Scenario()
        let first = try await scenario.obtain()
        scenario.server.inject(.unreachable)
        #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .transient)
        scenario.server.inject(.unavailable(retryAfter: "12"))
        let unavailable = try await failure { try await scenario.refresh(first.refresh) }
        #expect(unavailable.code == .transient && unavailable.retryAfter == .seconds(12))
        scenario.server.inject(.error("invalid_client", status: .unauthorized))
        #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .configuration)
        #expect(scenario.isLive(try await scenario.refresh(first.refresh).access))
    }

    @Test func `a wrong client secret is a matter of configuration`() async throws {
        var scenario = try Scenario()
        let first = try await scenario.obtain()
        var wrong = scenario.client
        wrong.secret = Secret("wrong")
        let provider = OAuthProvider(
            clients: PlatformClients([scenario.connector.id: wrong]), transport: scenario.server)
        var request = RefreshRequest.fixture(scenario.connector)
        request.refreshToken = try #require(first.refresh)
        #expect(try await failure { try await provider.refresh(request) }.code == .configuration)
        #expect(scenario.isLive(try await scenario.refresh(first.refresh).access))
    }

    @Test func `the oddities of services lose no token`() async throws {
        let oddities: [(inout AuthorizationServer.Oddities) -> Void] = [
            { $0.expiresIn = .string }, { $0.expiresIn = .omitted }, { $0.expiresIn = .value(0) },
            { $0.expiresIn = .value(-1) }, { $0.expiresIn = .value(.null) }, { $0.expiresIn = .value(1.5e300) },
            { $0.omitsRefreshToken = true }, { $0.omitsScope = true }, { $0.tokenType = nil },
            { $0.tokenType = "bearer" },
            { $0.tokenContentType = "text/html" }, { $0.formEncodesTokenReplies = true },
            {
                $0.formEncodesTokenReplies = true
                $0.tokenContentType = "application/x-www-form-urlencoded"
            },
            { $0.additionalTokenFields = ["id_token": "not.a.jwt", "error": "", "nested": ["a": [1, 2]]] },
        ]
        for oddity in oddities {
            var scenario = try Scenario { oddity(&$0.oddities) }
            let obtained = try await scenario.obtain()
            #expect(scenario.isLive(obtained.access))
        }
    }

    @Test func `errors with the status 200 are errors all the same`() async throws {
        var scenario = try Scenario { $0.oddities.reportsErrorsWithStatusOK = true }
        let first = try await scenario.obtain()
        _ = try await scenario.refresh(first.refresh)
        #expect(try await failure { try await scenario.refresh(first.refresh) }.code == .refused)
    }

    @Test func `a token of another type is not used`() async throws {
        var scenario = try Scenario { $0.oddities.tokenType = "mac" }
        let exchange = try scenario.visit(try await scenario.begin().start)
        #expect(try await failure { try await scenario.provider.complete(exchange) }.code == .invalidResponse)
    }

    @Test func `a revocation that fails for the moment is told as that`() async throws {
        var scenario = try Scenario()
        let obtained = try await scenario.obtain()
        scenario.server.inject(.unavailable(), at: .revocation)
        #expect(try await failure { try await scenario.revoke(obtained) }.code == .transient)
        #expect(scenario.isLive(obtained.access))
        scenario.server.inject(.replyLost, at: .revocation)
        #expect(try await failure { try await scenario.revoke(obtained) }.code == .outcomeUnknown)
        #expect(try await scenario.revoke(obtained))
        #expect(!scenario.isLive(obtained.access))
    }
}
