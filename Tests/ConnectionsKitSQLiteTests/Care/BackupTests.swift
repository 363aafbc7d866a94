import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Synchronization
import Testing

@testable import ConnectionsKitSQLite

@Suite struct BackupTests {
    private let folder: TemporaryFolder
    private let time = ManualTimeSource()

    init() throws { self.folder = try TemporaryFolder() }

    private var target: String { self.folder.file("backup.sqlite") }

    /// A store of about a hundred pages.
    private func makeStore() async throws -> SQLiteConnectionStore {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file(), time: self.time.source)
        try await store.commit(Records.insertion, link: chain)
        try await store.commit { changes in
            for number in 0..<500 {
                changes.insert(Application.fixture(.init("\(number)"), name: String(repeating: "x", count: 500)))
            }
        }
        return store
    }

    private func refusal(
        _ store: SQLiteConnectionStore, to path: String? = nil, replacesExisting: Bool = false
    ) async -> StoreError? {
        await storeError { () throws(StoreError) in
            _ = try await store.backUp(to: path ?? self.target, replacesExisting: replacesExisting)
        }
    }

    @Test func `a backup holds every record, the revision and the trail, and opens as a store`() async throws {
        let store = try await self.makeStore()
        let backup = try await store.backUp(to: self.target)
        #expect(backup.path == self.target)
        #expect(backup.takenAt == .fixture)
        #expect(backup.schemaVersion == Migrator.connections().steps.count)
        #expect(backup.size == backup.pageCount * 4096)
        let copy = try await SQLiteConnectionStore.open(at: self.target)
        for var record in Records.all {
            record.version = 1
            #expect(try await copy.record(record.recordKey, in: .fixture) == record.record)
        }
        #expect(try await copy.revision(of: .fixture) == store.revision(of: .fixture))
        #expect(
            try await copy.audit(of: .fixture, after: 0, limit: 10)
                == store.audit(of: .fixture, after: 0, limit: 10))
        #expect(try await copy.checkIntegrity().isSound)
        try await copy.commit { $0.record(.fixture(subject: "goes on")) }
        #expect(try await store.audit(of: .fixture, after: 0, limit: 10).count == 1)
    }

    @Test func `a backup stands alone, and only its owner may read it`() async throws {
        let store = try await self.makeStore()
        try await store.backUp(to: self.target)
        #expect(try self.folder.names() == ["backup.sqlite", "store.sqlite", "store.sqlite-shm", "store.sqlite-wal"])
        #expect(try FileStatus(at: self.target)?.permissions == 0o600)
        let report = try await SQLiteConnectionStore.inspect(at: self.target)
        #expect(report.kind == .store)
        #expect(!report.usesWriteAheadLog)
        #expect(report.pageCount * report.pageSize == report.size)
    }

    @Test func `progress counts up to all pages`() async throws {
        let store = try await self.makeStore()
        let steps = Mutex<[SQLiteBackup.Progress]>([])
        let backup = try await store.backUp(to: self.target, pagesPerStep: 10) { step in
            steps.withLock { $0.append(step) }
        }
        let seen = steps.withLock { $0 }
        #expect(seen.count > 5)
        #expect(seen.map(\.copied) == seen.map(\.copied).sorted())
        #expect(seen.allSatisfy { $0.total == backup.pageCount })
        #expect(seen.last?.copied == backup.pageCount)
    }

    @Test func `commits of others between its steps neither come into it nor make it start over`() async throws {
        let store = try await self.makeStore()
        let other = GuardedDatabase(try Database.open(.file(self.folder.file())))
        let steps = Atomic(0)
        let failures = Atomic(0)
        let backup = try await store.backUp(to: self.target, pagesPerStep: 1) { _ in
            steps.add(1, ordering: .relaxed)
            let refused = failure { () throws(SQLiteFailure) in
                try other.withDatabase { database throws(SQLiteFailure) in
                    try database.transaction { () throws(SQLiteFailure) in
                        _ = try database.run("UPDATE applications SET name = 'after'")
                    }
                }
            }
            if refused != nil { failures.add(1, ordering: .relaxed) }
        }
        // Another commit came after each page, and each page was copied once.
        #expect(failures.load(ordering: .relaxed) == 0)
        #expect(steps.load(ordering: .relaxed) == backup.pageCount)
        #expect(try await store.read(Application.self, "7", in: .fixture)?.name == "after")
        let copy = try await SQLiteConnectionStore.open(at: self.target)
        #expect(try await copy.all(.applications, in: .fixture).allSatisfy { $0.name != "after" })
        #expect(try await copy.all(.applications, in: .fixture).count == 501)
    }

    @Test func `a cancelled backup leaves nothing, and the store goes on`() async throws {
        let store = try await self.makeStore()
        let target = self.target
        let task = Task {
            await storeError { () throws(StoreError) in
                _ = try await store.backUp(to: target, pagesPerStep: 1) { _ in
                    unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
                }
            }
        }
        #expect(await task.value?.code == .cancelled)
        #expect(try self.folder.names() == ["store.sqlite", "store.sqlite-shm", "store.sqlite-wal"])
        try await store.commit { $0.record(.fixture()) }
        try await store.backUp(to: self.target)
    }

    @Test func `what is at the target stays unless it is to be replaced`() async throws {
        let store = try await self.makeStore()
        try Data("notes".utf8).write(to: URL(fileURLWithPath: self.target))
        let refused = await self.refusal(store)
        #expect(refused?.code == .unavailable)
        #expect((refused?.cause as? SQLiteFailure)?.reason == .exists)
        #expect(refused?.message.contains(self.target) == true)
        #expect(refused?.message.contains("Choose another path") == true)
        #expect(try Data(contentsOf: URL(fileURLWithPath: self.target)) == Data("notes".utf8))
        #expect(try self.folder.names().count == 4)
        try await store.backUp(to: self.target, replacesExisting: true)
        #expect(try await SQLiteConnectionStore.inspect(at: self.target).kind == .store)
    }

    @Test func `what comes to the target while a backup runs stays`() async throws {
        let store = try await self.makeStore()
        let target = self.target
        let refused = await storeError { () throws(StoreError) in
            _ = try await store.backUp(to: target) { _ in
                try? Data("notes".utf8).write(to: URL(fileURLWithPath: target))
            }
        }
        #expect((refused?.cause as? SQLiteFailure)?.reason == .exists)
        #expect(try Data(contentsOf: URL(fileURLWithPath: self.target)) == Data("notes".utf8))
        #expect(try self.folder.names().count == 4)
    }

    @Test(arguments: ["store.sqlite", "store.sqlite-wal", "link"])
    func `the files of the store are never replaced`(name: String) async throws {
        let store = try await self.makeStore()
        try FileManager.default.createSymbolicLink(
            atPath: self.folder.file("link"), withDestinationPath: self.folder.file())
        let refused = await self.refusal(store, to: self.folder.file(name), replacesExisting: true)
        #expect(refused?.message.contains("it is a file of the store itself") == true)
        #expect(try await store.checkIntegrity().isSound)
        try await store.commit { $0.record(.fixture()) }
    }

    @Test(arguments: ["-wal", "-journal"])
    func `what another database left beside the target is not read into a backup`(suffix: String) async throws {
        let store = try await self.makeStore()
        try Data("frames".utf8).write(to: URL(fileURLWithPath: self.target + suffix))
        let refused = await self.refusal(store)
        #expect(refused?.message.contains(self.target + suffix) == true)
        #expect(try self.folder.names().count == 4)
    }

    @Test(arguments: ["missing/backup.sqlite", "", "a\u{0}b"])
    func `a target that cannot be written is refused, and nothing is left`(name: String) async throws {
        let store = try await self.makeStore()
        let refused = await self.refusal(store, to: name.isEmpty ? name : self.folder.file(name))
        #expect(refused?.code == .unavailable)
        #expect((refused?.cause as? SQLiteFailure)?.reason == .cannotOpen)
        #expect(refused?.message.contains("Check that its folder exists, that it is a file") == true)
        #expect(try self.folder.names().count == 3)
    }

    @Test func `a folder at the target is refused`() async throws {
        let store = try await self.makeStore()
        let refused = await self.refusal(store, to: self.folder.path, replacesExisting: true)
        #expect(refused?.message.contains("it is a folder") == true)
    }

    @Test func `a store that fails the check gives no backup`() async throws {
        let store = try await self.makeStore()
        try await store.engine.writer.write { database throws(SQLiteFailure) in
            try database.execute("DROP INDEX grants_by_user")
        }
        let refused = await self.refusal(store)
        #expect(refused?.code == .corrupt)
        #expect(refused?.message.contains("index grants_by_user is missing") == true)
        #expect(refused?.message.contains(self.folder.file()) == true)
        #expect(try self.folder.names().count == 3)
    }

    @Test func `a store whose file was replaced is not backed up from what is there now`() async throws {
        let store = try await self.makeStore()
        try await store.backUp(to: self.target)
        _ = unsafe rename(self.target, self.folder.file())
        let refused = await self.refusal(store)
        #expect((refused?.cause as? SQLiteFailure)?.reason == .vanished)
        #expect(!(try self.folder.names().contains("backup.sqlite")))
    }

    @Test func `a killed backup leaves nothing under its name, and the next one is whole`() async throws {
        do { _ = try await self.makeStore() }
        let folder = self.folder.path
        await #expect(processExitsWith: .signal(SIGKILL)) { [folder = folder as String] in
            let store = try await SQLiteConnectionStore.open(at: "\(folder)/store.sqlite")
            _ = try await store.backUp(to: "\(folder)/backup.sqlite", pagesPerStep: 10) { progress in
                if progress.copied > 20 { _ = kill(getpid(), SIGKILL) }
            }
        }
        let names = try self.folder.names()
        #expect(!names.contains("backup.sqlite"))
        #expect(names.contains { $0.hasPrefix("backup.sqlite.") && $0.hasSuffix(".partial") })
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.backUp(to: self.target)
        #expect(try await SQLiteConnectionStore.open(at: self.target).all(.applications, in: .fixture).count == 501)
    }

    #if os(Linux)
    @Test(.enabled(if: SmallDisk.isPermitted, "only root may mount a file system"))
    func `a full disk ends a backup, names the target, and leaves nothing on it`() async throws {
        let store = try await self.makeStore()
        try await store.commit { changes in
            for number in 0..<200 {
                changes.insert(Application.fixture(.init("big \(number)"), name: String(repeating: "x", count: 10_000)))
            }
        }
        try await SmallDisk.withDisk { disk in
            let refused = await self.refusal(store, to: "\(disk)/backup.sqlite")
            #expect(refused?.code == .unavailable)
            #expect((refused?.cause as? SQLiteFailure)?.reason == .full)
            #expect(refused?.message.contains("\"\(disk)/backup.sqlite\"") == true)
            #expect(refused?.message.contains("Free some space") == true)
            #expect(try FileManager.default.contentsOfDirectory(atPath: disk).isEmpty)
            try SmallDisk.forbidWriting(disk)
            let readOnly = await self.refusal(store, to: "\(disk)/backup.sqlite")
            #expect((readOnly?.cause as? SQLiteFailure)?.reason == .readOnly)
        }
        try await store.commit { $0.record(.fixture()) }
    }
    #endif
}
