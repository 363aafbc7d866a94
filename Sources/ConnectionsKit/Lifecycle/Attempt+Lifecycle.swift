// The attempt: open until it is consumed by what its person brings or consents to, or voided.
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
        try self.requireOpen(by: principal, at: now)
        return self.ended(.consumed)
    }

    /// The attempt while the service is asked whether the person has consented on another device.
    ///
    /// Whoever reads it then asks no question of their own before the time of this one is over.
    ///
    /// - Parameters:
    ///   - principal: who asks.
    ///   - now: when.
    ///   - hold: how long the question may take.
    /// - Returns: the attempt, still open; `nil` when it is too early to ask, or somebody else asks.
    /// - Throws: ``IllegalTransition`` as for ``consumed(by:at:)``.
    package func asking(
        by principal: Principal, at now: Timestamp, hold: Duration
    ) throws(IllegalTransition) -> Attempt? {
        try self.requireOpen(by: principal, at: now)
        guard let device = self.device, now >= device.nextAt else { return nil }
        var next = self
        next.device?.nextAt = now + max(hold, device.interval)
        return next
    }

    /// The attempt after its tokens came by a device code.
    package func consumed() -> Attempt { self.ended(.consumed) }

    private func requireOpen(by principal: Principal, at now: Timestamp) throws(IllegalTransition) {
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
    }

    /// The attempt, never to be completed.
    package func voided() -> Attempt { self.ended(.voided) }

    private func ended(_ status: Status) -> Attempt {
        var next = self
        next.status = status
        next.verifier = nil
        next.device = nil
        return next
    }
}
