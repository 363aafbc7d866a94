// The grant: authorized, needs reauthorization, suspended, revoked, superseded. The last two are final.
extension Grant {
    /// Whether its status can still change.
    package var isOver: Bool {
        switch self.status {
        case .revoked, .superseded: true
        case .authorized, .needsReauthorization, .suspended: false
        }
    }

    /// Those of `scopes` that were not granted.
    package func missing(_ scopes: [String]) -> [String] { scopes.filter { !self.grantedScopes.contains($0) } }

    /// The grant after the service refused to renew it.
    ///
    /// - Throws: ``IllegalTransition`` when it is over.
    package func needingReauthorization(_ cause: ReauthorizationCause) throws(IllegalTransition) -> Grant {
        try self.moved(to: .needsReauthorization(cause))
    }

    /// The grant after somebody revoked it; its revocation at the service is queued.
    ///
    /// - Throws: ``IllegalTransition`` when it is over.
    package func revoking() throws(IllegalTransition) -> Grant {
        var next = try self.moved(to: .revoked)
        next.revocation = .pending
        return next
    }

    /// The grant after a later authorization took its place; its revocation at the service is queued.
    ///
    /// - Throws: ``IllegalTransition`` when it is over.
    package func superseding() throws(IllegalTransition) -> Grant {
        var next = try self.moved(to: .superseded)
        next.revocation = .pending
        return next
    }

    /// The grant after its authorizer was deactivated.
    ///
    /// - Throws: ``IllegalTransition`` unless it is authorized.
    package func suspending(until moment: Timestamp) throws(IllegalTransition) -> Grant {
        guard self.status == .authorized else { throw self.refusal("suspended") }
        return try self.moved(to: .suspended(until: moment))
    }

    /// The grant after its authorizer returned in time.
    ///
    /// - Throws: ``IllegalTransition`` unless it is suspended and its time has not run out.
    package func restoring(at now: Timestamp) throws(IllegalTransition) -> Grant {
        guard case .suspended(let until) = self.status, now < until else { throw self.refusal("restored") }
        return try self.moved(to: .authorized)
    }

    /// The grant with another name of its account.
    ///
    /// - Throws: ``IllegalTransition`` when it is over.
    package func renamed(_ accountName: String) throws(IllegalTransition) -> Grant {
        guard !self.isOver else { throw self.refusal("renamed") }
        var next = self
        next.accountName = accountName
        return next
    }

    private func moved(to status: Status) throws(IllegalTransition) -> Grant {
        guard !self.isOver else { throw self.refusal("changed") }
        var next = self
        next.status = status
        return next
    }

    private func refusal(_ event: String) -> IllegalTransition {
        IllegalTransition(
            .grantState, "The authorization of \"\(self.accountName)\" cannot be \(event), since it is \(self.status).",
            remedy: "Authorize the connection again.")
    }
}
