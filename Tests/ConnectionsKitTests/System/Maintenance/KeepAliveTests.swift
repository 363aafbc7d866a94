import ConnectionsKit
import ConnectionsKitTesting
import Synchronization
import Testing

/// Grants whose refresh token ends when it is not used.
@Suite struct KeepAliveTests {
    /// A service that forgets a refresh token which was not used for 30 days.
    private final class ForgetfulProvider: CredentialProvider, Sendable {
        static let memory = Duration.seconds(30 * 86_400)
        let time: ManualTimeSource
        let lifetime: Duration?
        private let state: Mutex<(token: Int, usedAt: Timestamp, refreshes: Int)>

        init(_ time: ManualTimeSource, lifetime: Duration?) {
            self.time = time
            self.lifetime = lifetime
            self.state = Mutex((0, time.now, 0))
        }

        var method: AuthenticationMethod { .oauth2 }
        var refreshes: Int { self.state.withLock { $0.refreshes } }

        private func answer(_ token: Int) -> ObtainedCredential {
            ObtainedCredential(access: Secret("a-\(token)"), refresh: Secret("r-\(token)"), lifetime: self.lifetime)
        }

        func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
            .redirect(
                RedirectStart(
                    url: "https://example.com/", verifier: nil, redirectURI: "https://app.example.com/callback",
                    clientID: "platform"))
        }

        func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
            self.state.withLock { $0 = (1, self.time.now, 0) }
            return self.answer(1)
        }

        func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
            let now = self.time.now
            let next: Int? = self.state.withLock { state in
                state.refreshes += 1
                guard request.refreshToken.reveal() == "r-\(state.token)", now - state.usedAt < Self.memory else {
                    return nil
                }
                state.token += 1
                state.usedAt = now
                return state.token
            }
            guard let next else { throw CredentialError(.refused, "forgotten", providerCode: "invalid_grant") }
            return self.answer(next)
        }

        func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { true }
    }

    private static func catalogue(_ idle: Duration?) -> Catalogue {
        guard var books = World.catalogue[World.books], var facts = books.authentication.oauth2 else {
            return World.catalogue
        }
        facts.refreshTokenIdleLifetime = idle
        books.authentication = .oauth2(facts)
        return World.catalogue.adding([books])
    }

    /// Lets 100 days pass, with a round of maintenance each day, and returns how the connection stands then.
    private func hundredDays(
        _ world: World, _ provider: ForgetfulProvider, idle: Duration?
    ) async throws -> ConnectionStatus {
        let books = try await world.definition()
        let system = world.system(with: provider, catalogue: Self.catalogue(idle))
        let console = DeveloperConsole(system)
        let pending = try await console.authorize(books.id, in: .development, as: world.developer)
        try await console.complete(try World.callback(pending), as: world.developer)
        for _ in 0..<100 {
            world.time.advance(by: .seconds(86_400))
            try await system.maintenance.runOnce()
        }
        // Even now the refresh token is good.
        let tokens = try #require(try await world.observed.all(TokenState.self).first)
        if idle != nil { #expect(world.time.now - tokens.obtainedAt <= .seconds(16 * 86_400)) }
        return try await console.status(of: books.id, in: .development, as: world.developer)
    }

    @Test(arguments: [nil, .seconds(90 * 86_400)] as [Duration?])
    func `a grant that nobody uses for a hundred days lives`(lifetime: Duration?) async throws {
        let world = World()
        let provider = ForgetfulProvider(world.time, lifetime: lifetime)
        let status = try await self.hundredDays(world, provider, idle: ForgetfulProvider.memory)
        #expect(status.isConnected && status.nextAction == nil && provider.refreshes == 6)
    }

    @Test func `where nothing is known of it no call is made`() async throws {
        let world = World()
        let provider = ForgetfulProvider(world.time, lifetime: nil)
        let status = try await self.hundredDays(world, provider, idle: nil)
        #expect(status.isConnected && provider.refreshes == 0)
    }

    @Test(arguments: [
        (30 * 86_400, 15 * 86_400), (2 * 86_400, 86_400), (129_600, 43_200), (90_000, 22_500), (86_400, 21_600),
        (60, 15),
    ])
    func `half the time, or a day before the end, but not before a quarter`(idle: Int, rest: Int) {
        let tokens = TokenState.fixture(expiresAt: nil, refreshIdleLifetime: .seconds(idle))
        #expect(tokens.refreshDueAt == .fixture + .seconds(rest))
        #expect(
            TokenState.fixture(refresh: nil, expiresAt: nil, refreshIdleLifetime: .seconds(idle)).refreshDueAt == nil)
    }

    @Test(arguments: [0, -5]) func `a time that is none is left out`(idle: Int) {
        #expect(TokenState.fixture(expiresAt: nil, refreshIdleLifetime: .seconds(idle)).refreshDueAt == nil)
    }

    @Test func `the sooner of the two ends decides, and a failure puts it off`() {
        #expect(
            TokenState.fixture(refreshIdleLifetime: .seconds(30 * 86_400)).refreshDueAt == .fixture + .seconds(2_700))
        var tokens = TokenState.fixture(
            expiresAt: .fixture + .seconds(90 * 86_400), refreshIdleLifetime: .seconds(30 * 86_400))
        #expect(tokens.refreshDueAt == .fixture + .seconds(15 * 86_400))
        tokens.health.retryAt = .fixture + .seconds(16 * 86_400)
        #expect(tokens.refreshDueAt == .fixture + .seconds(16 * 86_400))
    }
}
