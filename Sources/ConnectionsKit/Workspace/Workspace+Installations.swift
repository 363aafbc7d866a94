extension Workspace {
    /// The installed applications of the account, with their terms and environments.
    ///
    /// - Parameters:
    ///   - includingUninstalled: whether to list those too that are gone.
    ///   - principal: anybody of the account but portal users.
    /// - Returns: the installations.
    /// - Throws: ``ConnectionError``.
    public func installations(
        includingUninstalled: Bool = false, as principal: Principal
    ) async throws(ConnectionError) -> [InstallationDetails] {
        try self.system.require(PolicyRequest(.viewInstallations, by: principal))
        var result: [InstallationDetails] = []
        for installation in try await self.system.all(.installations, in: principal.account)
        where includingUninstalled || installation.isThere {
            result.append(try await self.details(of: installation))
        }
        return result
    }

    /// One installed application, with its terms and environments.
    ///
    /// - Parameters:
    ///   - id: the installation.
    ///   - principal: anybody of the account but portal users.
    /// - Returns: the installation.
    /// - Throws: ``ConnectionError``.
    public func installation(
        _ id: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> InstallationDetails {
        try self.system.require(PolicyRequest(.viewInstallations, by: principal))
        return try await self.details(
            of: try await self.system.load(Installation.self, id, in: principal.account, "installation"))
    }

    private func details(of installation: Installation) async throws(ConnectionError) -> InstallationDetails {
        let share = try await self.system.find(Share.self, installation.share, in: installation.developer)
        return InstallationDetails(installation, share: share, at: self.system.time.now())
    }
}
