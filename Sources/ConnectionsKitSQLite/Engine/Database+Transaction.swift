import CSQLite

extension Database {
    /// How a transaction takes its locks.
    enum TransactionMode: String, Sendable {
        /// Reads see one state; nothing is locked against writers.
        case deferred = "BEGIN DEFERRED"
        /// The write lock is taken at once, so that no other writer can come between a read and a write.
        case immediate = "BEGIN IMMEDIATE"
    }

    /// Runs `body` in a transaction: commits when it returns, rolls back when it or the commit throws.
    ///
    /// Transactions do not nest. After a failure that made SQLite roll back by itself, no further statement of `body`
    /// runs, so that none is committed alone.
    ///
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``; `vanished` when an immediate
    ///   transaction would be committed to a file that is no longer at its path.
    func transaction<Result, Failure: SQLiteFailureConvertible>(
        _ mode: TransactionMode = .immediate, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try Failure.converting { () throws(SQLiteFailure) in try self.begin(mode) }
        do throws(Failure) {
            let result = try body()
            try Failure.converting { () throws(SQLiteFailure) in try self.commit(mode) }
            return result
        } catch {
            self.rollBack()
            throw error
        }
    }

    /// Refuses to run a statement alone that was meant for a transaction.
    func requireTransactionIfBegun() throws(SQLiteFailure) {
        guard !self.isInTransaction || !self.isInAutocommit else {
            throw SQLiteFailure(
                .other, file: self.location.name,
                detail: "its transaction was rolled back by an earlier failure, or was ended by a statement in it")
        }
    }

    /// Whether the transaction that is under way was not ended by a failure.
    var isTransactionAlive: Bool { !self.isInAutocommit }

    private var isInAutocommit: Bool { unsafe sqlite3_get_autocommit(self.connection) != 0 }

    private func begin(_ mode: TransactionMode) throws(SQLiteFailure) {
        guard self.isInAutocommit, !self.isInTransaction else {
            throw SQLiteFailure(.other, file: self.location.name, detail: "a transaction is already under way")
        }
        try self.run(mode.rawValue)
        self.isInTransaction = true
    }

    private func commit(_ mode: TransactionMode) throws(SQLiteFailure) {
        if mode == .immediate { try self.requirePresence() }
        try self.run("COMMIT")
        self.isInTransaction = false
    }

    private func rollBack() {
        self.isInTransaction = false
        // ROLLBACK ends the transaction even when it reports an error, and the first error is the one that matters.
        if !self.isInAutocommit { unsafe sqlite3_exec(self.connection, "ROLLBACK", nil, nil, nil) }
    }
}
