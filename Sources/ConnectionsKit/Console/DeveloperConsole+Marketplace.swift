extension DeveloperConsole {
    /// Submits a release to the platform's marketplace, where it waits for the platform's review.
    ///
    /// One release of an application at a time can be in review.
    ///
    /// - Parameters:
    ///   - release: the release.
    ///   - principal: the super admin.
    /// - Returns: the submission.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` while another release is in review, and for one that
    ///   is listed already.
    public func submit(_ release: Release.ID, as principal: Principal) async throws(ConnectionError) -> Submission {
        try await self.system.operate(.submitToMarketplace, as: principal) { () throws(ConnectionError) in
            let release = try await self.system.load(Release.self, release, in: principal.account, "release")
            var request = PolicyRequest(.submitToMarketplace, by: principal)
            request.application = release.application
            try self.system.require(request)
            let application = try await self.system.load(
                Application.self, release.application, in: principal.account, "application")
            let market = self.system.configuration.marketplaceAccount
            let earlier = try await self.system.all(
                .submissions(of: release.application, by: principal.account), in: market)
            try self.requireSubmittable(release, beside: earlier)
            let submission = Submission(
                id: Submission.ID(self.system.random.uuid()), account: market, release: release,
                submittedAt: self.system.time.now(), submittedBy: principal.user)
            var changes = ChangeSet()
            changes.insert(submission)
            // Bumped, so that of two submissions at the same time one begins again and finds the other.
            changes.update(application)
            changes.record(
                self.system.entry(.submitToMarketplace, by: principal, subject: "submission:\(submission.id)"))
            return Planned(submission.committed, changes)
        }
    }

    /// Takes a submission back, from the review or from the marketplace; what clients have installed stays.
    ///
    /// - Parameters:
    ///   - id: the submission.
    ///   - principal: the super admin.
    /// - Returns: the submission, withdrawn.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` unless it is in review or listed.
    @discardableResult
    public func withdraw(_ id: Submission.ID, as principal: Principal) async throws(ConnectionError) -> Submission {
        try await self.system.operate(.submitToMarketplace, as: principal) { () throws(ConnectionError) in
            let market = self.system.configuration.marketplaceAccount
            guard let submission = try await self.system.find(Submission.self, id, in: market),
                submission.developer == principal.account
            else { throw .notFound("submission") }
            var request = PolicyRequest(.submitToMarketplace, by: principal)
            request.application = submission.application
            try self.system.require(request)
            let next = try self.system.advance { () throws(IllegalTransition) in
                try submission.withdrawn(at: self.system.time.now())
            }
            var changes = ChangeSet()
            changes.update(next)
            changes.record(
                self.system.entry(
                    .submitToMarketplace, by: principal, subject: "submission:\(id)", changed: ["status"]))
            return Planned(next.committed, changes)
        }
    }

    /// The submissions of an application, newest first, with how each stands and why.
    ///
    /// - Parameters:
    ///   - application: the application.
    ///   - principal: a super admin, or a developer with any right for the application.
    /// - Returns: the submissions.
    /// - Throws: ``ConnectionError``.
    public func submissions(
        of application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> [Submission] {
        try self.requireViewing(application, as: principal)
        _ = try await self.system.load(Application.self, application, in: principal.account, "application")
        return try await self.system.all(
            .submissions(of: application, by: principal.account), in: self.system.configuration.marketplaceAccount
        ).sorted { ($0.submittedAt, $0.releaseNumber) > ($1.submittedAt, $1.releaseNumber) }
    }

    private func requireSubmittable(_ release: Release, beside earlier: [Submission]) throws(ConnectionError) {
        if let other = earlier.first(where: { $0.status == .inReview }) {
            throw ConnectionError(
                .wrongState, "Release \(other.releaseNumber) of \"\(other.applicationName)\" is in review.",
                remedy: "Wait for the platform's decision, or withdraw that submission first.")
        }
        if earlier.contains(where: { $0.status == .listed && $0.release == release.id }) {
            throw ConnectionError(
                .wrongState, "Release \(release.number) of \"\(release.applicationName)\" is listed already.",
                remedy: "There is nothing to do.")
        }
    }
}
