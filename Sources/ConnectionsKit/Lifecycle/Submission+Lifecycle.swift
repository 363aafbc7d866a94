// The submission: in review, then listed or rejected or withdrawn; a listing is replaced, withdrawn or delisted.
extension Submission {
    /// The submission, listed.
    ///
    /// - Throws: ``IllegalTransition`` unless it is in review.
    package func approved(at now: Timestamp) throws(IllegalTransition) -> Submission {
        try self.moved(from: [.inReview], to: .listed, "approved", at: now)
    }

    /// The submission, refused by the platform.
    ///
    /// - Throws: ``IllegalTransition`` unless it is in review.
    package func rejected(because reason: String, at now: Timestamp) throws(IllegalTransition) -> Submission {
        var next = try self.moved(from: [.inReview], to: .rejected, "rejected", at: now)
        next.reason = reason
        return next
    }

    /// The submission, taken back by its developer, from the review or from the marketplace.
    ///
    /// - Throws: ``IllegalTransition`` unless it is in review or listed.
    package func withdrawn(at now: Timestamp) throws(IllegalTransition) -> Submission {
        try self.moved(from: [.inReview, .listed], to: .withdrawn, "withdrawn", at: now)
    }

    /// The listing, after a newer one took its place.
    ///
    /// - Throws: ``IllegalTransition`` unless it is listed.
    package func replaced(at now: Timestamp) throws(IllegalTransition) -> Submission {
        try self.moved(from: [.listed], to: .replaced, "replaced", at: now)
    }

    /// The listing, taken off by the platform.
    ///
    /// - Throws: ``IllegalTransition`` unless it is listed.
    package func delisted(because reason: String, at now: Timestamp) throws(IllegalTransition) -> Submission {
        var next = try self.moved(from: [.listed], to: .delisted, "taken off the marketplace", at: now)
        next.reason = reason
        return next
    }

    private func moved(
        from allowed: Set<Status>, to status: Status, _ event: String, at now: Timestamp
    ) throws(IllegalTransition) -> Submission {
        guard allowed.contains(self.status) else {
            throw IllegalTransition(
                .wrongState,
                "Release \(self.releaseNumber) of \"\(self.applicationName)\" cannot be \(event), since it is \(self.status).",
                remedy: "Look at the submissions of the application.")
        }
        var next = self
        next.status = status
        next.decidedAt = now
        return next
    }
}
