/// What the driver tells a worker, a line for each.
public enum WorkerCommand: Codable, Sendable {
    /// Make the account with its connections and authorize them; answered by ``WorkerEvent/done``.
    case make
    /// Ask for the credential so many times at once; answered by ``WorkerEvent/called(_:)``.
    case call(callers: Int)
    /// Ask for it until it comes or somebody must authorize again; answered by ``WorkerEvent/called(_:)``.
    case recover
    /// Ask for another in place of the one that there is; answered by ``WorkerEvent/called(_:)``.
    case replace
    /// Revoke the authorization; answered by ``WorkerEvent/done``.
    case revoke
    /// Verify the audit trail; answered by ``WorkerEvent/done``.
    case verify
    /// Say ``WorkerEvent/reached(_:at:)`` at a step of the next refresh, and go on as told; not answered.
    case announce(Step, then: Behavior)
    /// Go on from where it waits; not answered.
    case proceed

    /// A moment of a refresh, around one of its commits.
    public enum Step: String, Codable, Sendable {
        case beforeAcquire, beforeIntent, afterIntent, beforeSuccess, afterSuccess
    }

    /// What a worker does after it has said where it is.
    public enum Behavior: String, Codable, Sendable {
        /// It goes on at once.
        case goOn
        /// It goes on after half a millisecond: by then the news has arrived.
        case pause
        /// It waits for ``WorkerCommand/proceed``.
        case wait
    }
}

/// What a worker says, a line for each.
public enum WorkerEvent: Codable, Sendable {
    /// It has opened the file.
    case ready
    case done
    case called(CallReport)
    case reached(WorkerCommand.Step, at: Int64)
    case failed(String)
}

/// What came of asking for a credential.
public struct CallReport: Codable, Sendable {
    public var successes = 0
    /// The access tokens that were handed out, each once.
    public var accesses: Set<String> = []
    /// How often each error came, by its code.
    public var failures: [String: Int] = [:]
    /// Why somebody must authorize again, where that was an error.
    public var cause: String?

    public init() {}
}
