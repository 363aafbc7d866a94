import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite struct DataKeyDirectoryTests {
    private static let context = SealContext.credentialSet(.fixture(1), account: "acme")

    private func directory(_ world: World, seed: UInt64 = 7, capacity: Int = 16) -> DataKeyDirectory {
        DataKeyDirectory(
            store: world.store, sealer: world.sealer, time: world.time.source, random: .seeded(seed), capacity: capacity
        )
    }

    @Test func `the first data key of an account is made once, whoever comes first`() async throws {
        let world = World()
        let other = self.directory(world, seed: 8)
        world.store.interpose(.commit, .before, matching: { !$0.isEmpty }) { _ = try? await other.sealing(for: "acme") }
        let keys = try await self.directory(world).sealing(for: "acme")
        let stored = try await world.dataKeys(of: "acme")
        #expect(stored.count == 1 && keys.writing == stored.first)
        #expect(try await other.sealing(for: "acme").writing == stored.first)
    }

    @Test func `data keys are unwrapped once, and again only when they have changed`() async throws {
        let world = World()
        let directory = self.directory(world)
        _ = try await directory.sealing(for: "acme")
        let count = world.sealer.count(of: .keys)
        for _ in 0..<10 { _ = try await directory.opening(for: "acme") }
        try await world.write { $0.insert(Application.fixture("app", in: "acme")) }
        _ = try await directory.opening(for: "acme")
        #expect(world.sealer.count(of: .keys) == count)
        let key = try #require(try await world.dataKeys(of: "acme").first)
        try await world.write { $0.update(key) }
        #expect(try await directory.opening(for: "acme").writing.version == 2)
        #expect(world.sealer.count(of: .keys) == count)
        var retired = try #require(try await world.dataKeys(of: "acme").first)
        retired.retiredAt = world.time.now
        let old = retired
        let new = try await world.sealer.newDataKey(.fixture(2), for: "acme")
        try await world.write { changes in
            changes.update(old)
            changes.insert(new)
        }
        #expect(try await directory.opening(for: "acme").writing.id == new.id)
        #expect(world.sealer.count(of: .keys) == count + 1)
    }

    @Test func `no more accounts are remembered than there is room for, and all are served`() async throws {
        let world = World()
        let directory = self.directory(world, capacity: 3)
        for number in 0..<10 { _ = try await directory.sealing(for: AccountID("account-\(number)")) }
        #expect(directory.count <= 3)
        for number in 0..<10 { _ = try await directory.opening(for: AccountID("account-\(number)")) }
        #expect(directory.count <= 3)
    }

    @Test func `a commit of what a key sealed that seals no longer is a conflict`() async throws {
        let world = World()
        let keys = try await self.directory(world).sealing(for: "acme")
        _ = try keys.seal(Secret("s"), in: Self.context)
        var retired = keys.writing
        retired.retiredAt = world.time.now
        let old = retired
        try await world.write { $0.update(old) }
        var changes = ChangeSet()
        changes.expect(keys)
        do {
            try await world.store.commit(changes, with: world.sealer)
            Issue.record("committed")
        } catch {
            #expect(error.conflict == .version)
        }
    }

    @Test func `where the keys were destroyed nothing opens, and no new key is made by looking`() async throws {
        let world = World()
        let directory = self.directory(world)
        let keys = try await directory.sealing(for: "acme")
        let sealed = try keys.seal(Secret("s"), in: Self.context)
        try await world.write { $0.erase("acme") }
        do throws(CredentialError) {
            _ = try await directory.opening(for: "acme")
            Issue.record("opened")
        } catch {
            #expect(error.code == .storeCorrupt)
        }
        #expect(try await world.dataKeys(of: "acme").isEmpty)
        let fresh = try await directory.sealing(for: "acme")
        #expect(#expect(throws: SealerError.self) { try fresh.open(sealed, in: Self.context) }?.code == .unknownKey)
    }
}
