import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Synchronization
import Testing

@testable import ConnectionsKitSQLite

/// A store whose only connection does everything: in memory, and with its file to itself.
@Suite struct OwnConnectionTests {
    enum Place: String, CaseIterable, Sendable { case memory, exclusive }

    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func makeStore(in place: Place) async throws -> SQLiteConnectionStore {
        var configuration = SQLiteConnectionStore.Configuration()
        configuration.access = .exclusive
        let store =
            switch place {
            case .memory: try await SQLiteConnectionStore.inMemory()
            case .exclusive:
                try await SQLiteConnectionStore.open(at: self.folder.file(), configuration: configuration)
            }
        try await store.commit(Records.insertion, link: chain)
        try await store.commit { changes in
            for number in 0..<500 {
                changes.insert(Application.fixture(.init("\(number)"), name: String(repeating: "x", count: 300)))
            }
        }
        return store
    }

    @Test(arguments: Place.allCases)
    func `a backup takes in the commits between its steps, and what they undo stays out`(_ place: Place) async throws {
        let store = try await self.makeStore(in: place)
        let commits = Mutex<[Task<StoreError?, Never>]>([])
        let backup = try await store.backUp(to: self.folder.file("backup"), pagesPerStep: 2) { progress in
            let commit = Task {
                await storeError { () throws(StoreError) in
                    try await store.commit { $0.record(.fixture(subject: "\(progress.copied)")) }
                    // This one writes, and then meets a conflict.
                    try await store.commit { changes in
                        changes.insert(Application.fixture(.init("undone \(progress.copied)")))
                        changes.insert(Application.fixture("application"))
                    }
                }
            }
            commits.withLock { $0.append(commit) }
        }
        for commit in commits.withLock({ $0 }) { #expect(await commit.value?.conflict == .exists) }
        #expect(backup.pageCount > 10)
        let copy = try await SQLiteConnectionStore.open(at: backup.path)
        let trail = try await copy.audit(of: .fixture, after: 0, limit: 1_000)
        #expect(trail.first?.entry.subject == "first")
        #expect(trail == Array(try await store.audit(of: .fixture, after: 0, limit: 1_000).prefix(trail.count)))
        #expect(try await copy.counts().records["applications"] == 501)
        #expect(try await copy.checkIntegrity().isSound)
    }

    @Test(arguments: Place.allCases)
    func `checks and counts go through the one connection`(_ place: Place) async throws {
        let store = try await self.makeStore(in: place)
        #expect(try await store.checkIntegrity().isSound)
        #expect(try await store.counts().records["applications"] == 501)
        try await store.commit { $0.record(.fixture()) }
        #expect(try await store.counts().auditRecords == 2)
    }

    @Test(arguments: Place.allCases)
    func `a cancelled backup leaves nothing, and the store goes on`(_ place: Place) async throws {
        let store = try await self.makeStore(in: place)
        let target = self.folder.file("backup")
        let task = Task {
            await storeError { () throws(StoreError) in
                _ = try await store.backUp(to: target, pagesPerStep: 1) { _ in
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                }
            }
        }
        #expect(await task.value?.code == .cancelled)
        #expect(try self.folder.names().allSatisfy { $0.hasPrefix("store.sqlite") })
        try await store.commit { $0.record(.fixture()) }
        try await store.backUp(to: target)
    }

    @Test func `a file that somebody has for themselves can be looked at`() async throws {
        let store = try await self.makeStore(in: .exclusive)
        let report = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        #expect(report.kind == .store)
        #expect(report.pageCount > 10)
        try await store.commit { $0.record(.fixture()) }
        #expect(!(try self.folder.names().contains("store.sqlite-shm")))
    }

    @Test(arguments: ["", "-wal"]) func `what was taken away takes no more commits`(suffix: String) async throws {
        let store = try await self.makeStore(in: .exclusive)
        try FileManager.default.removeItem(atPath: self.folder.file() + suffix)
        let refused = await storeError { () throws(StoreError) in try await store.commit { $0.record(.fixture()) } }
        #expect((refused?.cause as? SQLiteFailure)?.reason == .vanished)
    }
}
