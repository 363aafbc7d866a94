import ConnectionsKit
import Testing

@testable import ConnectionsKitSQLite

@Suite struct SchemaTests {
    private static let types: [any TableRecord.Type] = [
        Application.self, Connection.self, Reference.self, CredentialSet.self, CredentialSet.Revision.self, Slot.self,
        Grant.self, TokenState.self, Attempt.self, UserGuard.self, Release.self, Invitation.self, Share.self,
        Submission.self, Installation.self, Duty.self, DataKey.self,
    ]

    @Test(arguments: types.map { $0.table })
    func `a table of the schema has the columns that its rows are read and written with`(_ table: Table) throws {
        let database = try Database.open(.memory)
        try Migrator.connections().migrate(database)
        let columns = try database.all("SELECT name FROM pragma_table_info('\(table.name)') ORDER BY cid") {
            row throws(SQLiteFailure) in try row.text()
        }
        #expect(Array(columns.prefix(table.columns.count)) == table.columns)
        #expect(columns.dropFirst(table.columns.count).allSatisfy { table.insert.contains($0) })
        let key = try database.all("SELECT name FROM pragma_table_info('\(table.name)') WHERE pk > 0 ORDER BY pk") {
            row throws(SQLiteFailure) in try row.text()
        }
        #expect(key == ["account"] + table.key)
    }

    @Test func `every table is strict about the types of its columns`() throws {
        let database = try Database.open(.memory)
        try Migrator.connections().migrate(database)
        let tables = try database.all("SELECT sql FROM sqlite_schema WHERE type = 'table'") {
            row throws(SQLiteFailure) in try row.text()
        }
        #expect(tables.count == Self.types.count + 3)
        #expect(tables.allSatisfy { $0.contains("STRICT") })
    }

    @Test func `the schema of version 1 is as it was published`() {
        // A published step never changes: files that were made by it exist.
        #expect(Migrator.connections().steps.count == 1)
        let digest = SchemaVersion1.sql.utf8.reduce(UInt64(0xCBF2_9CE4_8422_2325)) {
            ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3
        }
        #expect(digest == 5_818_611_953_267_673_307)
    }
}
