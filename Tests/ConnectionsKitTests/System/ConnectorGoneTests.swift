import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A connector that left the platform's catalogue: what was made with it can be ended, and no longer used.
@Suite struct ConnectorGoneTests {
    @Test func `an authorization can be revoked, and is neither made nor used`() async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        let later = World(store: world.store, catalogue: Catalogue([]))
        let task = try await later.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        #expect(
            await code { try await task.credential(at: later.sale, for: later.maria) } == .customConnectorUnsupported)
        #expect(
            await code { try await later.workspace.authorize("books", in: installation.id, as: later.admin) }
                == .customConnectorUnsupported)
        #expect(try await later.workspace.connections(in: installation.id, as: later.admin).count == 1)
        let report = try await later.workspace.revoke("books", in: installation.id, as: later.admin)
        let grant = try #require(try await world.store.read(Grant.self, report.grant, in: "acme"))
        #expect(grant.status == .revoked)
    }
}
