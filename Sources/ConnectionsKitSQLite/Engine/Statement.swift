import CSQLite

/// One prepared statement; ``Database`` keeps it for the next use.
@safe
final class Statement {
    let pointer: OpaquePointer
    /// Whether it is running.
    private(set) var isInUse = false
    private unowned let database: Database

    /// Prepares `sql`, which must be exactly one statement.
    init(_ sql: String, in database: Database) throws(SQLiteFailure) {
        var pointer: OpaquePointer?
        var rest = ""
        let code = unsafe sql.withCString { text in
            var end: UnsafePointer<CChar>?
            let code = unsafe sqlite3_prepare_v3(
                database.connection, text, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &pointer, &end)
            if let end = unsafe end { rest = unsafe String(cString: end) }
            return code
        }
        guard code == SQLITE_OK else { throw database.failure(code, quotes: true) }
        guard let prepared = unsafe pointer, rest.allSatisfy({ $0.isWhitespace || $0 == ";" }) else {
            unsafe sqlite3_finalize(pointer)
            throw SQLiteFailure(.other, file: database.location.name, detail: "not exactly one statement: \(sql)")
        }
        unsafe self.pointer = prepared
        self.database = database
    }

    /// Marks the start of a run with the values that `binder` bound.
    func begin(_ binder: borrowing Binder) throws(SQLiteFailure) {
        let expected = unsafe sqlite3_bind_parameter_count(self.pointer)
        guard binder.code == SQLITE_OK, binder.count == expected else {
            self.end()
            if binder.code != SQLITE_OK, binder.code != SQLITE_RANGE { throw self.database.failure(binder.code) }
            throw self.failure(.other, "a statement takes \(expected) values and got \(binder.count)")
        }
        self.isInUse = true
    }

    /// Runs on to the next row and returns whether there is one.
    func step() throws(SQLiteFailure) -> Bool {
        switch unsafe sqlite3_step(self.pointer) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        case let code: throw self.database.failure(code)
        }
    }

    /// Ends a run before its last row; a commit that goes with it can fail.
    func finish() throws(SQLiteFailure) {
        let code = unsafe sqlite3_reset(self.pointer)
        guard code == SQLITE_OK else { throw self.database.failure(code) }
    }

    /// Makes the statement ready for its next use, whatever happened in this one.
    func end() {
        // The code repeats the failure of the last step, which was thrown there.
        unsafe sqlite3_reset(self.pointer)
        unsafe sqlite3_clear_bindings(self.pointer)
        self.isInUse = false
    }

    /// A failure that SQLite does not know of.
    func failure(_ kind: SQLiteFailure.Kind, _ detail: String) -> SQLiteFailure {
        SQLiteFailure(kind, file: self.database.location.name, detail: detail)
    }

    deinit { unsafe sqlite3_finalize(self.pointer) }
}
