/// An open database with the newest schema: one connection that writes and one that reads.
///
/// In memory both are the same connection. The file is closed soon after the last copy of this value is gone.
struct SQLiteEngine: Sendable {
    let writer: Writer
    let reader: Reader

    /// Opens and migrates a database, away from the cooperative pool.
    ///
    /// - Parameters:
    ///   - location: where it is; a missing file is made, a missing folder is not.
    ///   - migrator: its identity and its schema.
    ///   - busyTimeout: how long a statement waits for another connection's lock.
    /// - Returns: the open database.
    /// - Throws: ``SQLiteFailure``; a file that is foreign, too new or damaged is left as it is.
    static func open(
        _ location: DatabaseLocation, migrator: Migrator, busyTimeout: Duration = .seconds(5)
    ) async throws(SQLiteFailure) -> SQLiteEngine {
        let executor = QueueExecutor(label: "connectionskit.sqlite")
        let opened = await executor.run {
            Result { () throws(SQLiteFailure) in
                try migrator.refuse(location)
                let isNew = location.isMissing
                let writing = try Database.open(location, busyTimeout: busyTimeout)
                if isNew { try writing.restrictToOwner() }
                try migrator.migrate(writing)
                guard location != .memory else {
                    let shared = GuardedDatabase(writing)
                    return SQLiteEngine(writer: Writer(shared, on: executor), reader: Reader(shared))
                }
                let reading = try Database.open(location, .readOnly, busyTimeout: busyTimeout)
                return SQLiteEngine(
                    writer: Writer(GuardedDatabase(writing), on: executor), reader: Reader(GuardedDatabase(reading)))
            }
        }
        return try opened.get()
    }
}
