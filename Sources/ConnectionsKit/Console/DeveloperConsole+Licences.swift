extension DeveloperConsole {
    /// Sets the terms on which a client uses an application: for what they have installed, at once, and for what was shared
    /// with them.
    ///
    /// Other terms after the end of a licence are a renewal: everything works again, with the authorizations as they were.
    ///
    /// - Parameters:
    ///   - licence: the terms; an end must be to come.
    ///   - client: the client account.
    ///   - application: the application.
    ///   - principal: the super admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` for a client with whom nothing was shared.
    public func setLicence(
        _ licence: Licence, of client: AccountID, for application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) {
        try self.requireToCome(licence)
        try await self.change(.setLicence, client, application, ["licence"], as: principal) {
            records, changes throws(ConnectionError) in
            try self.license(records, licence, in: &changes, by: principal)
        }
    }

    /// Keeps a client from using an application, from now on; their authorizations stay.
    ///
    /// What was shared and not installed yet is withdrawn, so that it cannot be installed in place of what is blocked.
    ///
    /// - Parameters:
    ///   - client: the client account.
    ///   - application: the application.
    ///   - principal: the super admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when the client is blocked already or has nothing
    ///   installed.
    public func block(
        _ client: AccountID, from application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) {
        try await self.change(.blockClient, client, application, ["status"], as: principal) {
            records, changes throws(ConnectionError) in
            let installation = try records.requireInstallation()
            try self.system.advance { () throws(IllegalTransition) in
                changes.update(try installation.disabled())
                for share in records.shares {
                    let isOpen = !share.isWithdrawn && share.installation == nil
                    changes.update(isOpen ? try share.withdrawn() : share)
                }
            }
            changes.record(self.entry(.blockClient, on: installation, by: principal, changed: ["status"]))
        }
    }

    /// Lets a client use an application again, as far as their licence goes.
    ///
    /// - Parameters:
    ///   - client: the client account.
    ///   - application: the application.
    ///   - principal: the super admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when the client is not blocked.
    public func unblock(
        _ client: AccountID, from application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) {
        try await self.change(.blockClient, client, application, ["status"], as: principal) {
            records, changes throws(ConnectionError) in
            let installation = try records.requireInstallation()
            changes.update(
                try self.system.advance { () throws(IllegalTransition) in try installation.enabled() })
            for share in records.shares { changes.update(share) }
            changes.record(self.entry(.blockClient, on: installation, by: principal, changed: ["status"]))
        }
    }

    /// Removes an application from a client for good, after their trial has ended: it is uninstalled, its authorizations are
    /// revoked, and what was shared is withdrawn.
    ///
    /// - Parameters:
    ///   - application: the application.
    ///   - client: the client account.
    ///   - principal: the super admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` unless the client has it installed on a trial that
    ///   has ended.
    public func remove(
        _ application: ApplicationID, from client: AccountID, as principal: Principal
    ) async throws(ConnectionError) {
        try await self.change(.removeFromClient, client, application, ["status"], as: principal) {
            records, changes throws(ConnectionError) in
            let installation = try records.requireInstallation()
            let now = self.system.time.now()
            guard installation.licence.kind == .trial, !installation.licence.isValid(at: now) else {
                throw ConnectionError(
                    .wrongState, "\(client) does not use \"\(installation.name)\" on a trial that has ended.",
                    remedy: "Block the client instead, or let the client uninstall it.")
            }
            try self.system.advance { () throws(IllegalTransition) in
                changes.update(try installation.uninstalled())
                for share in records.shares { changes.update(share.isWithdrawn ? share : try share.withdrawn()) }
            }
            changes.insert(self.system.sweepDuty(for: installation))
            changes.record(self.entry(.removeFromClient, on: installation, by: principal, changed: ["status"]))
        }
    }

    /// Refuses terms that have ended.
    func requireToCome(_ licence: Licence) throws(ConnectionError) {
        guard licence.isValid(at: self.system.time.now()) else {
            throw ConnectionError(
                InvalidInput(
                    field: "licence", problem: "terms that have ended already", remedy: "Let them end in the future"))
        }
    }

    /// Refuses to send anything to a client who is blocked.
    func requireNotBlocked(_ records: ClientRecords) throws(ConnectionError) {
        guard records.installation?.status == .disabled else { return }
        throw ConnectionError(
            .wrongState, "\(records.client) is blocked from \"\(records.application)\".",
            remedy: "Unblock the client first.")
    }

    /// Sets the terms of all shares with a client, and of what they have installed.
    func license(
        _ records: ClientRecords, _ licence: Licence, in changes: inout ChangeSet, by principal: Principal
    ) throws(ConnectionError) {
        for share in records.shares { changes.update(share.licensed(licence)) }
        guard let installation = records.installation else { return }
        changes.update(
            try self.system.advance { () throws(IllegalTransition) in try installation.licensed(licence) })
        changes.record(self.entry(.setLicence, on: installation, by: principal, changed: ["licence"]))
    }

    private func change(
        _ action: Action, _ client: AccountID, _ application: ApplicationID, _ changed: [String],
        as principal: Principal,
        _ body: (ClientRecords, inout ChangeSet) throws(ConnectionError) -> Void
    ) async throws(ConnectionError) {
        try await self.system.operate(action, as: principal) { () throws(ConnectionError) in
            var request = PolicyRequest(action, by: principal)
            request.application = application
            try self.system.require(request)
            let records = try await self.records(of: client, for: application, in: principal.account)
            guard !records.shares.isEmpty else { throw ConnectionError.notFound("client") }
            var changes = ChangeSet()
            try body(records, &changes)
            changes.record(
                self.system.entry(action, by: principal, subject: "client:\(client)", changed: changed))
            return Planned((), changes)
        }
    }
}
