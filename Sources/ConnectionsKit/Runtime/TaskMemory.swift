import Synchronization

/// What a task's connection read at one revision of its account, and the credentials that it handed out since.
final class TaskMemory: Sendable {
    let revision: Int
    let context: ConnectionContext
    private struct State {
        var served: [UserID?: FreshTokens] = [:]
        var allowed: (principal: Principal?, place: Place)?
        var refused: (landing: Landing, error: ConnectionError)?
    }

    private let state = Mutex(State())
    private let before: [UserID?: FreshTokens]

    /// Remembers what was read.
    ///
    /// - Parameters:
    ///   - revision: the account's revision before it was read.
    ///   - context: what decides on the connection.
    ///   - earlier: the memory of an earlier revision, whose opened tokens may still be those of the grant.
    init(revision: Int, context: ConnectionContext, after earlier: TaskMemory?) {
        self.revision = revision
        self.context = context
        // Of one revision alone, so that what nobody asks for any more is forgotten.
        self.before = earlier?.state.withLock { $0.served } ?? [:]
    }

    /// What was handed out to a holder, `nil` for all, at this revision, whose grant may be used for as long as the revision
    /// stands still; and whether the policy allowed the same person the same place last, on the same facts.
    func known(
        of holder: UserID?, to principal: Principal?, at place: Place
    ) -> (served: FreshTokens?, wasAllowed: Bool) {
        let (served, allowed) = self.state.withLock { ($0.served[holder], $0.allowed) }
        guard let allowed else { return (served, false) }
        return (served, allowed.place == place && allowed.principal == principal)
    }

    /// What was handed out to a holder at the revision before; only good once its grant has been read again.
    func earlier(of holder: UserID?) -> FreshTokens? { self.before[holder] }

    /// Remembers what the policy allowed, in place of what it allowed before.
    func allow(_ principal: Principal?, at place: Place) {
        self.state.withLock { $0.allowed = (principal, place) }
    }

    /// Remembers what is handed out; of one grant's tokens the newest.
    ///
    /// Of ten thousand who waited together the first one remembers, and the others see that without a lock.
    func remember(_ fresh: FreshTokens, of holder: UserID?) {
        guard fresh.note(keeper: self) else { return }
        self.state.withLock { state in
            if let held = state.served[holder] {
                if held === fresh { return }
                if held.grant.id == fresh.grant.id, held.tokens.tokenVersion > fresh.tokens.tokenVersion { return }
            }
            state.served[holder] = fresh
        }
    }

    /// What a failed flight is told as, made once for all who waited for it.
    func refusal(for landing: Landing, _ make: () -> ConnectionError) -> ConnectionError {
        self.state.withLock { state in
            if let refused = state.refused, refused.landing === landing { return refused.error }
            let error = make()
            state.refused = (landing, error)
            return error
        }
    }
}
