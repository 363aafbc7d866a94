import SQLiteFile
import Shared

/// The file of a store, looked at without the library.
final class DatabaseFile {
    private let connection: OpaquePointer

    init(_ path: String) throws {
        var pointer: OpaquePointer?
        let code = sqlite3_open_v2(path, &pointer, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
        guard let connection = pointer, code == SQLITE_OK else {
            sqlite3_close_v2(pointer)
            throw Problem("cannot open \(path)")
        }
        self.connection = connection
        sqlite3_busy_timeout(connection, 10_000)
    }

    deinit { sqlite3_close_v2(self.connection) }

    func requireIntegrity() throws {
        let findings = try self.rows(of: "PRAGMA integrity_check")
        guard findings == ["ok"] else { throw Problem("the file is damaged: \(findings)") }
    }

    /// All rows of all tables, each behind the name of its table.
    func allRows() throws -> Set<String> {
        var rows: Set<String> = []
        for table in try self.rows(of: "SELECT name FROM sqlite_master WHERE type = 'table'") {
            rows.formUnion(try self.rows(of: "SELECT * FROM \"\(table)\"").map { "\(table)|\($0)" })
        }
        return rows
    }

    /// The tokens of the connection that is used, as they are stored.
    func usedTokens() throws -> String {
        let found = try self.rows(of: "SELECT * FROM tokens WHERE grant_id IN (\(Self.usedGrants))")
        guard found.count == 1, let row = found.first else { throw Problem("there are \(found.count) tokens") }
        return row
    }

    /// The version of those tokens.
    func usedTokenVersion() throws -> Int? {
        try self.rows(of: "SELECT token_version FROM tokens WHERE grant_id IN (\(Self.usedGrants))").first
            .flatMap { Int($0) }
    }

    /// The identifier of the grant that is used, as it stands in rows.
    func usedGrant() throws -> String {
        guard let id = try self.rows(of: Self.usedGrants).first else { throw Problem("there is no grant") }
        return id
    }

    private static let usedGrants = """
        SELECT id FROM grants WHERE connection IN (SELECT id FROM connections WHERE link_name = 'books')
        """

    private func rows(of sql: String) throws -> [String] {
        var pointer: OpaquePointer?
        guard sqlite3_prepare_v2(self.connection, sql, -1, &pointer, nil) == SQLITE_OK else {
            throw Problem("\(sql): \(String(cString: sqlite3_errmsg(self.connection)))")
        }
        defer { sqlite3_finalize(pointer) }
        var rows: [String] = []
        while true {
            switch sqlite3_step(pointer) {
            case SQLITE_ROW:
                rows.append((0..<sqlite3_column_count(pointer)).map { Self.text(pointer, $0) }.joined(separator: "|"))
            case SQLITE_DONE: return rows
            default: throw Problem("\(sql): \(String(cString: sqlite3_errmsg(self.connection)))")
            }
        }
    }

    private static func text(_ row: OpaquePointer?, _ column: Int32) -> String {
        if sqlite3_column_type(row, column) == SQLITE_BLOB, let start = sqlite3_column_blob(row, column) {
            let bytes = UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(row, column)))
            return bytes.map { String($0, radix: 16) }.joined(separator: ".")
        }
        return sqlite3_column_text(row, column).map { String(cString: $0) } ?? "NULL"
    }
}
