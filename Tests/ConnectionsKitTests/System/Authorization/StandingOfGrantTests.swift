import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct StandingOfGrantTests {
    private let world = World()

    private func standing(of grant: Grant) async throws -> GrantStanding {
        try await self.world.system.standing(of: grant.id, in: grant.account)
    }

    @Test func `a grant in use is told with its tokens and what it serves`() async throws {
        let (_, connection) = try await self.world.connectedBooks()
        let grant = try await self.world.grant(of: "books")
        let standing = try await self.standing(of: grant)
        #expect(standing.grant == grant && standing.status == .authorized && !standing.isOutcomeUnknown)
        #expect(standing.health?.nextRefreshAt != nil && standing.health?.lastFailure == nil)
        let use = try #require(standing.uses.first)
        #expect(standing.uses.count == 1 && use.connection.linkName == connection.linkName)
        #expect(use.environment == .production && use.status.isConnected && use.status.nextAction == nil)
        #expect(try await self.world.system.standing(of: grant) == standing)
    }

    @Test func `a terminal verdict is told with what to do`() async throws {
        let (_, connection) = try await self.world.connectedBooks()
        self.world.time.advance(by: .seconds(3_601))
        self.world.provider.failRefreshes(with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        _ = try? await connection.credential(at: self.world.sale, for: nil)
        let standing = try await self.standing(of: try await self.world.grant(of: "books"))
        #expect(standing.status == .needsReauthorization(.refreshRefused))
        #expect(standing.health?.lastFailure?.code == "invalid_grant")
        let use = try #require(standing.uses.first)
        #expect(!use.status.isConnected && use.status.nextAction?.hasPrefix("Authorize the connection again") == true)
    }

    @Test func `an answer that was lost is told until one comes`() async throws {
        let (_, connection) = try await self.world.connectedBooks()
        self.world.time.advance(by: .seconds(3_601))
        self.world.provider.failRefreshes(with: CredentialError(.outcomeUnknown, "no answer"))
        _ = try? await connection.credential(at: self.world.sale, for: nil)
        let grant = try await self.world.grant(of: "books")
        #expect(try await self.standing(of: grant).isOutcomeUnknown)
        self.world.time.advance(by: .seconds(3_600))
        _ = try await connection.credential(at: self.world.sale, for: nil)
        #expect(try await !self.standing(of: grant).isOutcomeUnknown)
    }

    @Test func `a holder who is gone since its call has lost the answer once its lease has run out`() async throws {
        _ = try await self.world.connectedBooks()
        let grant = try await self.world.grant(of: "books")
        let tokens = try #require(try await self.world.store.read(TokenState.self, grant.id, in: "acme"))
        for step in [
            RefreshStep.acquire(epoch: tokens.lease.epoch, duration: .seconds(60)),
            .intend(epoch: tokens.lease.epoch + 1, tokenVersion: tokens.tokenVersion),
        ] {
            var changes = ChangeSet()
            changes.refresh(grant.id, in: "acme", step)
            try await self.world.store.commit(changes, with: self.world.sealer)
        }
        #expect(try await !self.standing(of: grant).isOutcomeUnknown)
        self.world.time.advance(by: .seconds(60))
        #expect(try await self.standing(of: grant).isOutcomeUnknown)
    }

    @Test func `a revoked grant has no health, and what still looks it up waits for somebody`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.admin)
        let standing = try await self.standing(of: try await self.world.grant(of: "books"))
        #expect(standing.status == .revoked && standing.health == nil && !standing.isOutcomeUnknown)
        #expect(standing.uses.first?.status.nextAction == "Authorize the connection.")
    }

    @Test func `a slot that serves all environments is judged where it is asked for`() async throws {
        try await self.world.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        let connection = try await self.world.secondDefinition(shared: true)
        try await self.world.test(connection.id)
        let grant = try await self.world.grant(of: connection.id)
        let usual = try await self.world.system.standing(of: grant)
        #expect(usual.uses.map(\.environment) == [.development] && usual.uses.first?.slot.environment == nil)
        let stage = try await self.world.system.standing(of: grant, judgedIn: .stage)
        #expect(stage.uses.map(\.environment) == [.stage])
    }

    @Test func `a grant of another account is not to be told from one that never was`() async throws {
        _ = try await self.world.connectedBooks()
        let grant = try await self.world.grant(of: "books")
        func refusal(_ id: Grant.ID) async throws -> String {
            "\(try await self.world.error { try await self.world.system.standing(of: id, in: "maker") })"
        }
        #expect(await code { try await self.world.system.standing(of: grant.id, in: "maker") } == .notFound)
        #expect(try await refusal(grant.id) == refusal(.fixture()))
    }
}
