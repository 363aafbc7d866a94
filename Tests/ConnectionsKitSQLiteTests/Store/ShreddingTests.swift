import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct ShreddingTests {
    private static let wrapped = Array("wrapped-bytes-7c1e-of-a-data-key".utf8)

    private func content(_ folder: TemporaryFolder) throws -> Data {
        try folder.names().reduce(into: Data()) { $0 += try Data(contentsOf: URL(fileURLWithPath: folder.file($1))) }
    }

    private static func key(_ number: UInt32, in account: AccountID = .fixture) -> DataKey {
        var key = DataKey.fixture(.fixture(number), in: account)
        key.wrapped.bytes = self.wrapped
        return key
    }

    @Test func `a data key that was destroyed is found in neither the file nor its log`() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        try await store.commit { changes in
            changes.insert(Self.key(1))
            for number in 0..<50 { changes.insert(DataKey.fixture(in: AccountID("account \(number)"))) }
        }
        #expect(try self.content(folder).range(of: Data(Self.wrapped)) != nil)
        let stored = try #require(try await store.read(DataKey.self, .fixture(1), in: .fixture))
        try await store.commit { $0.delete(stored) }
        // The log is cleared once whoever destroyed it was told; another commit comes after that.
        try await store.commit { $0.insert(Duty.fixture()) }
        #expect(try self.content(folder).range(of: Data(Self.wrapped)) == nil)
    }

    @Test func `the data keys of an erased account are found no more, and those of others are`() async throws {
        let folder = try TemporaryFolder()
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        try await store.commit(Records.insertion, link: chain)
        try await store.commit { $0.insert(Self.key(2, in: "gone")) }
        try await store.commit { $0.erase("gone") }
        try await store.commit { $0.insert(Duty.fixture()) }
        #expect(try self.content(folder).range(of: Data(Self.wrapped)) == nil)
        #expect(try await store.read(DataKey.self, .fixture(15), in: .fixture) != nil)
    }
}
