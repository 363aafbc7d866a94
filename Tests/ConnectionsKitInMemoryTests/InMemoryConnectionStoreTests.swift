import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@Suite struct InMemoryConnectionStoreTests {
    @Test(arguments: StoreConformance.requirements)
    func `the store meets its contract`(_ requirement: StoreConformance.Requirement) async throws {
        try await requirement.run { time in InMemoryConnectionStore(time: time.source) }
    }

    @Test func `a store in a decorator meets its contract`() async throws {
        for requirement in StoreConformance.requirements {
            try await requirement.run { time in FaultingStore(InMemoryConnectionStore(time: time.source)) }
        }
    }

    @Test func `two stores share nothing`() async throws {
        let (first, second) = (InMemoryConnectionStore(), InMemoryConnectionStore())
        try await first.insert(Application.fixture())
        #expect(try await second.read(Application.self, .fixture, in: .fixture) == nil)
        #expect(try await second.revision(of: .fixture) == 0)
    }

    @Test(arguments: [Int.min, -1, 0, 1, 1_000, 1_001, Int.max])
    func `a limit out of range is taken to the nearest in it`(_ limit: Int) async throws {
        let store = InMemoryConnectionStore()
        for number in 0..<1_001 { try await store.insert(Duty.fixture(), Application.fixture(.init("\(number)"))) }
        let wanted = min(max(limit, 1), 1_000)
        #expect(try await store.page(.applications, in: .fixture, after: nil, limit: limit).elements.count == wanted)
        #expect(try await store.due(.duties, at: .fixture, limit: limit).count == wanted)
    }

    @Test func `a cursor that this store never made is a place in the order`() async throws {
        let store = InMemoryConnectionStore()
        try await store.insert(Application.fixture("b"), Application.fixture("d"))
        let page = try await store.page(Query<Application>.applications, in: .fixture, after: Cursor("c"))
        #expect(page.elements.map(\.id) == ["d"])
    }

    @Test func `without a clock of its own the store takes the system's`() async throws {
        let store = InMemoryConnectionStore()
        try await store.insert(TokenState.fixture(of: .fixture(1)))
        let before = TimeSource.system.now()
        var changes = ChangeSet()
        changes.refresh(.fixture(1), in: .fixture, .acquire(epoch: 0, duration: .seconds(3_600)))
        try await store.commit(changes) { _, _, _ in [] }
        let until = try await store.read(TokenState.self, .fixture(1), in: .fixture)?.lease.until
        #expect(try #require(until) >= before + .seconds(3_600))
    }
}

extension ConnectionStore {
    func insert(_ records: any StoredRecord...) async throws {
        var changes = ChangeSet()
        for record in records { changes.insert(record) }
        try await self.commit(changes) { _, _, _ in [] }
    }
}
