import Synchronization

/// A few connections for bounded point reads, which run at once on the thread of the caller: a change of thread would
/// cost more than they do.
///
/// The first that is idle is taken, so that one reader at a time always finds the same warm connection.
final class Reader: Sendable {
    private let connections: [GuardedDatabase]
    /// Where reads wait for the one connection that also writes; `nil` where the connections only read.
    private let queue: WorkQueue?
    private let turn = Atomic<Int>(0)

    /// How many reads may run at once.
    var count: Int { self.connections.count }

    /// Reads through connections that nobody writes with; there is at least one.
    init(_ connections: [GuardedDatabase]) {
        self.connections = connections
        self.queue = nil
    }

    /// Reads through the connection that writes on `queue`.
    init(sharing connection: GuardedDatabase, on queue: WorkQueue) {
        self.connections = [connection]
        self.queue = queue
    }

    /// Runs `body`, each of whose statements sees the newest commit.
    ///
    /// The thread waits where every connection is in use. For one state over several statements use
    /// ``Database/transaction(_:_:)`` with `deferred`. Reads do not nest.
    func read<Result: Sendable, Failure: Error>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        if let result = try self.readIfIdle(body) { return result }
        return try self.waitAndRead(body)
    }

    /// Runs `body` as ``read(_:)`` does, but holds no thread where the only connection is writing: that waits for a disk.
    func readBesideCommits<Result: Sendable, Failure: Error>(
        _ body: @escaping @Sendable (Database) throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        if let result = try self.readIfIdle(body) { return result }
        guard let queue = self.queue else { return try self.waitAndRead(body) }
        let result = await queue.run { Swift.Result { () throws(Failure) in try self.waitAndRead(body) } }
        return try result.get()
    }

    /// A number that differs from an earlier one when the database may have changed in between, by whomever.
    ///
    /// - Throws: `vanished` when the file is no longer at its path.
    func dataVersion() throws(SQLiteFailure) -> Int64 {
        // Each connection counts for itself.
        try self.connections[0].withDatabase { database throws(SQLiteFailure) in try database.dataVersion() }
    }

    private func readIfIdle<Result: Sendable, Failure: Error>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result? {
        for connection in self.connections {
            if let result = try connection.withDatabaseIfIdle(body) { return result }
        }
        return nil
    }

    private func waitAndRead<Result: Sendable, Failure: Error>(
        _ body: @Sendable (Database) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Bounded reads by the others: the wait is short, and it is spread.
        let turn = self.connections.count == 1 ? 0 : self.turn.wrappingAdd(1, ordering: .relaxed).newValue
        return try self.connections[Int(UInt(bitPattern: turn) % UInt(self.connections.count))].withDatabase(body)
    }
}
