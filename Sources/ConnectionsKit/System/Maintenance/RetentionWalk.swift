import Synchronization

/// Where this process stands in its walk over the accounts whose audit trails are to be trimmed.
///
/// A process that begins anew walks from the first account; what was trimmed before is passed quickly.
package final class RetentionWalk: Sendable {
    private struct State {
        var last: AccountID?
        var restsUntil: Timestamp?
    }

    private let state = Mutex(State())

    package init() {}

    /// After which account to go on; nothing while the walk rests.
    ///
    /// - Parameters:
    ///   - now: the present moment, which may have jumped.
    ///   - rest: how long it rests after it came to the end.
    /// - Returns: the account, `nil` for the beginning; nothing at all while it rests.
    func position(at now: Timestamp, rest: Duration) -> AccountID?? {
        self.state.withLock { state in
            if let moment = state.restsUntil, now < moment, moment - now <= rest { return nil }
            return .some(state.last)
        }
    }

    /// It came as far as the account and goes on there.
    func pause(after account: AccountID?) {
        self.state.withLock { $0 = State(last: account) }
    }

    /// It came to the end.
    func rest(until moment: Timestamp) {
        self.state.withLock { $0 = State(restsUntil: moment) }
    }
}
