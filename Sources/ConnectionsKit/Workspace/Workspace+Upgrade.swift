extension Workspace {
    /// The release that an environment of an installation could be upgraded to: of those that were shared with the client, are
    /// not withdrawn and are newer than what it has, the one that was shared last; for an application from the marketplace
    /// its listing too.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - environment: production, or stage where the installation has one.
    ///   - principal: the super admin of the client account.
    /// - Returns: the update; `nil` when there is none.
    /// - Throws: ``ConnectionError``.
    public func availableUpdate(
        of id: Installation.ID, in environment: LiveEnvironment = .production, as principal: Principal
    ) async throws(ConnectionError) -> AvailableUpdate? {
        let installation = try await self.upgradable(id, in: environment, as: principal)
        return try await self.availableUpdate(of: installation, in: environment)
    }

    /// Works out what an upgrade of an environment to the available update would do.
    ///
    /// Stage may have a release before production does, to try it out. An upgrade of production is one of stage too, unless
    /// that tries out a newer release still.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - environment: production, or stage where the installation has one.
    ///   - principal: the super admin of the client account.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when there is no update.
    public func planUpgrade(
        of id: Installation.ID, in environment: LiveEnvironment = .production, as principal: Principal
    ) async throws(ConnectionError) -> UpgradePlan {
        let installation = try await self.upgradable(id, in: environment, as: principal)
        guard let update = try await self.availableUpdate(of: installation, in: environment) else {
            throw ConnectionError(
                .wrongState,
                "There is no release of \"\(installation.name)\" that is newer than "
                    + "\(installation.releaseNumber(in: environment)), which \(environment) has.",
                remedy: "Ask the developer for an update.")
        }
        return try await self.upgrade(of: installation, to: update.release, by: update.offer, in: environment).plan
    }

    /// Works out what an upgrade of production to the release that stage tries out would do.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - principal: the super admin of the client account.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when stage has what production has.
    public func planPromotion(
        of id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> UpgradePlan {
        let installation = try await self.upgradable(id, in: .production, as: principal)
        guard let staged = installation.staged else {
            throw ConnectionError(
                .wrongState, "Stage has no other release of \"\(installation.name)\" than production.",
                remedy: "Upgrade stage first.")
        }
        let link = Share.Link(account: installation.developer, share: staged.share)
        let offer = try await self.offer(of: link, to: principal.account)
        let release = try await self.release(of: offer)
        return try await self.upgrade(of: installation, to: release, by: offer, in: .production).plan
    }

    /// Upgrades an environment of an installation.
    ///
    /// Each connection goes on as the release defines it, with its authorizations. New ones must be authorized. Those that the
    /// release no longer has stay unused, with their authorizations. The terms of the share are taken over; an update from the
    /// marketplace leaves them as they are.
    ///
    /// - Parameters:
    ///   - plan: what ``planUpgrade(of:in:as:)`` or ``planPromotion(of:as:)`` worked out.
    ///   - principal: the super admin of the client account.
    /// - Returns: the installation.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed, and
    ///   ``ConnectionError/Code/wrongState`` when the environment has the release meanwhile.
    @discardableResult
    public func upgrade(_ plan: UpgradePlan, as principal: Principal) async throws(ConnectionError) -> Installation {
        try await self.system.operate(.upgrade, as: principal) { () throws(ConnectionError) in
            let installation = try await self.upgradable(
                plan.installation.id, in: plan.environment, as: principal)
            let offer = try await self.current(plan.offer, to: principal.account)
            let release = try await self.release(of: offer)
            let (current, steps) = try await self.upgrade(
                of: installation, to: release, by: offer, in: plan.environment)
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in current }
            return try await self.changes(of: plan, steps, by: principal)
        }
    }

    /// The installation, if it is there and `principal` may upgrade the environment.
    private func upgradable(
        _ id: Installation.ID, in environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> Installation {
        var request = PolicyRequest(.upgrade, by: principal)
        request.environment = environment
        try self.system.require(request)
        let installation = try await self.system.load(Installation.self, id, in: principal.account, "installation")
        try self.system.advance { () throws(IllegalTransition) in try installation.requireEnvironment(environment) }
        return installation
    }

    private func availableUpdate(
        of installation: Installation, in environment: LiveEnvironment
    ) async throws(ConnectionError) -> AvailableUpdate? {
        let has = installation.releaseNumber(in: environment)
        var newest: (update: AvailableUpdate, since: Timestamp)?
        for offer in try await self.offers(to: installation) {
            let release = try await self.release(of: offer)
            guard release.number > has else { continue }
            let since = offer.since
            if let other = newest, (other.since, other.update.release.number) >= (since, release.number) { continue }
            newest = (AvailableUpdate(offer: offer, release: release), since)
        }
        return newest?.update
    }
}

extension ReleaseOffer {
    /// Since when it has been offered.
    fileprivate var since: Timestamp {
        switch self {
        case .share(let share): share.createdAt
        case .listing(let submission): submission.decidedAt ?? submission.submittedAt
        }
    }
}
