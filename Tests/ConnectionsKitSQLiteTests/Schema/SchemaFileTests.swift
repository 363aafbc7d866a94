import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@testable import ConnectionsKitSQLite

/// `Tests/SchemaFiles` holds a store of every version of the schema, which every later version of the library opens.
@Suite struct SchemaFileTests {
    private let folder: TemporaryFolder

    init() throws { self.folder = try TemporaryFolder() }

    private func make() async throws -> SQLiteConnectionStore {
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        try await store.commit { changes in
            for record in SchemaRecords.all { changes.insert(record) }
            for entry in SchemaRecords.entries { changes.record(entry) }
        }
        try await store.commit { $0.trimAudit(of: SchemaRecords.account, through: 1) }
        return store
    }

    @Test func `the file of the newest version is what the library makes`() async throws {
        let store = try await self.make()
        let made = try await store.engine.writer.write { database throws(SQLiteFailure) in try database.dump() }
        if ProcessInfo.processInfo.environment["CONNECTIONSKIT_UPDATE_SCHEMA_FILES"] == "1" {
            try SchemaFile.newest.write(made)
        }
        let written = (try? SchemaFile.newest.text()) ?? ""
        guard written != made else { return }
        let changes = made.split(separator: "\n").difference(from: written.split(separator: "\n"))
        Issue.record(
            """
            \(SchemaFile.newest.url.lastPathComponent) is not what the library makes in \(changes.count) lines. While no \
            release has it, Scripts/update-schema-files writes it anew; afterwards the schema needs a further version.
            """)
    }

    @Test func `each file is as its digest says`() throws {
        let digests = try SchemaFile.digests()
        #expect(digests.count == SchemaFile.all.count)
        for file in SchemaFile.all {
            #expect(digests[file.url.lastPathComponent] == SchemaFile.digest(of: try file.text()), "\(file)")
        }
    }

    @Test(arguments: SchemaFile.all) func `a file has a row in every table`(_ file: SchemaFile) throws {
        try file.make(at: self.folder.file())
        let database = try Database.open(.file(self.folder.file()), .readOnly)
        #expect(try database.firstInteger("PRAGMA user_version") == Int64(file.version))
        let tables = try database.all("SELECT name FROM sqlite_schema WHERE type = 'table'") {
            row throws(SQLiteFailure) in try row.text()
        }
        #expect(tables.count >= 19)
        for table in tables { #expect(try database.firstInteger("SELECT count(*) FROM \(table)") != 0, "\(table)") }
    }

    @Test(arguments: SchemaFile.all)
    func `a file of any version opens, and every record, revision and trail reads back`(_ file: SchemaFile) async throws
    {
        try file.make(at: self.folder.file())
        let store = try await SQLiteConnectionStore.open(at: self.folder.file())
        #expect(try await SQLiteConnectionStore.inspect(at: self.folder.file()).needsMigration == false)
        for var record in SchemaRecords.all {
            record.version = 1
            #expect(try await store.record(record.recordKey, in: record.account) == record.record)
        }
        #expect(try await store.revision(of: .fixture) == 1)
        #expect(try await store.revision(of: SchemaRecords.account) == 1)
        #expect(try await store.all(.connections(of: "shop"), in: .fixture).map(\.id) == [.fixture(2)])
        #expect(try await store.accounts(after: nil, limit: 10) == [.fixture, SchemaRecords.account])
        let start = try await store.auditStart(of: SchemaRecords.account)
        #expect(start.sequence == 1)
        let trail = try await store.audit(of: SchemaRecords.account, after: 0, limit: 10)
        #expect(trail.map(\.entry) == Array(SchemaRecords.entries.dropFirst(2)))
        var previous = start.code
        for record in trail {
            #expect(record.code == chain(record.sequence, previous, record.entry))
            previous = record.code
        }
        #expect(try await store.checkIntegrity().isSound)
        // It goes on where it ended.
        let next = try await store.commit { $0.record(.fixture(in: SchemaRecords.account, subject: "next")) }
        #expect(next.map(\.code) == [chain(4, previous, .fixture(in: SchemaRecords.account, subject: "next"))])
    }
}
