import Synchronization

/// Runs `operation`, but not longer than `limit`.
///
/// The operation runs in a task of its own, which is cancelled when the limit passes; it is not waited for, so one that
/// ignores its cancellation holds nobody up.
///
/// - Parameters:
///   - limit: how long.
///   - time: the clock whose sleep measures it.
///   - operation: what to run.
///   - late: gets what the operation returns after all when the limit has passed.
/// - Returns: what the operation returned; `nil` when the limit passed first.
package func withDeadline<Output: Sendable>(
    _ limit: Duration, time: TimeSource, _ operation: @escaping @Sendable () async -> Output,
    late: @escaping @Sendable (Output) async -> Void = { _ in }
) async -> Output? {
    let race = Race<Output>()
    let work = Task {
        let output = await operation()
        // This task is cancelled by then, and what `late` does must not be.
        if !race.finish(output) { Task { await late(output) } }
    }
    let timer = Task {
        do {
            try await time.sleep(limit)
            race.finish(nil)
        } catch {
            // Cancelled: the operation has won.
        }
    }
    let winner = await withTaskCancellationHandler {
        await withCheckedContinuation { race.start($0) }
    } onCancel: {
        work.cancel()
    }
    timer.cancel()
    if winner == nil { work.cancel() }
    return winner
}

/// The first of two results, for one continuation.
private final class Race<Output: Sendable>: Sendable {
    private enum State {
        case waiting
        case started(CheckedContinuation<Output?, Never>)
        case decided(Output?)
        case done
    }

    private let state = Mutex(State.waiting)

    func start(_ continuation: CheckedContinuation<Output?, Never>) {
        let decided: Output?? = self.state.withLock { state in
            if case .decided(let output) = state {
                state = .done
                return .some(output)
            }
            state = .started(continuation)
            return .none
        }
        if let output = decided { continuation.resume(returning: output) }
    }

    /// - Returns: whether it was the first.
    @discardableResult
    func finish(_ output: Output?) -> Bool {
        let (isFirst, continuation): (Bool, CheckedContinuation<Output?, Never>?) = self.state.withLock { state in
            switch state {
            case .waiting:
                state = .decided(output)
                return (true, nil)
            case .started(let continuation):
                state = .done
                return (true, continuation)
            case .decided, .done:
                return (false, nil)
            }
        }
        continuation?.resume(returning: output)
        return isFirst
    }
}
