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

    /// How long after its last use a refresh token is used again, so that it does not end unused: half its idle lifetime,
    /// or a day before the end where that is sooner, but not before a quarter of it.
    ///
    /// - Parameter idleLifetime: how long it lasts that is not used.
    /// - Returns: how long it may rest; `nil` when it cannot be kept alive, since it does not last at all.
    package static func rest(idleLifetime: Duration) -> Duration? {
        guard idleLifetime > .zero else { return nil }
        return min(idleLifetime / 2, max(idleLifetime / 4, idleLifetime - .seconds(24 * 60 * 60)))
    }

    /// From here on callers wait for a refresh: `minimumValidity` before the end, but at least 30 seconds, or a quarter of
    /// its life where that is shorter.
    ///
    /// - Parameter minimumValidity: how long the caller needs the token to last.
    /// - Returns: the last moment at which the token may be handed out.
    public func usableUntil(minimumValidity: Duration) -> Timestamp {
        self.expiresAt - max(minimumValidity, min(.seconds(30), self.life / 4))
    }
}
