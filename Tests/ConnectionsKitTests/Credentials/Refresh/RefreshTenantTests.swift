import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct RefreshTenantTests {
    /// A grant with tokens that have ended, of the user `name`.
    private func store(
        _ id: Grant.ID, in account: AccountID, name: String, store: any ConnectionStore, sealer: TestSealer
    ) async throws {
        let grant = Grant.fixture(id, in: account, connector: World.books)
        let keys = try await DataKeyDirectory(
            store: store, sealer: sealer, time: ManualTimeSource().source, random: .seeded(UInt64(name.utf8.count))
        ).sealing(for: account)
        var tokens = TokenState.fixture(of: id, in: account, expiresAt: .fixture)
        tokens.access = try keys.seal(Secret("\(name).1"), in: grant.sealContext(.access))
        tokens.refresh = try keys.seal(Secret("\(name).1"), in: grant.sealContext(.refresh))
        var changes = ChangeSet()
        changes.insert(grant)
        changes.insert(tokens)
        try await store.commit(changes, with: sealer)
    }

    private func coordinator(
        _ store: any ConnectionStore, _ sealer: TestSealer, _ time: ManualTimeSource, _ provider: LabelledProvider
    ) -> RefreshCoordinator {
        RefreshCoordinator(
            store: store, sealer: sealer,
            keys: DataKeyDirectory(store: store, sealer: sealer, time: time.source, random: .seeded(1)),
            providers: [.oauth2: provider], catalogue: World.catalogue, time: time.source, random: .seeded(1),
            settings: RefreshSettings(), allowsLoopbackHTTP: false)
    }

    @Test func `grants with one identifier in two accounts do not share a flight`() async throws {
        let time = ManualTimeSource()
        let store = InMemoryConnectionStore(time: time.source)
        let sealer = TestSealer()
        let provider = LabelledProvider()
        let id = Grant.ID.fixture()
        try await self.store(id, in: "left", name: "left", store: store, sealer: sealer)
        try await self.store(id, in: "right", name: "right", store: store, sealer: sealer)
        let coordinator = self.coordinator(store, sealer, time, provider)
        let callers = (0..<100).map { index in
            let account: AccountID = index.isMultiple(of: 2) ? "left" : "right"
            return Task {
                let fresh = try await coordinator.tokens(of: id, in: account, need: .usable(minimumValidity: .zero))
                return (account.text, fresh.access.reveal(), fresh.grant.account.text)
            }
        }
        for caller in callers {
            let (account, access, of) = try await caller.value
            #expect(access == "\(account).2")
            #expect(of == account)
        }
        #expect(provider.refreshCalls(of: "left") == 1 && provider.refreshCalls(of: "right") == 1)
    }

    @Test func `a grant of another account does not exist`() async throws {
        let time = ManualTimeSource()
        let store = InMemoryConnectionStore(time: time.source)
        let sealer = TestSealer()
        let id = Grant.ID.fixture()
        try await self.store(id, in: "left", name: "left", store: store, sealer: sealer)
        let coordinator = self.coordinator(store, sealer, time, LabelledProvider())
        do throws(CredentialError) {
            _ = try await coordinator.tokens(of: id, in: "right", need: .usable(minimumValidity: .zero))
            Issue.record("handed out to another account")
        } catch {
            #expect(error.code == .notUsable)
        }
    }

    @Test(arguments: 0..<8)
    func `whoever asks, in whatever order, gets tokens of the grant that was asked for`(_ seed: UInt64) async throws {
        let time = ManualTimeSource()
        let store = InMemoryConnectionStore(time: time.source)
        let sealer = TestSealer()
        let provider = LabelledProvider()
        let coordinators = (0..<2).map { _ in self.coordinator(store, sealer, time, provider) }
        var generator = SeededGenerator(seed: seed)
        var grants: [(id: Grant.ID, account: AccountID, name: String)] = []
        for index in 0..<12 {
            let account: AccountID = ["left", "middle", "right"][index % 3]
            let grant = (id: Grant.ID.fixture(), account: account, name: "g\(index)")
            try await self.store(grant.id, in: account, name: grant.name, store: store, sealer: sealer)
            grants.append(grant)
        }
        for round in 2..<6 {
            let callers = (0..<150).map { _ in
                let grant = grants[Int.random(in: 0..<grants.count, using: &generator)]
                let coordinator = coordinators[Int.random(in: 0..<2, using: &generator)]
                return Task {
                    let fresh = try await coordinator.tokens(
                        of: grant.id, in: grant.account, need: .usable(minimumValidity: .zero))
                    return (grant, fresh)
                }
            }
            // The other process looks again after a while.
            let clock = Task {
                while !Task.isCancelled {
                    try await time.waitForSleepers()
                    time.advance(by: .milliseconds(50))
                    await Task.yield()
                }
            }
            for caller in callers {
                let (grant, fresh) = try await caller.value
                #expect(fresh.access.reveal() == "\(grant.name).\(fresh.tokens.tokenVersion)")
                #expect(fresh.grant.id == grant.id && fresh.grant.account == grant.account)
                #expect(fresh.tokens.tokenVersion <= round)
            }
            clock.cancel()
            time.advance(by: .seconds(3_601))
        }
        for grant in grants {
            let stored = try #require(try await store.read(TokenState.self, grant.id, in: grant.account))
            #expect(provider.refreshCalls(of: grant.name) == stored.tokenVersion - 1)
        }
    }
}
