import SQLiteFile

/// The statements of a commit through SQLite's C API, prepared once: the floor of what the store does.
final class RawDatabase {
    private let connection: OpaquePointer
    private let begin, end, duty, application, head, read: OpaquePointer
    private let copies = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    init(at path: String) {
        var connection: OpaquePointer?
        guard sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil) == SQLITE_OK,
            let connection,
            sqlite3_exec(connection, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;", nil, nil, nil) == SQLITE_OK
        else { fatalError("the file cannot be opened") }
        sqlite3_busy_timeout(connection, 5_000)
        self.connection = connection
        func prepare(_ sql: String) -> OpaquePointer {
            var statement: OpaquePointer?
            guard
                sqlite3_prepare_v3(connection, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil)
                    == SQLITE_OK,
                let statement
            else { fatalError(String(cString: sqlite3_errmsg(connection))) }
            return statement
        }
        self.begin = prepare("BEGIN IMMEDIATE")
        self.end = prepare("COMMIT")
        self.duty = prepare(
            """
            UPDATE duties SET work = ?3, target = ?4, target_user = ?5, due_at = ?6, tries = ?7, version = ?8 \
            WHERE account = ?1 AND id = ?2 AND version = ?9
            """)
        self.application = prepare(
            """
            UPDATE applications SET name = ?3, last_release = ?4, allows_portal_users = ?5, publishing_user = ?6, \
            publishing_since = ?7, version = ?8 WHERE account = ?1 AND id = ?2 AND version = ?9
            """)
        self.head = prepare("UPDATE accounts SET revision = revision + 1 WHERE account = ?1")
        self.read = prepare(
            """
            SELECT account, id, name, last_release, allows_portal_users, publishing_user, publishing_since, version \
            FROM applications WHERE account = ? AND id = ?
            """)
    }

    deinit {
        for statement in [self.begin, self.end, self.duty, self.application, self.head, self.read] {
            sqlite3_finalize(statement)
        }
        sqlite3_close(self.connection)
    }

    /// One row in a transaction of its own.
    func commitDuty(_ account: String, _ id: [UInt8], target: [UInt8], tries: Int, version: Int) {
        self.run(self.begin)
        self.text(self.duty, 1, account)
        self.bytes(self.duty, 2, id)
        self.text(self.duty, 3, "revoke")
        self.bytes(self.duty, 4, target)
        sqlite3_bind_null(self.duty, 5)
        sqlite3_bind_int64(self.duty, 6, 1_767_225_600_000)
        sqlite3_bind_int64(self.duty, 7, Int64(tries))
        sqlite3_bind_int64(self.duty, 8, Int64(version + 1))
        sqlite3_bind_int64(self.duty, 9, Int64(version))
        self.run(self.duty)
        guard sqlite3_changes(self.connection) == 1 else { fatalError("no row was written") }
        self.run(self.end)
    }

    /// One row, and the revision of its account.
    func commitApplication(_ account: String, _ id: String, release: Int, version: Int) {
        self.run(self.begin)
        self.text(self.application, 1, account)
        self.text(self.application, 2, id)
        self.text(self.application, 3, "Real Estate Sales")
        sqlite3_bind_int64(self.application, 4, Int64(release))
        sqlite3_bind_int64(self.application, 5, 1)
        sqlite3_bind_null(self.application, 6)
        sqlite3_bind_null(self.application, 7)
        sqlite3_bind_int64(self.application, 8, Int64(version + 1))
        sqlite3_bind_int64(self.application, 9, Int64(version))
        self.run(self.application)
        guard sqlite3_changes(self.connection) == 1 else { fatalError("no row was written") }
        self.text(self.head, 1, account)
        self.run(self.head)
        self.run(self.end)
    }

    /// Reads a row and its columns.
    func readApplication(_ account: String, _ id: String) -> Int {
        self.text(self.read, 1, account)
        self.text(self.read, 2, id)
        guard sqlite3_step(self.read) == SQLITE_ROW else { fatalError("no row was read") }
        var length = 0
        for column: Int32 in 0..<3 { length += String(cString: sqlite3_column_text(self.read, column)).utf8.count }
        for column: Int32 in [3, 4, 7] { length += Int(sqlite3_column_int64(self.read, column)) }
        for column: Int32 in [5, 6] where sqlite3_column_type(self.read, column) != SQLITE_NULL { length += 1 }
        sqlite3_reset(self.read)
        sqlite3_clear_bindings(self.read)
        return length
    }

    private func run(_ statement: OpaquePointer) {
        guard sqlite3_step(statement) == SQLITE_DONE else {
            fatalError(String(cString: sqlite3_errmsg(self.connection)))
        }
        sqlite3_reset(statement)
        sqlite3_clear_bindings(statement)
    }

    private func text(_ statement: OpaquePointer, _ index: Int32, _ text: String) {
        sqlite3_bind_text(statement, index, text, -1, self.copies)
    }

    private func bytes(_ statement: OpaquePointer, _ index: Int32, _ bytes: [UInt8]) {
        sqlite3_bind_blob(statement, index, bytes, Int32(bytes.count), self.copies)
    }
}
