import CSQLite

extension Database {
    /// A number that differs from an earlier one of this connection when the database may have changed in between.
    ///
    /// - Throws: `vanished` when the file is no longer at its path.
    func dataVersion() throws(SQLiteFailure) -> Int64 {
        try self.requirePresence()
        let version = try self.firstInteger("PRAGMA data_version")
        // SQLite's number moves on the commits of other connections only; the sum moves on our own as well.
        let changes = unsafe sqlite3_total_changes64(self.connection)
        return (version ?? 0) &+ changes
    }

    /// Reads the whole file and looks for damage: wrong pages, rows out of order, broken rules.
    ///
    /// - Throws: `damaged` with what was found first.
    func quickCheck() throws(SQLiteFailure) {
        let finding = try self.firstText("PRAGMA quick_check(1)")
        guard finding == "ok" else {
            throw SQLiteFailure(.damaged, file: self.location.name, detail: finding ?? "the check had no result")
        }
    }

    /// Makes the write-ahead log the journal of a file, for good; an in-memory database needs none.
    ///
    /// - Throws: `busy` when other connections kept the file locked for the whole busy timeout, and `cannotOpen` when
    ///   the file system has no shared memory.
    func useWriteAheadLog() throws(SQLiteFailure) {
        guard self.location != .memory else { return }
        // SQLite's busy handler does not wait for a connection that is about to write, so the waiting is done here.
        self.waitForLocks(.zero)
        defer { self.waitForLocks(self.busyTimeout) }
        var waited: Duration = .zero
        while true {
            do throws(SQLiteFailure) {
                if try self.firstText("PRAGMA journal_mode = WAL") == "wal" { return }
                throw SQLiteFailure(
                    .cannotOpen, file: self.location.name,
                    detail: "its file system cannot hold a write-ahead log; put it on a local disk")
            } catch {
                guard error.kind == .busy, waited < self.busyTimeout else { throw error }
                sqlite3_sleep(5)
                waited += .milliseconds(5)
            }
        }
    }
}
