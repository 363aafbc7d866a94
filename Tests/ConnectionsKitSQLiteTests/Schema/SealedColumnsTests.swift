import ConnectionsKit
import Testing

@testable import ConnectionsKitSQLite

@Suite struct SealedColumnsTests {
    /// Columns of bytes that hold no sealed secret: identifiers, the codes of trails, and keys that are wrapped.
    private static let others: Set<String> = [
        "id", "installation", "source", "credential_set", "connection", "grant_id", "client_set", "slot_connection",
        "target", "release", "listing", "share", "staged_release", "staged_share", "audit_code", "audit_start_code",
        "code", "progress_target", "wrapped",
    ]

    @Test func `the columns that hold sealed secrets are those that a rotation of keys goes through`() throws {
        let database = try Database.open(.memory)
        try Migrator.connections().migrate(database)
        let columns = try database.all(
            """
            SELECT m.name || '.' || c.name FROM sqlite_schema AS m JOIN pragma_table_info(m.name) AS c
            WHERE m.type = 'table' AND c.type = 'BLOB'
            """
        ) { row throws(SQLiteFailure) in try row.text() }
        let sealed = columns.filter { !Self.others.contains(String($0.split(separator: ".")[1])) }
        #expect(Set(sealed) == Set(SealedColumn.all.map { "\($0.place.rawValue).\($0.name)" }))
        #expect(columns.contains("data_keys.wrapped"))
    }
}
