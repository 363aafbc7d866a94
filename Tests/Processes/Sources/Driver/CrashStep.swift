import Shared

/// Where in a refresh a process is killed.
enum CrashStep: String, CaseIterable, Sendable {
    case beforeIntent = "before the intent"
    case afterIntent = "after the intent"
    case receivedDropped = "during the call, never committed"
    case receivedCommitted = "during the call, then committed"
    case committed = "server committed, no answer"
    case answered = "after the answer"
    case duringCommit = "during our commit"
    case afterCommit = "after our commit"

    /// The step of the worker at which it is killed, unless the server says when.
    var workerStep: WorkerCommand.Step? {
        switch self {
        case .beforeIntent: .beforeIntent
        case .afterIntent: .afterIntent
        case .receivedDropped, .receivedCommitted, .committed: nil
        case .answered, .duringCommit: .beforeSuccess
        case .afterCommit: .afterSuccess
        }
    }

    /// Where the server holds the call at which it is killed.
    var holdPoint: HoldPoint? {
        switch self {
        case .receivedDropped, .receivedCommitted: .received
        case .committed: .committed
        case .beforeIntent, .afterIntent, .answered, .duringCommit, .afterCommit: nil
        }
    }

    /// Whether the call of the process that is killed has reached the server.
    var hasCalled: Bool { self != .beforeIntent && self != .afterIntent }
}
