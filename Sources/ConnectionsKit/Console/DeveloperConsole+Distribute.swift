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
    ///   - licence: on what terms; `nil` for those of the earlier share, or none. Only the super admin sets terms.
    ///   - principal: the super admin, or for an update a developer with the right to distribute.
    /// - Returns: the share, with its install link.
    /// - Throws: ``ConnectionError``.
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
            let earlier = try await self.system.all(.shares(with: client), in: principal.account)
            let last = earlier.last { $0.application == release.application && !$0.isWithdrawn }
            let isUpdate = last != nil
            var request = PolicyRequest(isUpdate ? .sendUpdate : .share, by: principal)
            request.application = release.application
            try self.system.require(request)
            guard licence == nil || principal.role == .superAdmin else {
                throw ConnectionError(
                    InvalidInput(
                        field: "licence", problem: "an update has the terms of the share before it",
                        remedy: "Leave it out, or let the super admin set other terms"))
            }
            let share = Share(
                id: Share.ID(self.system.random.uuid()), account: principal.account, client: client,
                application: release.application, release: release.id,
                licence: licence ?? last?.licence ?? .unlimited, createdAt: self.system.time.now())
            var changes = ChangeSet()
            changes.insert(share)
            changes.expect(invitation)
            changes.record(
                self.system.entry(
                    isUpdate ? .sendUpdate : .share, by: principal, subject: "share:\(share.id)"))
            return Planned(share.committed, changes)
        }
    }
}
