/// A connection for bounded point reads, which run at once on the thread of the caller: a change of thread would cost
/// more than they do.
final class Reader: Sendable {
    private let guarded: GuardedDatabase

    init(_ guarded: GuardedDatabase) { self.guarded = guarded }

    /// Runs `body`, each of whose statements sees the newest commit.
    ///
    /// For one state over several statements use ``Database/transaction(_:_:)`` with `deferred`. Reads do not nest.
    func read<Result: Sendable, Failure: Error>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.guarded.withDatabase(body)
    }

    /// A number that differs from an earlier one when the database may have changed in between, by whomever.
    ///
    /// - Throws: `vanished` when the file is no longer at its path.
    func dataVersion() throws(SQLiteFailure) -> Int64 {
        try self.guarded.withDatabase { database throws(SQLiteFailure) in try database.dataVersion() }
    }
}
