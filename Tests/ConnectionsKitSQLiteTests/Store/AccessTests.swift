import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct AccessTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func open(
        _ access: SQLiteConnectionStore.Configuration.Access, busyTimeout: Duration = .milliseconds(50)
    ) async throws(StoreError) -> SQLiteConnectionStore {
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.access = access
        configuration.busyTimeout = busyTimeout
        return try await SQLiteConnectionStore.open(at: self.folder.file(), configuration: configuration)
    }

    private func refusal(_ access: SQLiteConnectionStore.Configuration.Access) async -> StoreError? {
        await storeError { () throws(StoreError) in _ = try await self.open(access) }
    }

    @Test func `an exclusive store keeps its log without a file of shared memory`() async throws {
        let store = try await self.open(.exclusive)
        try await store.commit(Records.insertion, link: chain)
        #expect(try self.folder.names() == ["store.sqlite", "store.sqlite-wal"])
        #expect(try await store.revision(of: .fixture) == 1)
        #expect(try await store.due(.duties, at: .fixture + .seconds(86_400), limit: 10).isEmpty == false)
    }

    @Test(arguments: SQLiteConnectionStore.Configuration.Access.allCases)
    func `whoever opens a file that an exclusive store has is refused, with a remedy`(
        _ access: SQLiteConnectionStore.Configuration.Access
    ) async throws {
        let store = try await self.open(.exclusive)
        try await store.commit(Records.insertion, link: chain)
        let refused = await self.refusal(access)
        #expect(refused?.code == .unavailable)
        #expect(refused?.message.contains("\"\(self.folder.file())\"") == true)
        #expect(refused?.message.contains("exclusive access") == true)
        #expect(refused?.message.contains("access `shared`") == true)
        try await store.commit { $0.record(.fixture(subject: "still there")) }
        #expect(try await store.audit(of: .fixture, after: 0, limit: 10).count == 2)
    }

    @Test func `an exclusive store is refused a file that others have open, who go on`() async throws {
        let store = try await self.open(.shared)
        let refused = await self.refusal(.exclusive)
        #expect(refused?.code == .unavailable)
        #expect(refused?.message.contains("\"\(self.folder.file())\"") == true)
        #expect(refused?.message.contains("cannot be opened with exclusive access") == true)
        #expect(refused?.message.contains("Close whatever has it open") == true)
        try await store.commit(Records.insertion, link: chain)
        let other = try await self.open(.shared)
        #expect(try await other.revision(of: .fixture) == 1)
    }

    @Test func `a file changes from one access to the other once it is closed`() async throws {
        for access in [SQLiteConnectionStore.Configuration.Access.shared, .exclusive, .shared, .exclusive] {
            // The store before may close its file a moment later than here: this one waits for it.
            let store = try await self.open(access, busyTimeout: .seconds(60))
            try await store.commit { $0.record(.fixture()) }
        }
        let store = try await self.open(.shared, busyTimeout: .seconds(60))
        #expect(try await store.audit(of: .fixture, after: 0, limit: 10).map(\.sequence) == [1, 2, 3, 4])
    }

    @Test func `of several that want a new file for themselves one gets it at a time`() async throws {
        let errors = await withTaskGroup(of: StoreError?.self) { group in
            for number in 0..<4 {
                group.addTask {
                    await storeError { () throws(StoreError) in
                        let store = try await self.open(.exclusive, busyTimeout: .seconds(60))
                        try await store.commit { $0.insert(Application.fixture(.init("\(number)"))) }
                    }
                }
            }
            return await group.reduce(into: [StoreError?]()) { $0.append($1) }
        }
        #expect(errors.allSatisfy { $0 == nil }, "\(errors)")
        let store = try await self.open(.exclusive, busyTimeout: .seconds(60))
        #expect(try await store.all(.applications, in: .fixture).map(\.id) == ["0", "1", "2", "3"])
    }

    @Test(arguments: [Int.min, 0, 1, 64, Int.max])
    func `a number of readers out of range is taken to the nearest in it`(_ readers: Int) async throws {
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.readers = readers
        let store = try await SQLiteConnectionStore.open(at: self.folder.file(), configuration: configuration)
        try await store.commit(Records.insertion, link: chain)
        #expect(try await store.revision(of: .fixture) == 1)
        #expect(store.engine.reader.count == min(max(readers, 1), 64))
    }
}
