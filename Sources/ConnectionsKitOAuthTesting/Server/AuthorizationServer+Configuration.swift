extension AuthorizationServer {
    /// How a server behaves: lifetimes, rotation, the reach of revocation, and oddities.
    public struct Configuration: Sendable {
        /// How long an authorization code can be redeemed; 60 seconds (RFC 6749 section 4.1.2 allows 10 minutes).
        public var authorizationCodeLifetime: Duration = .seconds(60)
        /// How long an access token opens a resource; 3,600 seconds.
        public var accessTokenLifetime: Duration = .seconds(3_600)
        /// How long after its issue a refresh token works; `nil`, without end.
        public var refreshTokenLifetime: Duration?
        /// Whether a refresh replaces the refresh token; always, with no grace.
        public var rotation: Rotation = .always(gracePeriod: .zero)
        /// Whether the authorization endpoint takes only requests that were pushed beforehand (RFC 9126 section 5).
        public var requiresPushedRequests = false
        /// How long a pushed request can be used; 60 seconds.
        public var pushedRequestLifetime: Duration = .seconds(60)
        /// How long a device code can be redeemed; 600 seconds.
        public var deviceCodeLifetime: Duration = .seconds(600)
        /// How long a device must wait between questions; 5 seconds, and 5 more after each that came too early.
        public var deviceInterval: Duration = .seconds(5)
        /// For what else tokens can be asked beside the server's own resources: absolute addresses without a fragment (RFC
        /// 8707).
        public var audiences: [String] = []
        /// The time since 1970 at the origin of the calls, with which the times in assertions are compared.
        public var unixTimeAtOrigin: Duration = .zero
        /// What a revocation request takes with it; the grant of the one token.
        public var revocationReach: RevocationReach = .token
        /// Departures from the standards, as real services have them; none.
        public var oddities = Oddities()

        /// The defaults: strict, with rotation.
        public init() {}
    }

    /// Whether a refresh replaces the refresh token.
    public enum Rotation: Sendable, Hashable {
        /// The refresh token stays the same.
        ///
        /// Many services do so. RFC 9700 section 4.14.2 allows it for confidential clients; it is not enforced here.
        case never
        /// Each refresh gives a new refresh token and spends the old one.
        ///
        /// For `gracePeriod` after its first use a spent token still works and gives another new one. Later use of it
        /// is taken for theft: the whole grant is revoked (RFC 9700 section 4.14.2). Zero means no grace at all.
        case always(gracePeriod: Duration)
    }

    /// What a revocation request takes with it.
    public enum RevocationReach: Sendable, Hashable {
        /// An access token takes only itself; a refresh token takes its grant: every token that came from one
        /// authorization (RFC 7009 section 2.1).
        case token
        /// Any token takes every grant of the same user to the same client.
        case grant
    }
}
