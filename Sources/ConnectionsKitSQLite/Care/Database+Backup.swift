import CSQLite

extension Database {
    /// Begins a copy of this database into a new, empty file.
    ///
    /// - Parameters:
    ///   - path: where it is written to; also what the further calls name it by.
    ///   - pinned: whether one state is held until the copy ends. Commits of others then neither come into it nor make it
    ///     start over; they are kept in the write-ahead log meanwhile. A connection that commits cannot do so: its own
    ///     commits are written into the copy as well.
    /// - Throws: ``SQLiteFailure``; then nothing is under way.
    func beginCopy(to path: String, pinned: Bool) throws(SQLiteFailure) {
        let target = try Database.open(.file(path))
        // Until it is whole nobody reads it, so there is nothing to roll back to.
        try target.execute("PRAGMA journal_mode = OFF")
        let copy = try PageCopy(of: self, to: target)
        if pinned {
            try self.execute("BEGIN DEFERRED")
            // It is the first read that takes hold of a state.
            _ = try self.firstInteger("SELECT count(*) FROM sqlite_schema")
        }
        self.pageCopies[path] = copy
    }

    /// Copies up to `count` further pages, all of them when it is negative.
    ///
    /// - Returns: how far the copy is, and whether it is whole.
    func copyPages(
        _ count: Int, to path: String
    ) throws(SQLiteFailure) -> (progress: SQLiteBackup.Progress, isWhole: Bool) {
        let copy = try self.pageCopy(to: path)
        let isWhole = try copy.step(count, of: self)
        return (copy.progress, isWhole)
    }

    /// Ends a whole copy, which then is on the disk.
    ///
    /// - Throws: ``SQLiteFailure``; `vanished` when this database was taken away meanwhile.
    func endCopy(to path: String) throws(SQLiteFailure) {
        let copy = try self.pageCopy(to: path)
        try self.release(path)
        try copy.finish()
        try self.requirePresence()
    }

    /// Gives a copy up.
    func abandonCopy(to path: String) {
        self.pageCopies[path] = nil
        try? self.release(path)
    }

    private func pageCopy(to path: String) throws(SQLiteFailure) -> PageCopy {
        guard let copy = self.pageCopies[path] else {
            throw SQLiteFailure(.other, file: path, detail: "no copy to it is under way")
        }
        return copy
    }

    /// Lets go of the state that a pinned copy held.
    private func release(_ path: String) throws(SQLiteFailure) {
        self.pageCopies[path] = nil
        if !self.isInTransaction, unsafe sqlite3_get_autocommit(self.connection) == 0 { try self.execute("ROLLBACK") }
    }
}
