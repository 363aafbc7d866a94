import Synchronization

/// Runs `operation`, but not longer than `limit`.
///
/// The operation runs in a task of its own, which is cancelled when the limit passes; it is not waited for, so one that
/// ignores its cancellation holds nobody up.
///
/// - Returns: what the operation returned; `nil` when the limit passed first.
package func withDeadline<Output: Sendable>(
    _ limit: Duration, time: TimeSource, _ operation: @escaping @Sendable () async -> Output
) async -> Output? {
    let race = Race<Output>()
    let work = Task { race.finish(await operation()) }
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

    func finish(_ output: Output?) {
        let continuation: CheckedContinuation<Output?, Never>? = self.state.withLock { state in
            switch state {
            case .waiting:
                state = .decided(output)
                return nil
            case .started(let continuation):
                state = .done
                return continuation
            case .decided, .done:
                return nil
            }
        }
        continuation?.resume(returning: output)
    }
}
