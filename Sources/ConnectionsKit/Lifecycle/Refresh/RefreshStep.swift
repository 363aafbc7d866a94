/// A step in the refresh of a grant's tokens.
///
/// Stores apply it inside their commit, to the record as it stands there.
public enum RefreshStep: Sendable, Hashable {
    /// Take the lease: nobody may hold it, and the epoch must still be the one that was read.
    case acquire(epoch: Int, duration: Duration)
    /// Say durably that the refresh token of `tokenVersion` is about to be sent, by the holder of `epoch`.
    case intend(epoch: Int, tokenVersion: Int)
    /// Store what the service answered. It holds even when the lease has run out, unless another holder has announced a
    /// call of its own: a good token is never thrown away.
    case succeed(epoch: Int, tokenVersion: Int, tokens: RefreshedTokens)
    /// Record a failure and give the lease back. A verdict needs an unexpired lease. A call whose outcome is unknown stays
    /// announced, so that its answer is stored when it comes after all.
    case fail(epoch: Int, tokenVersion: Int, failure: TokenHealth.Failure, retryAt: Timestamp?)
    /// Give the lease back without having called.
    case release(epoch: Int)
    /// Ask for no refresh ahead of the end before the given moment, since the grant is not in use.
    case postpone(until: Timestamp)
    /// Store the same tokens under another key, while nobody holds the lease: neither the token version nor the lease moves.
    case reseal(tokenVersion: Int, access: SealedSecret, refresh: SealedSecret?)
}

/// What a refresh brought, sealed.
public struct RefreshedTokens: Sendable, Hashable {
    /// The new access token.
    public var access: SealedSecret
    /// The new refresh token; `nil` keeps the old one.
    public var refresh: SealedSecret?
    /// When the new access token ends; `nil` when the service does not say.
    public var expiresAt: Timestamp?

    /// Makes a set of new tokens.
    public init(access: SealedSecret, refresh: SealedSecret?, expiresAt: Timestamp?) {
        self.access = access
        self.refresh = refresh
        self.expiresAt = expiresAt
    }
}

/// A refresh step came too late: another holder has the lease, or the tokens are already others.
public struct EpochConflict: Error, Sendable, Hashable {
    /// Makes a conflict.
    public init() {}
}
