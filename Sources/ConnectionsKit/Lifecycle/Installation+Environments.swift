// Where an installation runs: always in production; in stage too, where its client tries a release out first.
extension Installation {
    /// The installation with a stage environment, which has what production has.
    ///
    /// - Throws: ``IllegalTransition`` when it has one, or is gone.
    package func withStage() throws(IllegalTransition) -> Installation {
        try self.requireInstalled()
        guard !self.environments.contains(.stage) else {
            throw IllegalTransition(
                .wrongState, "\"\(self.name)\" has a stage environment already.", remedy: "There is nothing to do.")
        }
        var next = self
        next.environments.insert(.stage)
        return next
    }

    /// The installation without its stage environment.
    ///
    /// - Throws: ``IllegalTransition`` when stage has another release than production, or there is no stage.
    package func withoutStage() throws(IllegalTransition) -> Installation {
        try self.requireEnvironment(.stage)
        if let staged = self.staged {
            throw IllegalTransition(
                .wrongState,
                "Stage has release \(staged.number) of \"\(self.name)\", production release \(self.releaseNumber).",
                remedy: "Upgrade production to release \(staged.number) first.")
        }
        var next = self
        next.environments.remove(.stage)
        return next
    }

    /// The installation with a newer release in production, and so in stage unless that has a newer one yet.
    ///
    /// - Parameters:
    ///   - release: the newer release.
    ///   - share: by what it comes, as it was before this use; the first use of a share takes its terms over.
    /// - Returns: the upgraded installation.
    /// - Throws: ``IllegalTransition`` when the release is not newer, or the installation is gone.
    package func upgraded(to release: Release, by share: Share) throws(IllegalTransition) -> Installation {
        try self.requireUpgradable(to: release, in: .production)
        var next = self
        next.release = release.id
        next.releaseNumber = release.number
        next.share = share.id
        next.licence = share.installation == self.id ? self.licence : share.licence
        next.name = release.applicationName
        next.allowsPortalUsers = release.allowsPortalUsers
        if let staged = self.staged, staged.number <= release.number { next.staged = nil }
        return next
    }

    /// The installation with a newer release in stage.
    ///
    /// - Parameters:
    ///   - release: the newer release.
    ///   - share: by what it comes, as it was before this use; the first use of a share takes its terms over.
    /// - Returns: the installation with both.
    /// - Throws: ``IllegalTransition`` when the release is not newer, there is no stage, or the installation is gone.
    package func staged(_ release: Release, by share: Share) throws(IllegalTransition) -> Installation {
        try self.requireUpgradable(to: release, in: .stage)
        var next = self
        next.staged = Staged(release: release.id, number: release.number, share: share.id)
        next.licence = share.installation == self.id ? self.licence : share.licence
        return next
    }

    /// Refuses a release that is not newer than what the environment has.
    ///
    /// - Throws: ``IllegalTransition`` then, and when there is no such environment or the installation is gone.
    package func requireUpgradable(
        to release: Release, in environment: LiveEnvironment
    ) throws(IllegalTransition) {
        try self.requireEnvironment(environment)
        let number = self.releaseNumber(in: environment)
        guard release.number <= number else { return }
        throw IllegalTransition(
            .notNewer(number), "\"\(self.name)\" has release \(number) in \(environment) already.",
            remedy: "Ask the developer for an update.")
    }

    /// Refuses whatever needs an environment of the installation.
    ///
    /// - Throws: ``IllegalTransition`` when there is no such environment, or the installation is gone.
    package func requireEnvironment(_ environment: LiveEnvironment) throws(IllegalTransition) {
        try self.requireInstalled()
        guard !self.environments.contains(environment) else { return }
        throw IllegalTransition(
            .wrongState, "\"\(self.name)\" has no \(environment) environment.", remedy: "Add it first.")
    }
}
