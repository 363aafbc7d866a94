import CSQLite

extension Database {
    /// Refuses to go on when the file, its write-ahead log or the shared memory was moved, deleted or replaced: what is
    /// written then is lost without an error, and what is read is no longer what other processes write.
    ///
    /// - Throws: `vanished`.
    func requirePresence() throws(SQLiteFailure) {
        var hasMoved: Int32 = 0
        let code = unsafe sqlite3_file_control(self.connection, "main", SQLITE_FCNTL_HAS_MOVED, &hasMoved)
        // An in-memory database and some file systems know no such question.
        if code == SQLITE_OK, hasMoved != 0 { throw SQLiteFailure(.vanished, file: self.location.name) }
        try self.requireCompanions()
        self.seenAt = .now
    }

    /// The same, asked of the file system only when `interval` has passed since the last time, since it costs as much as
    /// a small read.
    ///
    /// - Throws: `vanished`.
    func requirePresence(every interval: Duration) throws(SQLiteFailure) {
        guard self.location != .memory else { return }
        if let seenAt = self.seenAt, ContinuousClock.now - seenAt < interval { return }
        try self.requirePresence()
    }

    /// Remembers the two files that the first use of the log makes, and that nobody may rightly remove while this connection
    /// is open; none of them before.
    func rememberCompanions() throws(SQLiteFailure) {
        guard let path = self.path, let log = try CompanionFile(at: path + "-wal") else { return }
        // A connection with the file to itself has no shared memory, whatever others left there.
        let isAlone = try self.firstText("PRAGMA locking_mode") == "exclusive"
        let memory = isAlone ? nil : try CompanionFile(at: path + "-shm")
        self.companions = [log] + [memory].compactMap { $0 }
    }

    private func requireCompanions() throws(SQLiteFailure) {
        guard self.location != .memory else { return }
        if self.companions.isEmpty { try self.rememberCompanions() }
        for companion in self.companions where try FileStatus(at: companion.path)?.identity != companion.identity {
            throw SQLiteFailure(
                .vanished, file: self.location.name, detail: "\"\(companion.path)\" is not the file that was there")
        }
    }
}
