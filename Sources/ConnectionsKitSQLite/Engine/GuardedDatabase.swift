import Synchronization

/// Owns one connection and lets one caller at a time use it.
final class GuardedDatabase: Sendable {
    private let database: Mutex<Database>

    init(_ database: sending Database) { self.database = Mutex(database) }

    /// Runs `body` with the connection to itself, once nobody else uses it.
    ///
    /// `body` is `Sendable`, and so is its result: the connection cannot leave it. It must not use this object again, or
    /// it waits for itself.
    func withDatabase<Result: Sendable, Failure: Error>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try self.database.withLock { database throws(Failure) in try body(database) }
    }

    /// Runs `body` with the connection to itself, or returns `nil` when somebody else uses it.
    func withDatabaseIfIdle<Result: Sendable, Failure: Error>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        try self.database.withLockIfAvailable { database throws(Failure) in try body(database) }
    }
}
