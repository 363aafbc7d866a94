/// How the tokens of an authorization fare, for people.
public struct AuthorizationHealth: Sendable, Hashable {
    /// When the tokens were last refreshed; `nil` when they are still the first.
    public var lastRefreshedAt: Timestamp?
    /// When the next refresh is due; `nil` when these tokens cannot be refreshed or need not be.
    public var nextRefreshAt: Timestamp?
    /// When the access token ends; `nil` when the service does not say.
    public var expiresAt: Timestamp?
    /// The last failure since then, with what it means for the authorization.
    public var lastFailure: TokenHealth.Failure?
    /// How many failures in a row there were.
    public var failures: Int
    /// What somebody should do about it; `nil` when nothing.
    public var nextAction: String?

    init(_ tokens: TokenState) {
        self.lastRefreshedAt = tokens.health.lastRefreshedAt
        self.nextRefreshAt = tokens.refreshDueAt
        self.expiresAt = tokens.expiresAt
        self.lastFailure = tokens.health.lastFailure
        self.failures = tokens.health.failures
        switch tokens.health.lastFailure?.kind {
        case .terminal: self.nextAction = "Authorize the connection again."
        case .configuration:
            let code = tokens.health.lastFailure?.code ?? ""
            self.nextAction = "Correct the OAuth client: the last refresh failed with \"\(code)\"."
        // What works later by itself is nothing to act on.
        case .transient, .outcomeUnknown: self.nextAction = nil
        case nil:
            guard tokens.refresh == nil, let expiresAt = tokens.expiresAt else { return }
            self.nextAction = "Authorize the connection again before \(expiresAt): the service issued no refresh token."
        }
    }
}
