/// The platform's side of its marketplace: it decides on what developers submit.
///
/// It is for the platform's own people, whom the host has let in; the library asks for no role here, and writes each
/// decision into the developer's audit trail with the name of whoever decided.
public struct Marketplace: Sendable {
    private let system: ConnectionSystem

    init(_ system: ConnectionSystem) {
        self.system = system
    }

    /// A page of the submissions of all developers that stand so.
    ///
    /// - Parameters:
    ///   - status: how they stand.
    ///   - cursor: where the page before ended; `nil` for the first.
    ///   - limit: how many at most; 1 to 1,000.
    /// - Returns: the page.
    /// - Throws: ``ConnectionError``.
    public func submissions(
        _ status: Submission.Status = .inReview, after cursor: Cursor? = nil, limit: Int = 100
    ) async throws(ConnectionError) -> Page<Submission> {
        try await self.system.page(
            .submissions(status), in: self.system.configuration.marketplaceAccount, after: cursor, limit: limit)
    }

    /// The release that was submitted, with the definitions that clients would get.
    ///
    /// - Throws: ``ConnectionError``.
    public func release(of id: Submission.ID) async throws(ConnectionError) -> Release {
        try await self.release(of: try await self.submission(id))
    }

    /// Lists a submission, in the place of what the marketplace lists of the application so far.
    ///
    /// - Parameters:
    ///   - id: the submission.
    ///   - reviewer: who of the platform decides; 1 to 200 bytes.
    /// - Returns: the submission, listed.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` unless it is in review.
    @discardableResult
    public func approve(_ id: Submission.ID, by reviewer: UserID) async throws(ConnectionError) -> Submission {
        try await self.decide(id, by: reviewer) { submission, changes throws(ConnectionError) in
            let now = self.system.time.now()
            let next = try self.system.advance { () throws(IllegalTransition) in try submission.approved(at: now) }
            changes.expect(try await self.release(of: submission))
            let others = try await self.system.all(
                .submissions(of: submission.application, by: submission.developer), in: submission.account)
            for listing in others where listing.status == .listed {
                changes.update(
                    try self.system.advance { () throws(IllegalTransition) in try listing.replaced(at: now) })
                changes.record(self.entry(listing, by: reviewer))
            }
            return next
        }
    }

    /// Refuses a submission.
    ///
    /// - Parameters:
    ///   - id: the submission.
    ///   - reason: why, for the developer; 1 to 1,000 characters.
    ///   - reviewer: who of the platform decides; 1 to 200 bytes.
    /// - Returns: the submission, rejected.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` unless it is in review.
    @discardableResult
    public func reject(
        _ id: Submission.ID, because reason: String, by reviewer: UserID
    ) async throws(ConnectionError) -> Submission {
        try self.validate(reason)
        return try await self.decide(id, by: reviewer) { submission, _ throws(ConnectionError) in
            try self.system.advance { () throws(IllegalTransition) in
                try submission.rejected(because: reason, at: self.system.time.now())
            }
        }
    }

    /// Takes a listing off the marketplace; what clients have installed stays.
    ///
    /// - Parameters:
    ///   - id: the submission that is listed.
    ///   - reason: why, for the developer; 1 to 1,000 characters.
    ///   - reviewer: who of the platform decides; 1 to 200 bytes.
    /// - Returns: the submission, taken off.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` unless it is listed.
    @discardableResult
    public func delist(
        _ id: Submission.ID, because reason: String, by reviewer: UserID
    ) async throws(ConnectionError) -> Submission {
        try self.validate(reason)
        return try await self.decide(id, by: reviewer) { submission, _ throws(ConnectionError) in
            try self.system.advance { () throws(IllegalTransition) in
                try submission.delisted(because: reason, at: self.system.time.now())
            }
        }
    }

    private func decide(
        _ id: Submission.ID, by reviewer: UserID,
        _ decision: (Submission, inout ChangeSet) async throws(ConnectionError) -> Submission
    ) async throws(ConnectionError) -> Submission {
        do throws(InvalidInput) { try reviewer.validate(field: "reviewer") } catch { throw ConnectionError(error) }
        return try await self.system.commit { () throws(ConnectionError) in
            let submission = try await self.submission(id)
            var changes = ChangeSet()
            var next = try await decision(submission, &changes)
            changes.update(next)
            changes.record(self.entry(submission, by: reviewer))
            next.version += 1
            return Planned(next, changes)
        }
    }

    private func validate(_ reason: String) throws(ConnectionError) {
        guard (1...1_000).contains(reason.count) else {
            throw ConnectionError(
                InvalidInput(field: "reason", problem: "empty or too long", remedy: "Pass 1 to 1,000 characters"))
        }
    }

    private func submission(_ id: Submission.ID) async throws(ConnectionError) -> Submission {
        let market = self.system.configuration.marketplaceAccount
        guard let submission = try await self.system.find(Submission.self, id, in: market) else {
            throw .notFound("submission")
        }
        return submission
    }

    private func release(of submission: Submission) async throws(ConnectionError) -> Release {
        try await self.system.load(Release.self, submission.release, in: submission.developer, "release")
    }

    private func entry(_ submission: Submission, by reviewer: UserID) -> AuditEntry {
        AuditEntry(
            account: submission.developer, at: self.system.time.now(), actor: .platform(reviewer),
            action: .reviewSubmission, subject: "submission:\(submission.id)", changed: ["status"])
    }
}

extension ConnectionSystem {
    /// The platform's side of its marketplace.
    public var marketplace: Marketplace { Marketplace(self) }
}
