/// A connection for work that is too long to hold up the store: checks, counts, backups.
///
/// It has a queue of its own, so that commits and reads go on. Where a database lets nobody else in, it is the store's
/// own connection and queue instead: then commits wait for each call, and go on between two.
struct SideConnection: Sendable {
    /// Whether it is the store's own connection, which commits use as well.
    let isStoresOwn: Bool
    private let guarded: GuardedDatabase
    private let queue: WorkQueue

    init(_ guarded: GuardedDatabase, on queue: WorkQueue, isStoresOwn: Bool) {
        self.guarded = guarded
        self.queue = queue
        self.isStoresOwn = isStoresOwn
    }

    /// Opens a further connection, with a queue of its own.
    ///
    /// - Throws: ``SQLiteFailure``.
    static func opened(
        at path: String, _ access: Database.Access, busyTimeout: Duration
    ) async throws(SQLiteFailure) -> SideConnection {
        let queue = WorkQueue(label: "connectionskit.sqlite.aside")
        let opened = await queue.run {
            Result { () throws(SQLiteFailure) in
                GuardedDatabase(try Database.open(.file(path), access, busyTimeout: busyTimeout))
            }
        }
        return SideConnection(try opened.get(), on: queue, isStoresOwn: false)
    }

    /// Runs `body` with the connection to itself.
    ///
    /// - Throws: what `body` throws.
    func run<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws(SQLiteFailure) -> Value
    ) async throws(SQLiteFailure) -> Value {
        let guarded = self.guarded
        let result = await self.queue.run {
            Result { () throws(SQLiteFailure) in try guarded.withDatabase(body) }
        }
        return try result.get()
    }

    /// Runs `body` with the connection to itself until it ends or the calling task is cancelled.
    ///
    /// - Throws: what `body` throws; `interrupted` after a cancellation.
    func runCancellably<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws(SQLiteFailure) -> Value
    ) async throws(SQLiteFailure) -> Value {
        let (guarded, interruption) = (self.guarded, Interruption())
        let result = await withTaskCancellationHandler {
            await self.queue.run {
                Result { () throws(SQLiteFailure) in
                    try guarded.withDatabase { database throws(SQLiteFailure) in
                        try database.interruptible(by: interruption) { () throws(SQLiteFailure) in try body(database) }
                    }
                }
            }
        } onCancel: {
            interruption.request()
        }
        return try result.get()
    }

    /// The same, on one state of the database.
    ///
    /// - Throws: what `body` throws; `interrupted` after a cancellation.
    func scan<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws(SQLiteFailure) -> Value
    ) async throws(SQLiteFailure) -> Value {
        try await self.runCancellably { database throws(SQLiteFailure) in
            try database.onOneState { () throws(SQLiteFailure) in try body(database) }
        }
    }
}
