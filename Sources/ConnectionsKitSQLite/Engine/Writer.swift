import Synchronization

/// The one connection that writes, on a queue of its own.
///
/// Writes run in the order in which they come. Those that come while one is running go into one transaction, and so share
/// one wait for the disk; a write that finds the queue empty begins at once.
final class Writer: Sendable {
    /// How many writes one transaction holds at most, so that the first of them does not wait for ever.
    static let groupLimit = 64

    private struct Waiting {
        private var arrived: [any QueuedWrite] = []
        /// Those that came before, the first of them last.
        private var ready: [any QueuedWrite] = []
        /// Whether a group is under way, or about to be.
        var isAwaited = false

        var count: Int { self.arrived.count + self.ready.count }

        mutating func append(_ write: any QueuedWrite) { self.arrived.append(write) }

        mutating func popFirst() -> (any QueuedWrite)? {
            if self.ready.isEmpty { (self.ready, self.arrived) = (self.arrived.reversed(), []) }
            return self.ready.popLast()
        }
    }

    let guarded: GuardedDatabase
    let queue: WorkQueue
    private let waiting = Mutex(Waiting())

    init(_ guarded: GuardedDatabase, on queue: WorkQueue) {
        self.guarded = guarded
        self.queue = queue
    }

    /// Runs `body` in an immediate transaction, alone or with others, each as if it came after those before it.
    ///
    /// What it wrote is durable when this returns, and undone when this throws.
    ///
    /// - Parameters:
    ///   - cancelled: what a caller is told who is cancelled before its turn; `nil` where a cancelled caller waits too.
    ///   - body: what to write. It runs again when a failure of another write undid the transaction.
    /// - Returns: what `body` returned.
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``.
    func write<Result: Sendable, Failure: SQLiteFailureConvertible>(
        cancelled: Failure? = nil, _ body: @escaping @Sendable (Database) throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        let write = PendingWrite(body)
        guard let cancelled else { return try await self.outcome(of: write).get() }
        return try await withTaskCancellationHandler {
            await self.outcome(of: write)
        } onCancel: {
            write.cancel(cancelled)
        }.get()
    }

    /// Runs `body`, a scan that is too long for the thread of its caller, on one state of the database.
    ///
    /// - Throws: what `body` throws, or its error made of a ``SQLiteFailure``.
    func scan<Result: Sendable, Failure: SQLiteFailureConvertible>(
        _ body: @escaping @Sendable (Database) throws(Failure) -> Result
    ) async throws(Failure) -> Result {
        try await self.queue.scan(self.guarded, body)
    }

    /// How many writes wait for their turn.
    var waitingCount: Int { self.waiting.withLock { $0.count } }

    private func outcome<Value, Failure>(
        of write: PendingWrite<Value, Failure>
    ) async -> PendingWrite<Value, Failure>.Outcome {
        await withCheckedContinuation { continuation in
            if write.wait(continuation) { self.add(write) }
        }
    }

    private func add(_ write: any QueuedWrite) {
        let isFirst = self.waiting.withLock { waiting in
            waiting.append(write)
            defer { waiting.isAwaited = true }
            return !waiting.isAwaited
        }
        if isFirst { self.queue.add { self.writeNext() } }
    }

    /// Commits the next group, and lets what else waits on the queue come between it and the one after.
    private func writeNext() {
        let group = WriteGroup(limit: Self.groupLimit) { self.waiting.withLock { $0.popFirst() } }
        group.commit(to: self.guarded)
        let isMore = self.waiting.withLock { waiting in
            waiting.isAwaited = waiting.count > 0
            return waiting.isAwaited
        }
        if isMore { self.queue.add { self.writeNext() } }
    }
}
