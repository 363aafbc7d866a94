extension DeveloperConsole {
    /// Shares a release with the client that accepted an invitation.
    ///
    /// The host sends the install link.
    ///
    /// The first share of an application with a client is the super admin's; a developer with the right to distribute can
    /// send updates.
    ///
    /// - Parameters:
    ///   - release: the release.
    ///   - invitation: the invitation that the client accepted.
    ///   - licence: on what terms, whose end must be to come; `nil` for those of the earlier share, or none. Only the super
    ///     admin sets terms. They become those of what the client has installed of the application, too.
    ///   - principal: the super admin, or for an update a developer with the right to distribute.
    /// - Returns: the share, with its install link.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` while the client is blocked.
    public func share(
        _ release: Release.ID, with invitation: Invitation.ID, licence: Licence? = nil, as principal: Principal
    ) async throws(ConnectionError) -> Share {
        try await self.system.operate(.share, as: principal) { () throws(ConnectionError) in
            let release = try await self.system.load(Release.self, release, in: principal.account, "release")
            let invitation = try await self.system.load(
                Invitation.self, invitation, in: principal.account, "invitation")
            guard let client = invitation.client else {
                throw ConnectionError(
                    .invitationNotOpen, "The client has not accepted the invitation yet.",
                    remedy: "Send the invitation's link to the client's super admin.")
            }
            let records = try await self.records(of: client, for: release.application, in: principal.account)
            let last = records.last
            var request = PolicyRequest(last == nil ? .share : .sendUpdate, by: principal)
            request.application = release.application
            try self.system.require(request)
            guard licence == nil || principal.role == .superAdmin else {
                throw ConnectionError(
                    InvalidInput(
                        field: "licence", problem: "an update has the terms of the share before it",
                        remedy: "Leave it out, or let the super admin set other terms"))
            }
            if let licence { try self.requireToCome(licence) }
            try self.requireNotBlocked(records)
            let share = Share(
                id: Share.ID(self.system.random.uuid()), account: principal.account, client: client,
                application: release.application, release: release.id,
                licence: licence ?? last?.licence ?? .unlimited, createdAt: self.system.time.now())
            var changes = ChangeSet()
            changes.insert(share)
            changes.expect(invitation)
            if let licence {
                try self.license(records, licence, in: &changes, by: principal)
            } else {
                for earlier in records.shares where earlier.id != last?.id { changes.expect(earlier) }
                // Written, so that whoever blocks the client at the same time sees this share, and withdraws it.
                if let last { changes.update(last) }
            }
            changes.record(
                self.system.entry(
                    request.action, by: principal, subject: "share:\(share.id)",
                    changed: licence == nil ? [] : ["licence"]))
            return Planned(share.committed, changes)
        }
    }

    /// Withdraws a share: it cannot be installed any more, and what was installed by it stays.
    ///
    /// - Parameters:
    ///   - id: the share.
    ///   - principal: the super admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it was withdrawn before.
    public func withdraw(_ id: Share.ID, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.share, as: principal) { () throws(ConnectionError) in
            let share = try await self.system.load(Share.self, id, in: principal.account, "share")
            var request = PolicyRequest(.share, by: principal)
            request.application = share.application
            try self.system.require(request)
            var changes = ChangeSet()
            changes.update(try self.system.advance { () throws(IllegalTransition) in try share.withdrawn() })
            changes.record(
                self.system.entry(.share, by: principal, subject: "share:\(id)", changed: ["is_withdrawn"]))
            return Planned((), changes)
        }
    }

    /// The clients of an application, in the order of their accounts: what was shared with each, and what each has installed.
    ///
    /// - Parameters:
    ///   - application: the application.
    ///   - principal: a super admin, or a developer with any right for the application.
    /// - Returns: the clients, those who came by the marketplace included.
    /// - Throws: ``ConnectionError``.
    public func clients(
        of application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> [ApplicationClient] {
        try self.requireViewing(application, as: principal)
        _ = try await self.system.load(Application.self, application, in: principal.account, "application")
        let shares = try await self.system.all(.shares(of: application), in: principal.account)
        var clients: [ApplicationClient] = []
        for (client, shares) in Dictionary(grouping: shares, by: \.client).sorted(by: { $0.key < $1.key }) {
            clients.append(
                ApplicationClient(
                    account: client, shares: shares, installation: try await self.installation(by: shares)))
        }
        return clients
    }
}
