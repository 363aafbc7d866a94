import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@Suite struct FaultingStoreTests {
    let inner = InMemoryConnectionStore()
    let store: FaultingStore

    init() {
        self.store = FaultingStore(self.inner)
    }

    private func call(_ call: FaultingStore.Call) async throws {
        switch call {
        case .record: _ = try await self.store.record(.application(.fixture), in: .fixture)
        case .page: _ = try await self.store.page(.applications, in: .fixture, after: nil, limit: 1)
        case .commit: try await self.insert(Duty.fixture())
        case .revision: _ = try await self.store.revision(of: .fixture)
        case .due: _ = try await self.store.due(.duties, at: .fixture, limit: 1)
        case .hasLiveGrant:
            _ = try await self.store.hasLiveGrant(
                connector: "service", clientID: "client", subject: nil, excluding: .fixture())
        case .audit: _ = try await self.store.audit(of: .fixture, after: 0, limit: 1)
        case .auditStart: _ = try await self.store.auditStart(of: .fixture)
        case .accounts: _ = try await self.store.accounts(after: nil, limit: 1)
        case .wrappingKeys: _ = try await self.store.wrappingKeys(after: nil, limit: 1)
        }
    }

    private static func update(_ record: some StoredRecord, in store: any ConnectionStore) async throws {
        var changes = ChangeSet()
        changes.update(record)
        try await store.commit(changes) { _, _, _ in [] }
    }

    private func insert(_ record: some StoredRecord) async throws {
        var changes = ChangeSet()
        changes.insert(record)
        try await self.store.commit(changes) { _, _, _ in [] }
    }

    @Test(arguments: FaultingStore.Call.allCases, [FaultingStore.Moment.before, .after])
    func `the chosen call fails once, and no other`(
        _ chosen: FaultingStore.Call, _ moment: FaultingStore.Moment
    ) async throws {
        self.store.failNext(chosen, moment, with: StoreError(.corrupt, "told to"))
        for call in FaultingStore.Call.allCases where call != chosen { try await self.call(call) }
        let error = await #expect(throws: StoreError.self) { try await self.call(chosen) }
        #expect(error?.code == .corrupt)
        try await self.call(chosen)
        #expect(self.store.count(of: chosen) == 2)
    }

    @Test func `a commit that fails before is not written, and one that fails after is`() async throws {
        self.store.failNext(.commit, .before)
        await #expect(throws: StoreError.self) { try await self.insert(Application.fixture("before")) }
        self.store.failNext(.commit, .after)
        await #expect(throws: StoreError.self) { try await self.insert(Application.fixture("after")) }
        #expect(try await self.inner.all(.applications, in: .fixture).map(\.id) == ["after"])
    }

    @Test func `a fault waits for its turn, and shows as often as it is told`() async throws {
        self.store.failNext(.revision, skipping: 2, times: 3)
        var failed: [Int] = []
        for index in 0..<7 {
            do {
                _ = try await self.store.revision(of: .fixture)
            } catch {
                failed.append(index)
            }
        }
        #expect(failed == [2, 3, 4])
    }

    @Test func `a fault may wait for a commit of its own`() async throws {
        self.store.failNext(.commit) { changes in changes.changes.contains { $0.account == "doomed" } }
        try await self.insert(Application.fixture())
        await #expect(throws: StoreError.self) { try await self.insert(Application.fixture(in: "doomed")) }
        try await self.insert(Application.fixture(in: "doomed"))
    }

    @Test func `what is interposed happens between a read and its commit`() async throws {
        try await self.insert(Application.fixture())
        let stored = try #require(try await self.store.read(Application.self, .fixture, in: .fixture))
        self.store.interpose(.commit) { _ = try? await Self.update(stored, in: self.inner) }
        let error = await #expect(throws: StoreError.self) { try await Self.update(stored, in: self.store) }
        #expect(error?.conflict == .version)
    }

    @Test func `a fault that is taken back does not show`() async throws {
        self.store.failNext(.audit)
        self.store.heal()
        try await self.call(.audit)
    }
}
