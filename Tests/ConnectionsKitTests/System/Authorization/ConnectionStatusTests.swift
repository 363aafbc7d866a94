import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What people are told of how a connection stands.
@Suite struct ConnectionStatusTests {
    let world = World()

    /// An installed connection whose service issued no refresh token.
    private func withoutRefreshToken() async throws -> (Installation, TaskConnection, Workspace) {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let provider = AnsweringProvider()
        provider.answer.lifetime = .seconds(3_600)
        let system = self.world.system(with: provider)
        let workspace = Workspace(system)
        let pending = try await workspace.authorize("books", in: installation.id, as: self.world.admin)
        try await workspace.complete(try World.callback(pending), as: self.world.admin)
        let task = try await ConnectionRuntime(system).connection(
            "books", in: .installed(installation.id, of: "acme"))
        return (installation, task, workspace)
    }

    private func status(
        in installation: Installation, _ environment: LiveEnvironment = .production
    ) async throws -> ConnectionStatus {
        try #require(
            try await self.world.workspace.connections(
                in: installation.id, environment: environment, as: self.world.admin
            ).first
        ).status
    }

    @Test func `an access token that ended without a refresh token asks for a new authorization`() async throws {
        let (installation, task, workspace) = try await self.withoutRefreshToken()
        let end = self.world.time.now + .seconds(3_600)
        let before = try await self.status(in: installation)
        #expect(before.isConnected && before.health?.expiresAt == end && before.health?.nextRefreshAt == nil)
        #expect(before.nextAction?.contains("before \(end)") == true)
        _ = try await task.credential(at: self.world.sale, for: nil)

        self.world.time.advance(by: .seconds(3_600))
        let after = try await self.status(in: installation)
        #expect(!after.isConnected && after.grant == .needsReauthorization(.noRefreshToken))
        #expect(after.nextAction?.contains("no refresh token") == true)
        let error = try await self.world.refusal(.needsReauthorization) {
            try await task.credential(at: self.world.sale, for: nil)
        }
        #expect(error.detail == .reauthorization(.noRefreshToken))
        let pending = try await workspace.switchAuthorization(of: "books", in: installation.id, as: self.world.admin)
        #expect(try await workspace.complete(try World.callback(pending), as: self.world.admin).isConnected)
    }

    @Test func `health tells the last refresh and the next`() async throws {
        let connected = try await ConnectedWorld()
        let start = connected.time.now
        let panel = connected.world
        func health() async throws -> AuthorizationHealth {
            try #require(
                try await panel.workspace.connections(in: connected.installation.id, as: panel.admin).first?.status
                    .health)
        }
        let first = try await health()
        #expect(first.lastRefreshedAt == nil && first.nextRefreshAt == start + .seconds(2_700))
        #expect(first.lastFailure == nil && first.failures == 0 && first.nextAction == nil)
        connected.expire()
        _ = try await connected.access()
        let second = try await health()
        #expect(second.lastRefreshedAt == connected.time.now)
        #expect(second.nextRefreshAt == connected.time.now + .seconds(2_700))
        #expect(second.expiresAt == connected.time.now + .seconds(3_600))
    }

    @Test(arguments: [
        (CredentialError.Code.transient, TokenHealth.Failure.Kind.transient), (.configuration, .configuration),
        (.outcomeUnknown, .outcomeUnknown), (.refused, .terminal),
    ])
    func `health tells the class of the last failure, and what to do`(
        code: CredentialError.Code, kind: TokenHealth.Failure.Kind
    ) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: CredentialError(code, "failed", providerCode: "the_code"))
        let error = await connected.failure()
        let status = try #require(
            try await connected.world.workspace.connections(
                in: connected.installation.id, as: connected.world.admin
            ).first?.status)
        #expect(status.health?.lastFailure?.kind == kind && status.health?.lastFailure?.code == "the_code")
        #expect(status.health?.failures == 1 && status.health?.lastFailure?.at == connected.time.now)
        switch kind {
        case .transient, .outcomeUnknown:
            #expect(status.isConnected && status.nextAction == nil && status.health?.nextAction == nil)
            #expect(status.health?.nextRefreshAt == error?.retryAt)
        case .configuration:
            #expect(status.isConnected && status.nextAction?.contains("the_code") == true)
        case .terminal:
            #expect(status.grant == .needsReauthorization(.refreshRefused) && status.health?.nextRefreshAt == nil)
            #expect(status.health?.nextAction == "Authorize the connection again.")
            #expect(error?.detail == .reauthorization(.refreshRefused))
        }
    }

    @Test(arguments: [CredentialError.Code.transient, .outcomeUnknown])
    func `a service that has been away for an hour is something to act on`(code: CredentialError.Code) async throws {
        let connected = try await ConnectedWorld.expired()
        let since = connected.time.now
        func health() async throws -> AuthorizationHealth {
            try #require(
                try await connected.world.workspace.connections(
                    in: connected.installation.id, as: connected.world.admin
                ).first?.status.health)
        }
        for minutes in [0, 59, 1] {
            connected.time.advance(by: .seconds(minutes * 60))
            connected.provider.failRefreshes(with: CredentialError(code, "failed", providerCode: "busy"))
            _ = await connected.failure()
            #expect(try await health().failingSince == since)
            if minutes != 1 { #expect(try await health().nextAction == nil) }
        }
        let late = try await health()
        let action = try #require(late.nextAction)
        #expect(late.failures == 3 && late.lastFailure?.at == connected.time.now)
        #expect(action.contains("busy") && action.contains("since \(since)"))
        #expect(action.contains(try #require(late.nextRefreshAt).description))
        connected.time.advance(by: .seconds(3_600))
        _ = try await connected.access()
        let healed = try await health()
        #expect(healed.failingSince == nil && healed.nextAction == nil)
    }

    @Test func `a grant that is over has no health`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.admin)
        let status = try await self.status(in: installation)
        #expect(status.grant == .revoked && status.health == nil && !status.isConnected)
    }

    @Test func `scopes that stage needs are missing in stage alone, and the token goes on`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        try await self.world.addStage(to: installation)
        let pending = try await self.world.workspace.authorize(
            "books", in: installation.id, environment: .stage, as: self.world.admin)
        try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        let id = try await self.world.grant(of: "books").connection
        var connection = try #require(try await self.world.store.read(Connection.self, id, in: "acme"))
        connection.staged = Connection.Staged(scopes: ["read", "write"], isNew: false)
        let next = connection
        try await self.world.write { $0.update(next) }
        let stage = try await self.status(in: installation, .stage)
        #expect(stage.isConnected && stage.grant == .authorized && stage.missingScopes == ["write"])
        #expect(stage.nextAction == "Authorize again to grant write.")
        let production = try await self.status(in: installation)
        #expect(production.isConnected && production.missingScopes.isEmpty && production.nextAction == nil)
        let task = try await self.world.runtime.connection(
            "books", in: .installed(installation.id, of: "acme", .stage))
        #expect(try token(try await task.credential(at: self.world.sale, for: nil)) == "Bearer access-2")
        // Consenting in stage asks for what stage needs.
        let again = try await self.world.workspace.authorize(
            "books", in: installation.id, environment: .stage, as: self.world.admin)
        let status = try await self.world.workspace.complete(try World.callback(again), as: self.world.admin)
        #expect(status.missingScopes.isEmpty)
        #expect(try await self.world.grant(at: id, in: .stage, account: "acme")?.requestedScopes == ["read", "write"])
    }

    @Test func `two values are public, connected and not, and a connection that nobody authorized is not`() async throws
    {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let status = try await self.status(in: installation)
        #expect(!status.isConnected && status.grant == nil && status.health == nil)
        #expect(status.nextAction == "Authorize the connection.")
        let task = try await self.world.task("books", in: installation)
        try await self.world.refusal(.notAuthorized) { try await task.credential(at: self.world.sale, for: nil) }
        #expect(try await self.world.authorize("books", in: installation, as: self.world.admin).isConnected)
        #expect(try await self.status(in: installation).isConnected)
    }
}
