// The attempt: open until it is consumed by its callback, or voided.
extension Attempt {
    /// The attempt after its callback came.
    ///
    /// - Parameters:
    ///   - principal: who brought the callback.
    ///   - now: when.
    /// - Returns: the consumed attempt.
    /// - Throws: ``IllegalTransition`` when it was used or voided before, came late, or came by somebody else. The last two
    ///   void it: see ``voided()``.
    package func consumed(by principal: Principal, at now: Timestamp) throws(IllegalTransition) -> Attempt {
        switch self.status {
        case .consumed:
            throw IllegalTransition(
                .alreadyUsed, "This authorization was completed before; its callback works once.",
                remedy: "Begin a new authorization if the connection is not connected.")
        case .voided:
            throw IllegalTransition(
                .voided, "This authorization attempt was voided.", remedy: "Begin a new authorization.")
        case .open: break
        }
        guard principal.user == self.user, principal.account == self.account, principal.side == self.side else {
            throw IllegalTransition(
                .wrongPrincipal, "This authorization was begun by somebody else than \(principal.displayName).",
                remedy: "The person who began it must complete it, or begin a new one.")
        }
        guard now < self.deadline else {
            throw IllegalTransition(
                .late,
                "This authorization had to be completed within \((self.deadline - self.startedAt).components.seconds) seconds.",
                remedy: "Begin a new authorization.")
        }
        var next = self
        next.status = .consumed
        next.verifier = nil
        return next
    }

    /// The attempt, never to be completed.
    package func voided() -> Attempt {
        var next = self
        next.status = .voided
        next.verifier = nil
        return next
    }
}
