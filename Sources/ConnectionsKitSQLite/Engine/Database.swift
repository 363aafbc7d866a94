import CSQLite

/// One connection to a SQLite database, with its kept statements.
///
/// It has no lock of its own (`SQLITE_OPEN_NOMUTEX`) and is not `Sendable`: a ``GuardedDatabase`` owns it.
@safe
final class Database {
    /// What a connection may do.
    enum Access: Sendable {
        case readOnly, readWrite
        /// Write, and lock everybody else out from the first read until the connection is closed.
        case exclusive
    }

    /// How many statements are kept; beyond it all idle ones are dropped.
    private static let keptStatementLimit = 128

    let location: DatabaseLocation
    let busyTimeout: Duration
    let connection: OpaquePointer
    /// Whether a transaction of ``transaction(_:_:)`` is under way.
    var isInTransaction = false
    /// The copies of this database that are under way on this connection, by the path that each is written to.
    var pageCopies: [String: PageCopy] = [:]
    /// The write-ahead log and the shared memory as they were first seen.
    var companions: [CompanionFile] = []
    /// When it was last seen that the file is still at its path.
    var seenAt: ContinuousClock.Instant?
    /// How many pages the log holds since the last commit of this connection, and how many it held at the last attempt to
    /// copy them into the file.
    var logPages = 0
    var checkpointedPages = 0
    /// Whether the log holds what was destroyed, so that it is to be cleared.
    var mustClearLog = false
    private(set) var keptStatements: [String: Statement] = [:]

    private init(_ connection: OpaquePointer, at location: DatabaseLocation, busyTimeout: Duration) {
        unsafe self.connection = connection
        self.location = location
        self.busyTimeout = busyTimeout
    }

    /// Opens a connection, making the file if it does not exist and may be written.
    ///
    /// A commit is durable (`synchronous=FULL`), foreign keys are enforced, and functions in a foreign schema are not
    /// trusted. Nothing is written to a file that exists.
    ///
    /// - Throws: ``SQLiteFailure``; `readOnly` when `access` asks for more and the file cannot be written,
    ///   `heldElsewhere` when somebody has the file with exclusive access for the whole busy timeout.
    static func open(
        _ location: DatabaseLocation, _ access: Access = .readWrite, busyTimeout: Duration = .seconds(5)
    ) throws(SQLiteFailure) -> Database {
        guard let fileName = location.fileName else {
            throw SQLiteFailure(.cannotOpen, file: location.name, detail: "the path is empty or holds a NUL")
        }
        let mode = access == .readOnly ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE
        var pointer: OpaquePointer?
        let code = unsafe sqlite3_open_v2(fileName, &pointer, mode | SQLITE_OPEN_NOMUTEX, nil)
        guard let connection = unsafe pointer else { throw SQLiteFailure(code: code, file: location.name) }
        // From here on `database` owns the connection, and closes it when the rest fails.
        let database = unsafe Database(connection, at: location, busyTimeout: busyTimeout)
        unsafe sqlite3_extended_result_codes(connection, 1)
        guard code == SQLITE_OK else { throw unsafe database.failure(sqlite3_extended_errcode(connection)) }
        try database.configure(access)
        // That was its first read: from here on it uses the files that are there.
        try database.rememberCompanions()
        return database
    }

    private func configure(_ access: Access) throws(SQLiteFailure) {
        self.waitForLocks(self.busyTimeout)
        // SQLite falls back to reading where it may not write.
        if access != .readOnly, unsafe sqlite3_db_readonly(self.connection, "main") == 1 {
            throw SQLiteFailure(.readOnly, file: self.location.name)
        }
        // Before the first read, so that the index of the log is kept in this process and not in a file.
        if access == .exclusive {
            try self.execute("PRAGMA locking_mode = EXCLUSIVE")
        } else {
            try self.requireAccess()
        }
        // What is deleted is gone: a destroyed key must not be left in a free page. The cache holds the inner pages of trees of
        // a million rows, which the usual 2 MB do not: each row that is due would cost a second read. What a savepoint undoes is
        // kept in memory, so that a full folder for temporary files fails no commit; and a log that a burst of commits made long
        // does not stay so. `fullfsync` matters on Apple's systems alone, where fsync() leaves data in the cache of the drive.
        try self.execute(
            """
            PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA cell_size_check = ON; PRAGMA cache_size = -8192;
            PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON;
            PRAGMA temp_store = MEMORY; PRAGMA journal_size_limit = 16777216; PRAGMA secure_delete = ON;
            """)
    }

    /// Sets how long a statement waits for the lock of another connection, at most about eleven days.
    func waitForLocks(_ timeout: Duration) {
        let (seconds, attoseconds) = timeout.components
        let milliseconds = min(max(seconds, 0), 1_000_000) * 1_000 + attoseconds / 1_000_000_000_000_000
        unsafe sqlite3_busy_timeout(self.connection, Int32(clamping: milliseconds))
    }

    /// The absolute path of the file; nothing in memory.
    var path: String? {
        guard let name = unsafe sqlite3_db_filename(self.connection, "main") else { return nil }
        let path = unsafe String(cString: name)
        return path.isEmpty ? nil : path
    }

    /// An idle statement for `sql`: a kept one if there is one.
    func statement(for sql: String) throws(SQLiteFailure) -> Statement {
        if let kept = self.keptStatements[sql] {
            // A statement that is running further up the stack keeps its place; this one lives for one use.
            return kept.isInUse ? try Statement(sql, in: self) : kept
        }
        let statement = try Statement(sql, in: self)
        if self.keptStatements.count >= Self.keptStatementLimit {
            self.keptStatements = self.keptStatements.filter { $0.value.isInUse }
        }
        self.keptStatements[sql] = statement
        return statement
    }

    /// The failure of the last call, which returned `code`; SQLite's message is quoted only where no value was bound.
    func failure(_ code: Int32, quotes: Bool = false) -> SQLiteFailure {
        SQLiteFailure(
            code: code, systemError: unsafe sqlite3_system_errno(self.connection),
            text: unsafe String(cString: sqlite3_errmsg(self.connection)), quotes: quotes, file: self.location.name)
    }

    deinit {
        // The connection lives on until the last of its statements is gone.
        unsafe sqlite3_close_v2(self.connection)
    }
}
