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
    /// When the first of these was; `nil` when there was none.
    public var failingSince: Timestamp?
    /// What somebody should do about it; `nil` when nothing.
    public var nextAction: String?

    /// From when on a failure that may end by itself is something to act on.
    private static let patience = Duration.seconds(60 * 60)

    init(_ tokens: TokenState, at now: Timestamp) {
        self.lastRefreshedAt = tokens.health.lastRefreshedAt
        self.nextRefreshAt = tokens.refreshDueAt.map { max($0, tokens.obtainedAt) }
        // An imported refresh token alone has no access token yet.
        self.expiresAt = tokens.expiresAt.flatMap { $0.milliseconds > 0 ? $0 : nil }
        self.lastFailure = tokens.health.lastFailure
        self.failures = tokens.health.failures
        self.failingSince = tokens.health.failingSince
        switch tokens.health.lastFailure?.kind {
        case .terminal: self.nextAction = "Authorize the connection again."
        case .configuration:
            let code = tokens.health.lastFailure?.code ?? ""
            self.nextAction = "Correct the OAuth client: the last refresh failed with \"\(code)\"."
        case .transient, .outcomeUnknown:
            // What works later by itself is nothing to act on, unless it has lasted for long.
            guard let failure = tokens.health.lastFailure, let since = tokens.health.failingSince,
                now - since >= Self.patience
            else { return }
            let next = self.nextRefreshAt.map { " It is asked again by itself at \($0)." } ?? ""
            self.nextAction =
                "Check that the service can be reached: no refresh has come through since \(since), the last failed with "
                + "\"\(failure.code)\".\(next)"
        case nil:
            guard tokens.refresh == nil, let expiresAt = tokens.expiresAt else { return }
            self.nextAction = "Authorize the connection again before \(expiresAt): the service issued no refresh token."
        }
    }
}
