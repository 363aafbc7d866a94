import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// What a credential costs at the store.
@Suite struct ServingCostTests {
    /// The reads of records and pages that `body` makes.
    private func reads(
        _ store: FaultingStore, _ body: () async throws -> Void
    ) async throws -> (records: Int, pages: Int, commits: Int) {
        let before = (store.count(of: .record), store.count(of: .page), store.count(of: .commit))
        try await body()
        return (
            store.count(of: .record) - before.0, store.count(of: .page) - before.1,
            store.count(of: .commit) - before.2
        )
    }

    @Test func `a credential that is fresh costs one look at the account's revision`() async throws {
        let connected = try await ConnectedWorld()
        _ = try await connected.access()
        let revisions = connected.store.count(of: .revision)
        let cost = try await self.reads(connected.store) {
            for _ in 0..<100 { _ = try await connected.access() }
        }
        #expect(cost == (0, 0, 0))
        #expect(connected.store.count(of: .revision) - revisions == 100)
    }

    @Test
    func
        `the first one reads the connection, the installation, the slot, the tokens, the data keys, and the grant twice`()
        async throws
    {
        let connected = try await ConnectedWorld()
        let books = try await connected.books(in: connected.process())
        let cost = try await self.reads(connected.store) { _ = try await connected.access(through: books) }
        #expect(cost == (6, 1, 0))
    }

    @Test func `after another change in the account the grant is read again, and not its tokens`() async throws {
        let connected = try await ConnectedWorld()
        _ = try await connected.access()
        try await connected.world.write {
            $0.insert(UserGuard(user: "somebody", account: "acme", status: .active))
        }
        var access = ""
        let cost = try await self.reads(connected.store) { access = try await connected.access() }
        #expect(access == "Bearer access-1")
        #expect(cost == (4, 0, 0))
        let again = try await self.reads(connected.store) { _ = try await connected.access() }
        #expect(again == (0, 0, 0))
    }

    @Test func `what was opened before a change is not kept beyond the next`() async throws {
        let connected = try await ConnectedWorld()
        _ = try await connected.access()
        for name in ["one", "two"] as [UserID] {
            try await connected.world.write { $0.insert(UserGuard(user: name, account: "acme", status: .active)) }
            // Reads what decides, and not the tokens.
            _ = try? await connected.books.credential(
                at: connected.world.sale, for: connected.world.maria, scopes: ["never granted"])
        }
        let cost = try await self.reads(connected.store) { _ = try await connected.access() }
        #expect(cost.records > 2)
    }

    @Test func `a change that gives the grant other scopes is seen in the next credential`() async throws {
        let connected = try await ConnectedWorld()
        _ = try await connected.access()
        try await connected.changeGrant { $0.grantedScopes = ["read", "write"] }
        let credential = try await connected.books.credential(at: connected.world.sale, for: connected.world.maria)
        #expect(credential.scopes == ["read", "write"])
    }
}
