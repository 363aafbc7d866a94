extension Workspace {
    /// Works out what the installation of a shared release would do.
    ///
    /// - Parameters:
    ///   - link: what the install link held.
    ///   - principal: the super admin of the client account with which the release was shared.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``: a share with another account does not exist for this one; one that was used before is
    ///   ``ConnectionError/Code/wrongState``; one whose terms have ended is ``ConnectionError/Code/applicationDisabled``;
    ///   ``ConnectionError/Code/alreadyInstalled`` when the application is there.
    public func planInstall(
        of link: Share.Link, as principal: Principal
    ) async throws(ConnectionError) -> InstallPlan {
        try self.system.require(PolicyRequest(.install, by: principal))
        return try await self.planInstall(try await self.offer(of: link, to: principal.account), principal)
    }

    /// Works out what the installation of a release that the marketplace lists would do.
    ///
    /// - Parameters:
    ///   - listing: the listing.
    ///   - principal: the super admin of the client account.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``: a submission that is not listed does not exist;
    ///   ``ConnectionError/Code/alreadyInstalled`` when the application is there.
    public func planInstall(
        of listing: Submission.ID, as principal: Principal
    ) async throws(ConnectionError) -> InstallPlan {
        try self.system.require(PolicyRequest(.install, by: principal))
        return try await self.planInstall(try await self.offer(of: listing), principal)
    }

    /// Installs an application: makes its connections, each of which must be authorized before it works.
    ///
    /// The share is used up by it. An installation from the marketplace is without terms.
    ///
    /// - Parameters:
    ///   - plan: what one of the `planInstall` operations worked out.
    ///   - principal: the super admin of the client account.
    /// - Returns: the installation.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when what is offered has changed, and
    ///   ``ConnectionError/Code/alreadyInstalled`` when the application is there meanwhile.
    public func install(_ plan: InstallPlan, as principal: Principal) async throws(ConnectionError) -> Installation {
        try await self.system.operate(.install, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.install, by: principal))
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in
                let offer = try await self.current(plan.offer, to: principal.account)
                return try await self.planInstall(offer, principal)
            }
            let id = Installation.ID(self.system.random.uuid())
            var changes = ChangeSet()
            let share = try self.use(
                plan.offer, for: id, licence: .unlimited, of: principal.account, in: &changes)
            // Of two at the same time the store takes one: an account has an application once.
            let installation = Installation(
                id: id, account: principal.account, release: plan.release, share: share,
                createdAt: self.system.time.now(), createdBy: principal.user)
            changes.insert(installation)
            for bundled in plan.release.connections {
                let connection = self.connection(from: bundled, in: installation, by: principal)
                self.insert(connection, from: bundled, in: installation, by: principal, in: &changes)
            }
            changes.record(self.system.entry(.install, by: principal, subject: "installation:\(id)"))
            return Planned(installation.committed, changes)
        }
    }

    private func planInstall(
        _ offer: ReleaseOffer, _ principal: Principal
    ) async throws(ConnectionError) -> InstallPlan {
        let release = try await self.release(of: offer)
        let installed = try await self.system.all(.installations, in: principal.account)
        if let other = installed.first(where: { $0.isThere && $0.isOf(offer) }) {
            throw ConnectionError(
                .alreadyInstalled, "\"\(other.name)\" is installed already, with release \(other.releaseNumber).",
                remedy: "Upgrade or uninstall it instead.")
        }
        if case .share(let share) = offer {
            try self.system.advance { () throws(IllegalTransition) in try share.requireUsable(for: nil) }
            guard share.licence.isValid(at: self.system.time.now()) else {
                var refusal = ConnectionError(
                    .applicationDisabled, "The \(share.licence.kind) that was shared has ended.",
                    remedy: "Ask the developer for other terms.")
                refusal.detail = .licence(share.licence)
                throw refusal
            }
        }
        return InstallPlan(release, by: offer, catalogue: self.system.catalogue)
    }
}

extension Installation {
    /// Whether it has not been uninstalled.
    var isThere: Bool { self.status != .uninstalled }

    /// Whether it is of the application that is offered.
    func isOf(_ offer: ReleaseOffer) -> Bool {
        self.application == offer.application && self.developer == offer.developer
    }
}
