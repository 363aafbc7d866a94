extension Workspace {
    /// Works out what an uninstallation would do.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - principal: the super admin of the client account.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/applicationDisabled`` when it is gone already.
    public func planUninstall(
        of id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> UninstallPlan {
        try await self.uninstallation(of: id, as: principal).plan
    }

    /// Uninstalls an application as planned: its connections stop working at once; they are removed, and their authorizations
    /// revoked at the services, soon after.
    ///
    /// - Parameters:
    ///   - plan: what ``planUninstall(of:as:)`` worked out.
    ///   - principal: the super admin of the client account.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed.
    public func uninstall(_ plan: UninstallPlan, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.uninstall, as: principal) { () throws(ConnectionError) in
            let (current, authorizations) = try await self.uninstallation(of: plan.installation.id, as: principal)
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in current }
            var changes = try self.uninstalling(plan.installation, by: principal)
            // What is revoked is what was shown: an authorization more is a change of its connection, another one of its slot.
            for connection in authorizations.connections { changes.expect(connection) }
            for slot in authorizations.slots { changes.expect(slot) }
            return Planned((), changes)
        }
    }

    /// Uninstalls an application, whatever stands at that moment: its connections stop working at once; they are removed, and
    /// their authorizations revoked at the services, soon after.
    ///
    /// System connections stay, since other applications may use them.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - principal: the super admin of the client account.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/applicationDisabled`` when it is gone already.
    public func uninstall(_ id: Installation.ID, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.uninstall, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.uninstall, by: principal))
            let installation = try await self.system.load(
                Installation.self, id, in: principal.account, "installation")
            return Planned((), try self.uninstalling(installation, by: principal))
        }
    }

    /// Ends an installation, with the duty to revoke its authorizations and to remove its connections.
    private func uninstalling(
        _ installation: Installation, by principal: Principal
    ) throws(ConnectionError) -> ChangeSet {
        var changes = ChangeSet()
        changes.update(try self.system.advance { () throws(IllegalTransition) in try installation.uninstalled() })
        changes.insert(self.system.sweepDuty(for: installation))
        changes.record(
            self.system.entry(
                .uninstall, by: principal, subject: "installation:\(installation.id)", changed: ["status"]))
        return changes
    }

    private func uninstallation(
        of id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> (plan: UninstallPlan, authorizations: InstalledAuthorizations) {
        try self.system.require(PolicyRequest(.uninstall, by: principal))
        let installation = try await self.system.load(Installation.self, id, in: principal.account, "installation")
        try self.system.advance { () throws(IllegalTransition) in try installation.requireInstalled() }
        let authorizations = try await self.authorizations(of: installation) { _ in true }
        var effects = authorizations.effects
        effects.removed = authorizations.connections.map { Effects.Subject($0) }
        let inUse = try await self.applications(in: principal.account, besides: installation)
        for connection in try await self.systemConnections(of: installation) {
            if connection.systemApplications.isDisjoint(with: inUse) {
                effects.orphaned.append(Effects.Subject(connection))
                effects.warnings.append(
                    "\"\(connection.name)\" stays, and no other application uses it; revoke its authorization if none "
                        + "will.")
            } else {
                effects.reused.append(Effects.Subject(connection))
            }
        }
        return (UninstallPlan(installation: installation, effects: effects), authorizations)
    }

    /// The system connections of the account that an installed application uses, in the order of their link names.
    private func systemConnections(of installation: Installation) async throws(ConnectionError) -> [Connection] {
        try await self.system.all(.connections(of: installation.application), in: installation.account)
            .filter { $0.kind == .system }.sorted { $0.linkName < $1.linkName }
    }

    /// The applications of an account besides one: those that are installed, and those that it develops itself.
    private func applications(
        in account: AccountID, besides installation: Installation
    ) async throws(ConnectionError) -> Set<ApplicationID> {
        let installed = try await self.system.all(.installations, in: account)
            .filter { $0.isThere && $0.id != installation.id }.map(\.application)
        let developed = try await self.system.all(.applications, in: account).map(\.id)
        return Set(installed + developed)
    }
}
