/// The tokens of a grant, sealed, with the record of their refresh and their health.
public struct TokenState: Sendable, Hashable, Codable {
    /// The grant.
    public var grant: Grant.ID
    /// The account of the grant.
    public var account: AccountID
    /// Counts the tokens that the grant has had, from 1; only a refresh or a new authorization moves it.
    public var tokenVersion: Int
    /// What a credential is made of: the access token, or the fields of a credential without OAuth.
    public var access: SealedSecret
    /// What renews it; `nil` when it cannot be renewed.
    public var refresh: SealedSecret?
    /// When the tokens were obtained.
    public var obtainedAt: Timestamp
    /// When the access token ends; `nil` when the service does not say.
    public var expiresAt: Timestamp?
    /// How long the refresh token lasts that is not used, as the connector said when the grant was made; `nil` when that
    /// is not known, or for good.
    public var refreshIdleLifetime: Duration?
    /// The record of the refresh under way.
    public var lease: RefreshLease = RefreshLease()
    /// How the last refreshes went.
    public var health: TokenHealth = TokenHealth()
    /// The version of the record.
    public var version: Int = 0

    /// Makes the first tokens of a grant.
    public init(
        grant: Grant.ID, account: AccountID, access: SealedSecret, refresh: SealedSecret?, obtainedAt: Timestamp,
        expiresAt: Timestamp?
    ) {
        self.grant = grant
        self.account = account
        self.tokenVersion = 1
        self.access = access
        self.refresh = refresh
        self.obtainedAt = obtainedAt
        self.expiresAt = expiresAt
    }
}

/// Who may refresh a grant's tokens at the moment, and how far they have come.
public struct RefreshLease: Sendable, Hashable, Codable {
    /// Raised by each holder; a holder is known by the epoch it made.
    public var epoch: Int = 0
    /// Until when the holder may judge; `nil` when nobody holds it.
    public var until: Timestamp?
    /// How far the holder has come.
    public var phase: Phase = .idle
    /// The token version of the last call whose outcome was never learnt.
    public var outcomeUnknown: Int?

    /// Makes a lease that nobody holds.
    public init() {}

    /// How far the holder of a lease has come.
    public enum Phase: Sendable, Hashable, Codable {
        /// No call is under way.
        case idle
        /// The refresh token of `tokenVersion` has been, or is about to be, sent by the holder of `epoch`.
        case calling(tokenVersion: Int, epoch: Int)
    }
}

/// How the refreshes of a grant went.
public struct TokenHealth: Sendable, Hashable, Codable {
    /// When the tokens were last refreshed.
    public var lastRefreshedAt: Timestamp?
    /// The last failure since then.
    public var lastFailure: Failure?
    /// How many failures in a row there were.
    public var failures: Int = 0
    /// When the first of these was; `nil` when there was none.
    public var failingSince: Timestamp?
    /// Before when no further call is made.
    public var retryAt: Timestamp?

    /// Makes the health of tokens that have never been refreshed.
    public init() {}

    /// One failure of a refresh.
    public struct Failure: Sendable, Hashable, Codable {
        /// What it means for the grant.
        public var kind: Kind
        /// The provider's error code, such as `invalid_grant`, or our word for what happened.
        public var code: String
        /// When it happened.
        public var at: Timestamp

        /// Makes a failure.
        public init(kind: Kind, code: String, at: Timestamp) {
            self.kind = kind
            self.code = code
            self.at = at
        }

        /// The classes of verdict.
        public enum Kind: String, Sendable, Hashable, Codable {
            /// The grant is dead; no further call is made.
            case terminal
            /// It may work later; the grant is untouched.
            case transient
            /// The OAuth client is wrong; the grant is untouched.
            case configuration
            /// The answer was lost or unreadable; asking again tells.
            case outcomeUnknown
        }
    }
}
