extension Workspace {
    /// Works out what would happen to the authorizations of a person of this account who is deactivated: they are suspended,
    /// and revoked once the time in which the person may return has run out.
    ///
    /// - Parameters:
    ///   - user: the person; one of whom nothing is known has authorized nothing.
    ///   - principal: a super admin or admin.
    /// - Returns: the plan, with all that will stop and who can authorize it again.
    /// - Throws: ``ConnectionError``.
    public func planDeactivation(
        of user: UserID, as principal: Principal
    ) async throws(ConnectionError) -> DeparturePlan {
        try await self.system.planDeparture(.deactivation, of: user, on: .client, as: principal)
    }

    /// Works out what would happen to the authorizations of a person of this account who is deleted: they are revoked.
    ///
    /// - Parameters:
    ///   - user: the person; one of whom nothing is known has authorized nothing.
    ///   - principal: a super admin or admin.
    /// - Returns: the plan, with all that will stop and who can authorize it again.
    /// - Throws: ``ConnectionError``.
    public func planDeletion(
        of user: UserID, as principal: Principal
    ) async throws(ConnectionError) -> DeparturePlan {
        try await self.system.planDeparture(.deletion, of: user, on: .client, as: principal)
    }

    /// Carries out a departure as it was planned, in one commit.
    ///
    /// From then on the person can authorize nothing; an authorization of theirs under way comes to nothing.
    ///
    /// - Parameters:
    ///   - plan: what ``planDeactivation(of:as:)`` or ``planDeletion(of:as:)`` worked out.
    ///   - principal: a super admin or admin.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when something changed since the plan was made.
    public func depart(_ plan: DeparturePlan, as principal: Principal) async throws(ConnectionError) {
        try await self.system.depart(plan, on: .client, as: principal)
    }

    /// Suspends what a person authorized, as things stand, until they return.
    ///
    /// - Parameters:
    ///   - user: the person.
    ///   - principal: a super admin or admin.
    /// - Returns: what was done.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when they are deactivated or deleted already.
    @discardableResult
    public func deactivateUser(
        _ user: UserID, as principal: Principal
    ) async throws(ConnectionError) -> DeparturePlan {
        try await self.system.depart(.deactivation, of: user, on: .client, as: principal)
    }

    /// Revokes for good what a person authorized, as things stand.
    ///
    /// - Parameters:
    ///   - user: the person.
    ///   - principal: a super admin or admin.
    /// - Returns: what was done.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when they are deleted already.
    @discardableResult
    public func deleteUser(
        _ user: UserID, as principal: Principal
    ) async throws(ConnectionError) -> DeparturePlan {
        try await self.system.depart(.deletion, of: user, on: .client, as: principal)
    }

    /// Lets a person authorize again, and restores what was suspended of theirs if they return in time.
    ///
    /// What somebody else authorized meanwhile stays as it is, and what was revoked does not come back.
    ///
    /// - Parameters:
    ///   - user: the person.
    ///   - principal: a super admin or admin.
    /// - Returns: what works again, and what does not.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when they are active.
    @discardableResult
    public func reactivateUser(
        _ user: UserID, as principal: Principal
    ) async throws(ConnectionError) -> ReactivationReport {
        try await self.system.reactivate(user, on: .client, as: principal)
    }

    /// What a person's departure broke and nobody has authorized since.
    ///
    /// - Parameters:
    ///   - user: the person.
    ///   - principal: a super admin or admin.
    /// - Returns: the authorizations, in the order of the connections' names; what somebody revoked by hand is not among
    ///   them.
    /// - Throws: ``ConnectionError``.
    public func reviewDeparture(
        of user: UserID, as principal: Principal
    ) async throws(ConnectionError) -> [ReviewEntry] {
        try await self.system.reviewDeparture(of: user, on: .client, as: principal)
    }

    /// The authorizations in use whose maker could not make them any more, since their role or their rights have changed.
    ///
    /// They go on. The library stores no roles, so the host says how its people stand.
    ///
    /// - Parameters:
    ///   - people: people of this account as they stand now, each once.
    ///   - principal: a super admin or admin.
    /// - Returns: the authorizations, in the order of the connections' names, each with the reason.
    /// - Throws: ``ConnectionError``.
    public func reviewAuthorizations(
        of people: [Principal], as principal: Principal
    ) async throws(ConnectionError) -> [ReviewEntry] {
        try await self.system.reviewAuthorizations(of: people, on: .client, as: principal)
    }

    /// Writes down that the account has another super admin.
    ///
    /// The library stores no roles: the host asserts the new ones from the next call on. What the former super admin
    /// authorized goes on, and as an administrator they may authorize as before.
    ///
    /// - Parameters:
    ///   - former: the super admin until now.
    ///   - next: the super admin from now on, who must be active.
    ///   - principal: the super admin, or an admin.
    /// - Returns: what the former super admin authorized and is in use, in the order of the connections' names.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func changeSuperAdmin(
        from former: UserID, to next: UserID, as principal: Principal
    ) async throws(ConnectionError) -> [ReviewEntry] {
        try await self.system.changeSuperAdmin(from: former, to: next, as: principal)
    }
}
