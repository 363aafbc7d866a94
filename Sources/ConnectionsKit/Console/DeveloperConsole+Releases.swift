extension DeveloperConsole {
    /// The history of an application: its releases, newest first, with who made each and with whom it is shared.
    ///
    /// - Parameters:
    ///   - application: whose.
    ///   - number: only releases with lower numbers; that of the last one that was shown, or `nil` for the newest.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: a super admin, or a developer with any right for the application.
    /// - Returns: the releases.
    /// - Throws: ``ConnectionError``.
    public func releases(
        of application: ApplicationID, before number: Int? = nil, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> [PublishedRelease] {
        try self.requireViewing(application, as: principal)
        _ = try await self.system.load(Application.self, application, in: principal.account, "application")
        let releases = try await self.system.all(.releases(of: application), in: principal.account)
            .filter { release in number.map { release.number < $0 } ?? true }
            .sorted { $0.number > $1.number }
            .prefix(min(max(limit, 1), 1_000))
        let shares = try await self.system.all(.shares(of: application), in: principal.account)
        return releases.map { PublishedRelease($0, shares: shares) }
    }

    /// One release, with all that it contains.
    ///
    /// - Throws: ``ConnectionError``.
    public func release(_ id: Release.ID, as principal: Principal) async throws(ConnectionError) -> PublishedRelease {
        let release = try await self.viewed(id, as: principal)
        return PublishedRelease(
            release, shares: try await self.system.all(.shares(of: release.application), in: principal.account))
    }

    /// What one release of an application has that another has not: definitions, names, scopes and places.
    ///
    /// - Parameters:
    ///   - later: the release to look at.
    ///   - earlier: the release to compare it with, of the same application.
    ///   - principal: a super admin, or a developer with any right for the application.
    /// - Returns: the comparison.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invalidInput`` for releases of two applications.
    public func compare(
        _ later: Release.ID, with earlier: Release.ID, as principal: Principal
    ) async throws(ConnectionError) -> ReleaseComparison {
        let after = try await self.viewed(later, as: principal)
        let before = try await self.viewed(earlier, as: principal)
        guard after.application == before.application else {
            throw ConnectionError(
                InvalidInput(
                    field: "earlier",
                    problem: "a release of \"\(before.application)\", not of \"\(after.application)\"",
                    remedy: "Compare two releases of one application"))
        }
        return ReleaseComparison(from: before.connections, to: after.connections)
    }

    /// Refuses whoever may not see the releases of an application.
    func requireViewing(_ application: ApplicationID, as principal: Principal) throws(ConnectionError) {
        var request = PolicyRequest(.viewReleases, by: principal)
        request.application = application
        try self.system.require(request)
    }

    private func viewed(_ id: Release.ID, as principal: Principal) async throws(ConnectionError) -> Release {
        let release = try await self.system.load(Release.self, id, in: principal.account, "release")
        try self.requireViewing(release.application, as: principal)
        return release
    }
}
