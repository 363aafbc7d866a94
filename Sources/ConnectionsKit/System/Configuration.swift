extension ConnectionSystem {
    /// What a host can set; every value has a default that suits most.
    public struct Configuration: Sendable {
        /// How long an authorization may take, from its beginning to its callback.
        public var authorizationWindow: Duration = .seconds(90)
        /// How long an authorization on another device may take at most; the service may allow less.
        public var deviceWindow: Duration = .seconds(15 * 60)
        /// How long a publication may take before another may take its place, since its process is gone.
        public var publicationWindow: Duration = .seconds(30 * 60)
        /// How long the authorizations of a person who was deactivated wait for their return before they are revoked.
        public var suspensionWindow: Duration = .seconds(30 * 24 * 60 * 60)
        /// The account in which the platform keeps the submissions to its marketplace.
        public var marketplaceAccount: AccountID = "marketplace"
        /// How long audit records are kept; `nil` keeps them for good.
        public var auditRetention: Duration?
        /// How often whoever follows an audit trail looks for what other processes have committed.
        public var auditFollowInterval: Duration = .seconds(5)
        /// How long an invitation can be accepted.
        public var invitationValidity: Duration = .seconds(15 * 24 * 60 * 60)
        /// The redirect addresses at which the host receives callbacks; a developer's credential set must name one.
        public var redirectURIs: [String] = []
        /// Whether credentials may be sent to this machine without TLS, for development and tests.
        public var allowsLoopbackHTTP = false
        /// Rules of the host, which can only tighten the policy.
        public var additionalRules: [PolicyRule] = []
        /// How often an operation begins anew after a conflict.
        public var conflictRetries = 16
        /// The times of the refresh engine.
        public var refresh = RefreshSettings()
        /// The times of maintenance.
        public var maintenance = Maintenance.Settings()

        /// The usual configuration.
        public init() {}
    }
}
