extension Workspace {
    /// Adds a stage environment to an installation, in which an update can be tried out before production has it.
    ///
    /// It begins with what production has. Connections with an authorization for each environment must be authorized there.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - principal: the super admin of the client account.
    /// - Returns: the installation.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it has one.
    @discardableResult
    public func addStage(
        to id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> Installation {
        try await self.system.operate(.manageEnvironments, as: principal) { () throws(ConnectionError) in
            let installation = try await self.installation(id, toManageAs: principal)
            let next = try self.system.advance { () throws(IllegalTransition) in try installation.withStage() }
            var changes = ChangeSet()
            changes.update(next)
            changes.record(self.entry(of: installation, by: principal))
            return Planned(next.committed, changes)
        }
    }

    /// Works out what the removal of an installation's stage environment would do.
    ///
    /// - Parameters:
    ///   - id: the installation; stage must have the release that production has.
    ///   - principal: the super admin of the client account.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when stage tries out another release.
    public func planStageRemoval(
        from id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> StageRemovalPlan {
        try await self.stageRemoval(from: id, as: principal).plan
    }

    /// Removes the stage environment of an installation: authorizations made for stage alone are revoked, here at once and at
    /// the services soon after.
    ///
    /// - Parameters:
    ///   - plan: what ``planStageRemoval(from:as:)`` worked out.
    ///   - principal: the super admin of the client account.
    /// - Returns: the installation.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed.
    @discardableResult
    public func removeStage(
        _ plan: StageRemovalPlan, as principal: Principal
    ) async throws(ConnectionError) -> Installation {
        try await self.system.operate(.manageEnvironments, as: principal) { () throws(ConnectionError) in
            let (current, authorizations) = try await self.stageRemoval(from: plan.installation.id, as: principal)
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in current }
            let next = try self.system.advance { () throws(IllegalTransition) in
                try plan.installation.withoutStage()
            }
            var changes = ChangeSet()
            changes.update(next)
            // A slot more is a change of its connection.
            for connection in authorizations.connections { changes.expect(connection) }
            let revoked = try self.system.clear(
                authorizations.slots, ending: authorizations.ending, kept: authorizations.kept, in: &changes)
            changes.record(self.entry(of: plan.installation, by: principal))
            for grant in revoked {
                changes.record(
                    self.system.entry(
                        .revoke, by: principal, connection: grant.connection, grant: grant.id, changed: ["status"]))
            }
            return Planned(next.committed, changes)
        }
    }

    private func stageRemoval(
        from id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> (plan: StageRemovalPlan, authorizations: InstalledAuthorizations) {
        let installation = try await self.installation(id, toManageAs: principal)
        try self.system.advance { () throws(IllegalTransition) in _ = try installation.withoutStage() }
        let authorizations = try await self.authorizations(of: installation) { $0.environment == .stage }
        return (
            StageRemovalPlan(installation: installation, effects: authorizations.effects), authorizations
        )
    }

    private func installation(
        _ id: Installation.ID, toManageAs principal: Principal
    ) async throws(ConnectionError) -> Installation {
        try self.system.require(PolicyRequest(.manageEnvironments, by: principal))
        return try await self.system.load(Installation.self, id, in: principal.account, "installation")
    }

    private func entry(of installation: Installation, by principal: Principal) -> AuditEntry {
        self.system.entry(
            .manageEnvironments, by: principal, subject: "installation:\(installation.id)", changed: ["environments"])
    }
}
