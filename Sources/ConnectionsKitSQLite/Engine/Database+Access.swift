import CSQLite

extension Database {
    /// Waits until the file may be read, which nobody but a connection with exclusive access forbids for long.
    ///
    /// - Throws: `heldElsewhere` when it may not be read for the whole busy timeout.
    func requireAccess() throws(SQLiteFailure) {
        do throws(SQLiteFailure) {
            _ = try self.firstInteger("PRAGMA schema_version")
        } catch {
            // The locks of the log have codes of their own.
            throw error.kind == .busy && error.code == SQLITE_BUSY ? error.heldElsewhere(.readWrite) : error
        }
    }
}

extension SQLiteFailure {
    /// The same failure, for a file that somebody keeps from being opened with `access`.
    func heldElsewhere(_ access: Database.Access) -> SQLiteFailure {
        SQLiteFailure(.heldElsewhere(wanted: access), code: self.code, file: self.file, detail: self.detail)
    }
}
