/// Why somebody asks for a refresh; with the stored tokens it says whether one is still called for.
package enum RefreshNeed: Sendable, Hashable {
    /// A token is needed that lasts for the given time from now.
    case usable(minimumValidity: Duration)
    /// The token of this version was refused by the service; another one is needed.
    case replacement(of: Int)
    /// The tokens should be refreshed ahead of their end.
    case ahead

    func isMet(by tokens: TokenState, at now: Timestamp) -> Bool {
        switch self {
        case .usable(let minimumValidity): tokens.isUsable(at: now, minimumValidity: minimumValidity)
        case .replacement(let version): tokens.tokenVersion != version && tokens.isUsable(at: now)
        case .ahead: tokens.refreshDueAt.map { now < $0 } ?? true
        }
    }
}

extension RefreshNeed {
    /// Refuses a validity that even new tokens of this life do not have: each call would refresh them, and in vain.
    func requireMeetable(by tokens: TokenState) throws(CredentialError) {
        guard case .usable(let minimumValidity) = self, minimumValidity > .zero, let expiresAt = tokens.expiresAt,
            case let life = expiresAt - tokens.obtainedAt, life <= minimumValidity
        else { return }
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

    fileprivate func isUsable(at now: Timestamp, minimumValidity: Duration = .zero) -> Bool {
        switch self.serving(at: now, minimumValidity: minimumValidity) {
        case .serve, .serveAndRefresh: true
        case .wait, .ended: false
        }
    }
}

/// A grant with tokens that may be handed out.
package struct FreshTokens: Sendable {
    package var grant: Grant
    package var tokens: TokenState
    package var access: Secret
    /// Whether the flight that brought them refreshed them: asking again would bring nothing better.
    package var isNew = false
}
