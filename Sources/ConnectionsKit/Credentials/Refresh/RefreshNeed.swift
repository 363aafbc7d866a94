/// Why somebody asks for a refresh; with the stored tokens it says whether one is still called for.
package enum RefreshNeed: Sendable, Hashable {
    /// A token is needed that lasts for the given time from now.
    case usable(minimumValidity: Duration)
    /// The token of this version was refused by the service; another one is needed.
    case replacement(of: Int)
    /// The tokens should be refreshed ahead of their end.
    case ahead

    /// What a task needs of a grant.
    // A credential of another grant, such as the one before a new authorization, says nothing of this one's tokens.
    package init(of grant: Grant.ID, minimumValidity: Duration, replacing refused: Credential?) {
        self =
            if let refused, refused.grant == grant {
                .replacement(of: refused.tokenVersion)
            } else {
                .usable(minimumValidity: minimumValidity)
            }
    }

    package func isMet(by tokens: TokenState, at now: Timestamp) -> Bool {
        switch self {
        case .usable(let minimumValidity): tokens.isUsable(at: now, minimumValidity: minimumValidity)
        case .replacement(let version): tokens.tokenVersion != version && tokens.isUsable(at: now)
        case .ahead: tokens.refreshDueAt.map { now < $0 } ?? true
        }
    }
}

extension RefreshNeed {
    /// Refuses a validity that cannot be had: tokens that still last and cannot be renewed do not have it, or even new ones
    /// would not, and each call would refresh them in vain.
    func requireMeetable(by tokens: TokenState, at now: Timestamp) throws(CredentialError) {
        guard case .usable(let minimumValidity) = self, minimumValidity > .zero, let expiresAt = tokens.expiresAt
        else { return }
        guard tokens.refresh != nil else {
            throw CredentialError(
                InvalidInput(
                    field: "minimumValidity",
                    problem: "it is \(minimumValidity), and the credential lasts \(expiresAt - now) more, until "
                        + "\(expiresAt), and cannot be renewed",
                    remedy: "Ask for no more than that, or authorize the connection again"))
        }
        let life = expiresAt - tokens.obtainedAt
        guard life <= minimumValidity else { return }
        throw CredentialError(
            InvalidInput(
                field: "minimumValidity",
                problem: "it is \(minimumValidity), and the service issues tokens that last \(life)",
                remedy: "Ask for less than that"))
    }
}

extension TokenState {
    /// Whether the access token has an end that is still to come.
    func isUnexpired(at now: Timestamp) -> Bool { self.expiresAt.map { now < $0 } ?? false }

    /// Whether a refresh ahead of their end should begin.
    package func isDue(at now: Timestamp) -> Bool { self.refreshDueAt.map { $0 <= now } ?? false }

    fileprivate func isUsable(at now: Timestamp, minimumValidity: Duration = .zero) -> Bool {
        switch self.serving(at: now, minimumValidity: minimumValidity) {
        case .serve, .serveAndRefresh: true
        case .wait, .tooShort, .ended: false
        }
    }
}
