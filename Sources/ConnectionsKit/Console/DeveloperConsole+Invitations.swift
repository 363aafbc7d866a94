extension DeveloperConsole {
    /// Invites a client, whose super admin accepts within 15 days.
    ///
    /// The host sends the link.
    ///
    /// - Parameters:
    ///   - address: where the host sends it; 1 to 320 characters, which the library does not read.
    ///   - principal: the super admin.
    /// - Returns: the invitation.
    /// - Throws: ``ConnectionError``.
    public func invite(_ address: String, as principal: Principal) async throws(ConnectionError) -> Invitation {
        guard (1...320).contains(address.count) else {
            throw ConnectionError(
                InvalidInput(field: "address", problem: "empty or too long", remedy: "Pass 1 to 320 characters"))
        }
        return try await self.system.operate(.inviteClient, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.inviteClient, by: principal))
            let invitation = Invitation(
                id: Invitation.ID(self.system.random.uuid()), account: principal.account, address: address,
                dataCentre: principal.dataCentre,
                expiresAt: self.system.time.now() + self.system.configuration.invitationValidity)
            var changes = ChangeSet()
            changes.insert(invitation)
            changes.record(
                self.system.entry(.inviteClient, by: principal, subject: "invitation:\(invitation.id)"))
            return Planned(invitation.committed, changes)
        }
    }

    /// A page of the account's invitations: open, expired and accepted ones, which ``Invitation/state(at:)`` tells apart.
    ///
    /// - Parameters:
    ///   - cursor: where the page before ended; `nil` for the first.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: the super admin.
    /// - Returns: the page.
    /// - Throws: ``ConnectionError``.
    public func invitations(
        after cursor: Cursor? = nil, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> Page<Invitation> {
        try self.system.require(PolicyRequest(.inviteClient, by: principal))
        return try await self.system.page(.invitations, in: principal.account, after: cursor, limit: limit)
    }

    /// Sends an invitation again: whether or not it has run out, it can be accepted for another 15 days from now.
    ///
    /// The host sends the same link again.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invitationNotOpen`` when it was accepted.
    @discardableResult
    public func resend(_ id: Invitation.ID, as principal: Principal) async throws(ConnectionError) -> Invitation {
        try await self.change(id, ["expires_at"], as: principal) { invitation, changes throws(IllegalTransition) in
            let next = try invitation.resent(
                until: self.system.time.now() + self.system.configuration.invitationValidity)
            changes.update(next)
            return next.committed
        }
    }

    /// Withdraws an invitation that nobody has accepted; its link leads nowhere then.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invitationNotOpen`` when it was accepted.
    public func withdraw(_ id: Invitation.ID, as principal: Principal) async throws(ConnectionError) {
        try await self.change(id, ["invitation"], as: principal) { invitation, changes throws(IllegalTransition) in
            try invitation.requireOpen()
            changes.delete(invitation)
        }
    }

    private func change<Value: Sendable>(
        _ id: Invitation.ID, _ changed: [String], as principal: Principal,
        _ event: (Invitation, inout ChangeSet) throws(IllegalTransition) -> Value
    ) async throws(ConnectionError) -> Value {
        try await self.system.operate(.inviteClient, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.inviteClient, by: principal))
            let invitation = try await self.system.load(Invitation.self, id, in: principal.account, "invitation")
            var changes = ChangeSet()
            let value = try self.system.advance { () throws(IllegalTransition) in try event(invitation, &changes) }
            changes.record(
                self.system.entry(.inviteClient, by: principal, subject: "invitation:\(id)", changed: changed))
            return Planned(value, changes)
        }
    }
}
