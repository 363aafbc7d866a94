import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

@Suite struct InspectionTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    /// The bytes of everything in the folder, with the times of the last change.
    private func snapshot() throws -> [String: Data] {
        var files: [String: Data] = [:]
        for name in try self.folder.names() {
            files[name] = try Data(contentsOf: URL(fileURLWithPath: self.folder.file(name)))
        }
        return files
    }

    /// A copy of a store with its write-ahead log, as a killed process leaves it.
    private func makeAbandonedStore(_ sql: String? = nil) async throws {
        let elsewhere = try TemporaryFolder()
        let store = try await SQLiteConnectionStore.open(at: elsewhere.file())
        try await store.commit(Records.insertion, link: chain)
        if let sql {
            try await store.engine.writer.write { database throws(SQLiteFailure) in try database.execute(sql) }
        }
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(atPath: elsewhere.file() + suffix, toPath: self.folder.file() + suffix)
        }
    }

    @Test func `a store is described as its last commit left it, beside whoever uses it`() async throws {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.commit(Records.insertion, link: chain)
        let counted = try await store.engine.writer.write { database throws(SQLiteFailure) in
            try database.execute("DELETE FROM grants")
            return (try database.firstInteger("PRAGMA page_count"), try database.firstInteger("PRAGMA freelist_count"))
        }
        let report = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        #expect(report.kind == .store)
        #expect(report.isStore)
        #expect(report.applicationID == 0x434B_6974)
        #expect(report.schemaVersion == Migrator.connections().steps.count)
        #expect(report.newestSchemaVersion == Migrator.connections().steps.count)
        #expect(!report.needsMigration)
        #expect(report.pageSize == 4096)
        #expect(report.pageCount == counted.0.map { Int($0) })
        #expect(report.freePageCount == counted.1.map { Int($0) })
        #expect(report.usesWriteAheadLog)
        #expect(report.writeAheadLogSize > 0)
        #expect(report.permissions == 0o600)
        #expect(!report.isOpenToOthers)
        #expect(report.concerns.isEmpty)
        try await store.commit { $0.record(.fixture()) }
    }

    @Test func `nothing is changed, recovered or made`() async throws {
        try await self.makeAbandonedStore()
        let before = try self.snapshot()
        let report = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        // The main file holds no table yet: all of it is in the log.
        #expect(report.kind == .store)
        #expect(report.pageCount > 10)
        #expect(report.schemaVersion == Migrator.connections().steps.count)
        #expect(try self.snapshot() == before)
    }

    @Test func `looking at a file in use drops no lock on it`() async throws {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.commit(Records.insertion, link: chain)
        _ = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        let path = self.folder.file()
        // Whoever closes a file that nobody else seems to use removes the log, with what is in it.
        await #expect(processExitsWith: .success) { [path = path as String] in
            let other = try Database.open(.file(path))
            _ = try other.firstInteger("SELECT count(*) FROM grants")
        }
        #expect(try self.folder.names().contains("store.sqlite-wal"))
        try await store.commit { $0.record(.fixture()) }
    }

    @Test func `a newer store is described, and refused byte for byte as it was`() async throws {
        let newer = Migrator.connections().steps.count + 1
        try await self.makeAbandonedStore("PRAGMA user_version = \(newer)")
        let before = try self.snapshot()
        let report = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        #expect(report.kind == .newerStore)
        #expect(report.isStore)
        #expect(report.schemaVersion == newer)
        #expect(report.concerns.first?.contains("Update the library") == true)
        let refused = await storeError { () throws(StoreError) in
            _ = try await SQLiteConnectionStore.open(at: self.folder.file())
        }
        #expect(refused?.code == .corrupt)
        #expect((refused?.cause as? SQLiteFailure)?.reason == .newerSchema)
        for words in [self.folder.file(), "schema version \(newer)", "up to \(newer - 1)", "Update the library"] {
            #expect(refused?.message.contains(words) == true)
        }
        #expect(try self.snapshot() == before)
    }

    @Test func `a database of another application is described`() async throws {
        do {
            let database = try Database.open(.file(self.folder.file()))
            try database.execute("PRAGMA application_id = 7; PRAGMA user_version = 3; CREATE TABLE notes (text);")
        }
        let before = try self.snapshot()
        let report = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        #expect(report.kind == .foreign)
        #expect(report.applicationID == 7)
        #expect(report.schemaVersion == 3)
        #expect(!report.isStore)
        #expect(!report.usesWriteAheadLog)
        #expect(report.concerns.first?.contains("another application") == true)
        #expect(try self.snapshot() == before)
    }

    @Test func `a file that is no database, and an empty one, are described`() async throws {
        try Data(String(repeating: "notes\n", count: 100).utf8).write(
            to: URL(fileURLWithPath: self.folder.file("text")))
        let text = try await SQLiteConnectionStore.inspect(at: self.folder.file("text"))
        #expect(text.kind == .notDatabase)
        #expect(text.size == 600)
        #expect(text.pageSize == 0)
        #expect(text.concerns.first?.contains("no SQLite database") == true)
        try Data().write(to: URL(fileURLWithPath: self.folder.file("empty")))
        #expect(try await SQLiteConnectionStore.inspect(at: self.folder.file("empty")).kind == .empty)
        #expect(try self.folder.names() == ["empty", "text"])
    }

    @Test(arguments: [("missing", "there is no such file"), (".", "it is a folder"), ("no/folder", "no such file")])
    func `what is no file is told`(name: String, words: String) async throws {
        let refused = await storeError { () throws(StoreError) in
            _ = try await SQLiteConnectionStore.inspect(at: self.folder.file(name))
        }
        #expect(refused?.code == .unavailable)
        #expect(refused?.message.contains(words) == true)
    }

    @Test func `permissions that are too open are a concern, with the remedy`() async throws {
        _ = try await SQLiteConnectionStore.open(at: self.folder.file())
        _ = unsafe chmod(self.folder.file(), 0o640)
        let report = try await SQLiteConnectionStore.inspect(at: self.folder.file())
        #expect(report.permissions == 0o640)
        #expect(report.isOpenToOthers)
        #expect(report.concerns.contains { $0.contains("chmod 600") })
    }

    @Test func `a new store is its owner's alone, and one that was there keeps its permissions`() async throws {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.commit(Records.insertion, link: chain)
        for suffix in ["", "-wal", "-shm"] {
            #expect(try FileStatus(at: self.folder.file() + suffix)?.permissions == 0o600)
        }
        let prepared = self.folder.file("prepared")
        try Data().write(to: URL(fileURLWithPath: prepared))
        _ = unsafe chmod(prepared, 0o660)
        _ = try await SQLiteConnectionStore.open(at: prepared)
        #expect(try FileStatus(at: prepared)?.permissions == 0o660)
    }
}
