import ConnectionsKitHTTP
import Dispatch
import Foundation
import Synchronization

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// One call under way: brings the session's events, the deadline and the caller's cancellation to one outcome.
final class Call: Sendable {
    private struct State {
        var progress: CallProgress
        var outcome: CallProgress.Outcome?
        var continuation: CheckedContinuation<CallProgress.Outcome, Never>?
        var task: URLSessionTask?
        var deadline: Task<Void, Never>?
    }

    private let state: Mutex<State>
    /// Takes in the body of a reply that is streamed; the sole reader of its outcome then.
    private let buffer: ReplyBuffer?

    init(_ progress: CallProgress, streamingInto buffer: ReplyBuffer? = nil) {
        self.state = Mutex(State(progress: progress))
        self.buffer = buffer
    }

    /// Makes the task and resumes it; the buffer gets what comes.
    func begin(within timeout: Duration, of makeTask: @escaping @Sendable () -> URLSessionTask) {
        Self.starts.async { self.start(within: timeout, of: makeTask, for: nil) }
    }

    /// Makes the task, resumes it, and waits for the outcome.
    func outcome(
        within timeout: Duration, of makeTask: @escaping @Sendable () -> URLSessionTask
    ) async -> CallProgress.Outcome {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                // Making and resuming a task waits for the queue on which all sessions of the process read; no thread
                // of the caller's executor shall wait there.
                Self.starts.async { self.start(within: timeout, of: makeTask, for: continuation) }
            }
        } onCancel: {
            self.note(.cancelled)
        }
    }

    /// Takes note of `event`, and resumes the caller when the call ends by it.
    func note(_ event: CallProgress.Event) {
        let ended = self.state.withLock { state -> State? in
            guard let outcome = state.progress.note(event) else { return nil }
            state.outcome = outcome
            defer {
                state.continuation = nil
                state.task = nil
                state.deadline = nil
            }
            return state
        }
        guard let ended, let outcome = ended.outcome else {
            if let buffer = self.buffer, !buffer.take(event) { self.note(.overrun) }
            return
        }
        ended.deadline?.cancel()
        if let task = ended.task { Self.cancel(task) }
        self.buffer?.end(outcome)
        ended.continuation?.resume(returning: outcome)
    }

    private func start(
        within timeout: Duration, of makeTask: () -> URLSessionTask,
        for continuation: CheckedContinuation<CallProgress.Outcome, Never>?
    ) {
        let early = self.state.withLock { state -> CallProgress.Outcome? in
            if state.outcome == nil { state.continuation = continuation }
            return state.outcome
        }
        if let early {
            continuation?.resume(returning: early)
            return
        }
        let task = makeTask()
        let deadline = Task.detached { [weak self] in
            guard (try? await ContinuousClock().sleep(for: timeout)) != nil else { return }
            self?.note(.expired)
        }
        let isWanted = self.state.withLock { state in
            guard state.outcome == nil else { return false }
            _ = state.progress.note(.started)
            state.task = task
            state.deadline = deadline
            return true
        }
        if isWanted {
            task.resume()
        } else {
            deadline.cancel()
            Self.cancel(task)
        }
    }

    /// Cancels `task` from a queue of its own.
    ///
    /// Before Swift 6.4 Foundation waits here for the queue on which its
    /// callbacks run, and these wait for the calling task's lock (swift-corelibs-foundation #5412).
    private static func cancel(_ task: URLSessionTask) {
        Self.cancellations.async { task.cancel() }
    }

    private static let starts = DispatchQueue(label: "ConnectionsKitURLSession.starts")
    private static let cancellations = DispatchQueue(label: "ConnectionsKitURLSession.cancellations")
}
