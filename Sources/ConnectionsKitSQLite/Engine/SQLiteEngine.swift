import CSQLite

/// An open database with the newest schema: one connection that writes, a few for point reads and one for scans.
///
/// In memory and with exclusive access there is one connection for all, since nobody else may open it. The file is closed
/// soon after the last copy of this value is gone.
struct SQLiteEngine: Sendable {
    let writer: Writer
    let reader: Reader
    /// The connection for scans; `nil` where the one that writes is the only one.
    let scanning: GuardedDatabase?
    private let scans = WorkQueue(label: "connectionskit.sqlite.scans")

    /// Opens and migrates a database, away from the cooperative pool.
    ///
    /// - Parameters:
    ///   - location: where it is; a missing file is made, a missing folder is not.
    ///   - access: `readWrite` to share the file with whoever opens it, `exclusive` to keep it.
    ///   - readers: how many connections for point reads; at least one.
    ///   - migrator: its identity and its schema.
    ///   - busyTimeout: how long a statement waits for another connection's lock.
    /// - Returns: the open database.
    /// - Throws: ``SQLiteFailure``; a file that is foreign, too new or damaged is left as it is. `heldElsewhere` when it
    ///   is open elsewhere with exclusive access, or is to be and is open elsewhere at all.
    static func open(
        _ location: DatabaseLocation, _ access: Database.Access = .readWrite, readers: Int = 1, migrator: Migrator,
        busyTimeout: Duration = .seconds(5)
    ) async throws(SQLiteFailure) -> SQLiteEngine {
        let queue = WorkQueue(label: "connectionskit.sqlite")
        let opened = await queue.run {
            Result { () throws(SQLiteFailure) in
                let writing = try Self.connect(location, access, migrator: migrator, busyTimeout: busyTimeout)
                writing.countLogPages()
                guard location != .memory, access != .exclusive else { return SQLiteEngine(writing, on: queue) }
                func openReader() throws(SQLiteFailure) -> GuardedDatabase {
                    GuardedDatabase(try Database.open(location, .readOnly, busyTimeout: busyTimeout))
                }
                var reading: [GuardedDatabase] = []
                for _ in 0..<max(readers, 1) { reading.append(try openReader()) }
                return SQLiteEngine(writing, on: queue, reading: reading, scanning: try openReader())
            }
        }
        return try opened.get()
    }

    private init(_ writing: sending Database, on queue: WorkQueue) {
        let shared = GuardedDatabase(writing)
        self.writer = Writer(shared, on: queue)
        self.reader = Reader(sharing: shared, on: queue)
        self.scanning = nil
    }

    private init(
        _ writing: sending Database, on queue: WorkQueue, reading: [GuardedDatabase], scanning: GuardedDatabase
    ) {
        self.writer = Writer(GuardedDatabase(writing), on: queue)
        self.reader = Reader(reading)
        self.scanning = scanning
    }

    /// Runs `body`, a scan that is too long for the thread of its caller, on one state of the database.
    ///
    /// Where there is more than one connection it holds up no commit.
    ///
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``.
    func scan<Value: Sendable, Failure: SQLiteFailureConvertible>(
        _ body: @escaping @Sendable (Database) throws(Failure) -> Value
    ) async throws(Failure) -> Value {
        guard let scanning = self.scanning else { return try await self.writer.scan(body) }
        return try await self.scans.scan(scanning, body)
    }

    /// Opens the connection that writes, with the lock that keeps others out where that is asked for.
    private static func connect(
        _ location: DatabaseLocation, _ access: Database.Access, migrator: Migrator, busyTimeout: Duration
    ) throws(SQLiteFailure) -> Database {
        try migrator.refuse(location)
        let isNew = location.isMissing
        guard access == .exclusive, location != .memory else {
            let database = try Database.open(location, access, busyTimeout: busyTimeout)
            if isNew { try database.restrictToOwner() }
            try migrator.migrate(database)
            return database
        }
        var waited: Duration = .zero
        while true {
            do throws(SQLiteFailure) {
                // Of two that want a file for themselves, each could hold what the other waits for: so neither waits, but
                // closes the file and comes again.
                let database = try Database.open(location, access, busyTimeout: .zero)
                if isNew { try database.restrictToOwner() }
                try migrator.migrate(database)
                return database
            } catch {
                guard error.kind == .busy else { throw error }
                guard waited < busyTimeout else { throw error.heldElsewhere(.exclusive) }
                let pause = Int32.random(in: 5...25)
                sqlite3_sleep(pause)
                waited += .milliseconds(Int64(pause))
            }
        }
    }
}
