/// The two moments in an access token's life that matter before its end.
public struct TokenLifetime: Sendable, Hashable {
    /// When it was obtained.
    public var obtainedAt: Timestamp
    /// When it ends.
    public var expiresAt: Timestamp

    /// Makes a lifetime; an end before the beginning is a life of zero.
    public init(obtainedAt: Timestamp, expiresAt: Timestamp) {
        self.obtainedAt = obtainedAt
        self.expiresAt = expiresAt
    }

    private var life: Duration { max(.zero, self.expiresAt - self.obtainedAt) }

    /// From here on a refresh starts, while the token is still served: 15 minutes before the end, or half its life where
    /// that is shorter, so that a short-lived token is not stale when minted.
    public var refreshAt: Timestamp { self.expiresAt - min(.seconds(15 * 60), self.life / 2) }

    /// From here on callers wait for a refresh: `minimumValidity` before the end, but at least 30 seconds, or a quarter of
    /// its life where that is shorter.
    ///
    /// - Parameter minimumValidity: how long the caller needs the token to last.
    /// - Returns: the last moment at which the token may be handed out.
    public func usableUntil(minimumValidity: Duration) -> Timestamp {
        self.expiresAt - max(minimumValidity, min(.seconds(30), self.life / 4))
    }
}
