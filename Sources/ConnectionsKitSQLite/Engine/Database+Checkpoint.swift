import CSQLite

extension Database {
    /// How many pages the log takes before they are copied into the file, and how many more before the next attempt
    /// where a long read kept some from being copied.
    static let checkpointPages = 1_000

    /// Leaves the copying of the log to ``checkpointIfDue()``: SQLite would do it within a commit, whose caller would
    /// wait for it.
    func countLogPages() {
        let context = unsafe Unmanaged.passUnretained(self).toOpaque()
        unsafe sqlite3_wal_hook(
            self.connection,
            { context, _, _, pages in
                guard let context = unsafe context else { return SQLITE_OK }
                unsafe Unmanaged<Database>.fromOpaque(context).takeUnretainedValue().logPages = Int(pages)
                return SQLITE_OK
            }, context)
    }

    /// Copies the log into the file when it has grown long, as far as nobody reads an older state, and waits for nobody.
    ///
    /// A failure is none of a commit that is on the disk already: the log stays, and the next attempt comes.
    func checkpointIfDue() {
        if self.mustClearLog { self.clearLog() }
        if self.logPages < self.checkpointedPages { self.checkpointedPages = 0 }
        guard self.logPages - self.checkpointedPages >= Self.checkpointPages else { return }
        unsafe sqlite3_wal_checkpoint_v2(self.connection, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
        self.checkpointedPages = self.logPages
    }

    /// Copies the log into the file and empties it, unless somebody reads or writes just now: the next commit tries again.
    private func clearLog() {
        self.waitForLocks(.zero)
        let code = unsafe sqlite3_wal_checkpoint_v2(self.connection, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
        self.waitForLocks(self.busyTimeout)
        if code == SQLITE_OK { self.mustClearLog = false }
    }
}
