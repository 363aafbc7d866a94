extension DeveloperConsole {
    /// Works out what a publication of the application to stage would contain: every connection that it has enabled and uses
    /// in a place, and every one that a release had before.
    ///
    /// - Parameters:
    ///   - application: what is to be published.
    ///   - components: the components whose changes go along, by the names that places have, each of 1 to 100 characters; a
    ///     connection that only others use, and that no release had, is left out with a warning. `nil` for all.
    ///   - isStrict: whether a connection that nobody has authorized in development or stage is an error, which lists them
    ///     all, instead of a warning.
    ///   - principal: a super admin, or a developer with the right to publish.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/publishInProgress`` while somebody publishes, and
    ///   ``ConnectionError/Code/notAuthorized`` when it is strict and a connection is not authorized.
    public func planRelease(
        of application: ApplicationID, components: [String]? = nil, isStrict: Bool = false, as principal: Principal
    ) async throws(ConnectionError) -> ReleasePlan {
        guard components?.allSatisfy({ (1...100).contains($0.count) }) ?? true else {
            throw ConnectionError(
                InvalidInput(
                    field: "components", problem: "a name that is empty or longer than 100 characters",
                    remedy: "Name components as the places of the application do"))
        }
        return try await self.draft(of: application, components: components, isStrict: isStrict, as: principal).plan()
    }

    /// Publishes to stage: makes the release, and locks its connections to the application for good.
    ///
    /// - Parameters:
    ///   - plan: what ``planRelease(of:components:isStrict:as:)`` worked out.
    ///   - principal: a super admin, or a developer with the right to publish.
    /// - Returns: the release.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed.
    public func publish(_ plan: ReleasePlan, as principal: Principal) async throws(ConnectionError) -> Release {
        try await self.system.operate(.publish, as: principal) { () throws(ConnectionError) in
            let draft = try await self.draft(like: plan, as: principal)
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in try draft.plan() }
            return try self.release(plan, relyingOn: draft.reliedOn, changed: ["last_release"], by: principal)
        }
    }

    /// Reads anew what a plan was worked out from.
    func draft(like plan: ReleasePlan, as principal: Principal) async throws(ConnectionError) -> ReleaseDraft {
        try await self.draft(
            of: plan.application.id, components: plan.components, isStrict: plan.isStrict, as: principal)
    }

    /// Makes the release of a plan that is current.
    func release(
        _ plan: ReleasePlan, relyingOn grants: [Grant] = [], changed: [String], by principal: Principal
    ) throws(ConnectionError) -> Planned<Release> {
        let application = try self.system.advance { () throws(IllegalTransition) in try plan.application.releasing() }
        let release = Release(
            id: Release.ID(self.system.random.uuid()), account: principal.account, application: application.id,
            applicationName: application.name, number: application.lastRelease, connections: plan.definitions,
            allowsPortalUsers: application.allowsPortalUsers, createdAt: self.system.time.now(),
            createdBy: principal.user)
        var changes = ChangeSet()
        changes.update(application)
        for connection in plan.connections { changes.update(connection.published(in: release.number)) }
        for connection in plan.leftOut { changes.expect(connection) }
        for grant in grants { changes.expect(grant) }
        changes.insert(release)
        changes.record(
            self.system.entry(.publish, by: principal, subject: "release:\(release.id)", changed: changed))
        return Planned(release.committed, changes)
    }
}
