/// The one connection that writes, on a queue of its own.
///
/// Calls run in the order in which they come, one at a time. The cancellation of a caller neither stops nor skips them.
actor Writer {
    nonisolated let guarded: GuardedDatabase
    nonisolated let executor: QueueExecutor

    nonisolated var unownedExecutor: UnownedSerialExecutor { unsafe self.executor.asUnownedSerialExecutor() }

    init(_ guarded: GuardedDatabase, on executor: QueueExecutor) {
        self.guarded = guarded
        self.executor = executor
    }

    /// Runs `body` in one immediate transaction, which is durable when this returns and undone when it throws.
    ///
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``.
    func write<Result: Sendable, Failure: SQLiteFailureConvertible>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.transaction(.immediate, body)
    }

    /// Runs `body`, a scan that is too long for the thread of its caller, on one state of the database.
    ///
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``.
    func scan<Result: Sendable, Failure: SQLiteFailureConvertible>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.transaction(.deferred, body)
    }

    private func transaction<Result: Sendable, Failure: SQLiteFailureConvertible>(
        _ mode: Database.TransactionMode, _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.guarded.withDatabase { database throws(Failure) in
            try database.transaction(mode) { () throws(Failure) in try body(database) }
        }
    }
}
