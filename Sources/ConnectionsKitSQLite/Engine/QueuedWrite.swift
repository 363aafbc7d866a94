import Synchronization

/// A write in the writer's queue, of whatever result.
protocol QueuedWrite: AnyObject, Sendable {
    /// Begins its turn; false when its caller has gone away, who was told so.
    func begin() -> Bool
    /// Runs it and keeps what came of it; false when it threw, and must be undone.
    func run(in database: Database) -> Bool
    /// Tells its caller what came of it, or `failure` where the transaction around it failed.
    func end(_ failure: SQLiteFailure?)
}

/// A write, and the caller who waits for it.
final class PendingWrite<Value: Sendable, Failure: SQLiteFailureConvertible>: QueuedWrite {
    typealias Outcome = Result<Value, Failure>
    typealias Body = @Sendable (Database) throws(Failure) -> Value

    private enum State {
        case unqueued
        case queued(CheckedContinuation<Outcome, Never>)
        /// Its turn came, and nothing keeps it from its end.
        case begun(CheckedContinuation<Outcome, Never>, Outcome?)
        case cancelled(Failure)
        case ended
    }

    private let body: Body
    private let state = Mutex(State.unqueued)

    init(_ body: @escaping Body) { self.body = body }

    /// Takes the caller who waits; false when the write was cancelled before.
    func wait(_ continuation: CheckedContinuation<Outcome, Never>) -> Bool {
        let cancelled: Failure? = self.state.withLock { state in
            if case .cancelled(let failure) = state {
                state = .ended
                return failure
            }
            state = .queued(continuation)
            return nil
        }
        guard let cancelled else { return true }
        continuation.resume(returning: .failure(cancelled))
        return false
    }

    /// Lets the caller go with `failure`, unless the turn has come.
    func cancel(_ failure: Failure) {
        let continuation: CheckedContinuation<Outcome, Never>? = self.state.withLock { state in
            switch state {
            case .unqueued: state = .cancelled(failure)
            case .queued(let continuation):
                state = .ended
                return continuation
            case .begun, .cancelled, .ended: break
            }
            return nil
        }
        continuation?.resume(returning: .failure(failure))
    }

    func begin() -> Bool {
        self.state.withLock { state in
            guard case .queued(let continuation) = state else { return false }
            state = .begun(continuation, nil)
            return true
        }
    }

    func run(in database: Database) -> Bool {
        let outcome = Outcome { () throws(Failure) in try self.body(database) }
        self.state.withLock { state in
            if case .begun(let continuation, _) = state { state = .begun(continuation, outcome) }
        }
        if case .failure = outcome { return false }
        return true
    }

    func end(_ failure: SQLiteFailure?) {
        self.state.withLock { state in
            let (continuation, outcome): (CheckedContinuation<Outcome, Never>, Outcome?)
            switch state {
            case .queued(let waiting): (continuation, outcome) = (waiting, nil)
            case .begun(let waiting, let known): (continuation, outcome) = (waiting, known)
            case .unqueued, .cancelled, .ended: return
            }
            state = .ended
            if let failure {
                continuation.resume(returning: .failure(Failure(failure)))
            } else if let outcome {
                continuation.resume(returning: outcome)
            }
        }
    }
}
