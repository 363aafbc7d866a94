extension Workspace {
    /// Works out what an installation would do.
    ///
    /// - Parameters:
    ///   - link: what the install link held.
    ///   - principal: the super admin of the client account with which the release was shared.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``; a share with another account does not exist for this one.
    public func planInstall(
        of link: Share.Link, as principal: Principal
    ) async throws(ConnectionError) -> InstallPlan {
        try self.system.require(PolicyRequest(.install, by: principal))
        guard let share = try await self.system.find(Share.self, link.share, in: link.account),
            share.client == principal.account, !share.isWithdrawn
        else { throw .notFound("share") }
        let release = try await self.system.load(Release.self, share.release, in: link.account, "release")
        return InstallPlan(share: share, release: release)
    }

    /// Installs an application: makes its connections, each of which must be authorized before it works.
    ///
    /// - Parameters:
    ///   - plan: what ``planInstall(of:as:)`` worked out.
    ///   - principal: the super admin of the client account.
    /// - Returns: the installation.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when the share has changed.
    public func install(_ plan: InstallPlan, as principal: Principal) async throws(ConnectionError) -> Installation {
        try await self.system.operate(.install, as: principal) { () throws(ConnectionError) in
            let current = try await self.planInstall(of: plan.share.link, as: principal)
            guard current == plan else {
                throw ConnectionError(
                    .conflict, "The share changed since the plan was made.", remedy: "Plan the installation again.")
            }
            let installed = try await self.system.all(.installations, in: principal.account)
            if let other = installed.first(where: {
                $0.application == plan.release.application && $0.developer == plan.release.account
                    && $0.status != .uninstalled
            }) {
                throw ConnectionError(
                    .conflict, "\"\(other.name)\" is installed already, with release \(other.releaseNumber).",
                    remedy: "Upgrade or uninstall it instead.")
            }
            let installation = Installation(
                id: Installation.ID(self.system.random.uuid()), account: principal.account, release: plan.release,
                share: plan.share, createdAt: self.system.time.now(), createdBy: principal.user)
            var changes = ChangeSet()
            // Bumped, so that of two installations at the same time one begins again and finds the other.
            changes.update(plan.share)
            let shares = try await self.system.all(.shares(with: principal.account), in: plan.share.account)
            for other in shares where other.application == plan.share.application && other.id != plan.share.id {
                changes.expect(other)
            }
            changes.insert(installation)
            for bundled in plan.connections {
                changes.insert(self.connection(from: bundled, in: installation, by: principal))
            }
            changes.record(
                self.system.entry(.install, by: principal, subject: "installation:\(installation.id)"))
            return Planned(installation.committed, changes)
        }
    }

    /// Uninstalls an application: its connections stop working at once, and their revocation at the services is
    /// queued.
    ///
    /// System connections stay, since other applications may use them.
    ///
    /// - Throws: ``ConnectionError``.
    public func uninstall(_ id: Installation.ID, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.uninstall, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.uninstall, by: principal))
            let installation = try await self.system.load(
                Installation.self, id, in: principal.account, "installation")
            var changes = ChangeSet()
            changes.update(
                try self.system.advance { () throws(IllegalTransition) in try installation.uninstalled() })
            changes.insert(
                Duty(
                    id: Duty.ID(self.system.random.uuid()), account: principal.account, work: .sweep(id),
                    dueAt: self.system.time.now()))
            changes.record(
                self.system.entry(.uninstall, by: principal, subject: "installation:\(id)", changed: ["status"]))
            return Planned((), changes)
        }
    }

    /// The installations of the account.
    ///
    /// - Throws: ``ConnectionError``.
    public func installations(as principal: Principal) async throws(ConnectionError) -> [Installation] {
        try self.system.require(PolicyRequest(.viewInstallations, by: principal))
        return try await self.system.all(.installations, in: principal.account)
    }

    private func connection(
        from bundled: BundledConnection, in installation: Installation, by principal: Principal
    ) -> Connection {
        Connection(
            id: Connection.ID(self.system.random.uuid()), account: principal.account,
            origin: .installed(installation.id, source: bundled.source), kind: bundled.kind,
            connector: bundled.connector, name: bundled.name, linkName: bundled.linkName, mode: bundled.mode,
            scopes: bundled.scopes, sharesAuthorization: bundled.sharesAuthorization,
            application: installation.application, createdAt: self.system.time.now(), createdBy: principal.user)
    }
}
