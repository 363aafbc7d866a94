import ConnectionsKit
import ConnectionsKitTesting
import Testing

@testable import ConnectionsKitSQLite

@Suite struct ErasureTests {
    @Test func `no table but those of the trail has a row of an erased account`() async throws {
        let store = try await SQLiteConnectionStore.inMemory()
        try await store.commit(Records.insertion, link: chain)
        #expect(try await store.tablesWithRows().count == Record.tables.count + 3)
        try await store.commit { $0.erase(.fixture) }
        #expect(try await store.tablesWithRows() == ["accounts", "audit_records"])
    }

    @Test func `every kind of record is erased`() {
        let tables = Set(Records.all.map { type(of: $0.record.row).table.name })
        #expect(Set(Record.tables.map(\.name)) == tables)
        #expect(Record.tables.count == tables.count)
    }

    @Test func `what was erased and trimmed does not come back when the file is opened again`() async throws {
        let folder = try TemporaryFolder()
        let written: [AuditRecord]
        do {
            let store = try await SQLiteConnectionStore.open(at: folder.file())
            written = try await store.commit(Records.insertion, link: chain)
            try await store.commit { changes in
                changes.erase(.fixture)
                changes.trimAudit(of: .fixture, through: 1)
            }
        }
        let store = try await SQLiteConnectionStore.open(at: folder.file())
        for record in Records.all { #expect(try await store.record(record.recordKey, in: .fixture) == nil) }
        #expect(try await store.auditStart(of: .fixture) == AuditStart(sequence: 1, code: written[0].code))
        #expect(try await store.revision(of: .fixture) == 2)
        #expect(try await store.accounts(after: nil, limit: 10) == [.fixture])
        let later = try await store.commit { $0.record(.fixture(subject: "later")) }
        #expect(later.map(\.code) == [chain(2, written[0].code, .fixture(subject: "later"))])
    }
}

extension SQLiteConnectionStore {
    /// The tables that are not empty.
    fileprivate func tablesWithRows() async throws -> Set<String> {
        try await self.engine.writer.write { database throws(SQLiteFailure) in
            let names = try database.all("SELECT name FROM sqlite_schema WHERE type = 'table'") {
                row throws(SQLiteFailure) in try row.text()
            }
            var result: Set<String> = []
            for name in names where try database.firstInteger("SELECT 1 FROM \(name) LIMIT 1") != nil {
                result.insert(name)
            }
            return result
        }
    }
}
