/// Why a credential could not be obtained, renewed, revoked or applied.
public struct CredentialError: Error, Sendable {
    /// What it means for the caller.
    public var code: Code {
        get { self.facts.value.code }
        set { self.facts.value.code = newValue }
    }
    /// What happened, for people; never a secret or a provider's body.
    public var message: String {
        get { self.facts.value.message }
        set { self.facts.value.message = newValue }
    }
    /// The provider's own error code, such as `invalid_grant`.
    public var providerCode: String? {
        get { self.facts.value.providerCode }
        set { self.facts.value.providerCode = newValue }
    }
    /// Before when another try is in vain.
    public var retryAt: Timestamp? {
        get { self.facts.value.retryAt }
        set { self.facts.value.retryAt = newValue }
    }
    /// How long the provider asks to wait (`Retry-After`).
    public var retryAfter: Duration? {
        get { self.facts.value.retryAfter }
        set { self.facts.value.retryAfter = newValue }
    }
    /// Whether the provider refused since the OAuth client, or the person, makes too many calls.
    public var isRateLimit: Bool {
        get { self.facts.value.isRateLimit }
        set { self.facts.value.isRateLimit = newValue }
    }
    /// Why somebody must authorize again, where that is known.
    public var reauthorization: Grant.ReauthorizationCause? {
        get { self.facts.value.reauthorization }
        set { self.facts.value.reauthorization = newValue }
    }
    /// The error underneath, if there was one.
    public var cause: (any Error)? {
        get { self.facts.value.cause }
        set { self.facts.value.cause = newValue }
    }

    private struct Facts {
        var code: Code
        var message: String
        var providerCode: String?
        var retryAt: Timestamp?
        var retryAfter: Duration?
        var isRateLimit: Bool
        var reauthorization: Grant.ReauthorizationCause?
        var cause: (any Error)?
    }

    private var facts: Apart<Facts>

    /// Makes an error.
    public init(
        _ code: Code, _ message: String, providerCode: String? = nil, retryAfter: Duration? = nil,
        cause: (any Error)? = nil
    ) {
        self.facts = Apart(
            Facts(
                code: code, message: message, providerCode: providerCode, retryAfter: retryAfter,
                isRateLimit: code == .transient && providerCode.map(Self.isRateLimit(_:)) ?? false, cause: cause))
    }

    /// What an error means for the caller.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case refused, transient, configuration, outcomeUnknown, needsReauthorization, clientRetired, notUsable
            case authorizationPending, consentDenied, noOrganization, invalidResponse, invalidInput, missingField,
                hostNotAllowed
            case storeUnavailable, storeCorrupt, wrongKey, cancelled
        }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// The provider refused the code or the token for good (`invalid_grant`).
        public static let refused = Code(.refused)
        /// It may work later; nothing about the grant has changed.
        public static let transient = Code(.transient)
        /// The OAuth client or the connector's facts are wrong (`invalid_client` and its like); the grant is untouched.
        public static let configuration = Code(.configuration)
        /// The request may have reached the provider, and its answer is lost or unreadable.
        public static let outcomeUnknown = Code(.outcomeUnknown)
        /// The grant is dead until somebody authorizes again.
        public static let needsReauthorization = Code(.needsReauthorization)
        /// The OAuth client that minted the grant was retired: the grant is dead, and nobody was asked.
        public static let clientRetired = Code(.clientRetired)
        /// The grant is revoked, suspended or superseded.
        public static let notUsable = Code(.notUsable)
        /// The person has not consented yet on the other device (RFC 8628 section 3.5); ask again later.
        public static let authorizationPending = Code(.authorizationPending)
        /// The person declined (`access_denied`).
        public static let consentDenied = Code(.consentDenied)
        /// The person has no account in a service whose scopes were asked for (`no_org`).
        public static let noOrganization = Code(.noOrganization)
        /// The provider's answer breaks its protocol.
        public static let invalidResponse = Code(.invalidResponse)
        /// A field of the input is not acceptable; the cause is ``InvalidInput``.
        public static let invalidInput = Code(.invalidInput)
        /// A field was left out; the cause is ``InvalidInput``, which names it.
        public static let missingField = Code(.missingField)
        /// The address is none to which the credential may go.
        public static let hostNotAllowed = Code(.hostNotAllowed)
        /// The store or the keys cannot be reached.
        public static let storeUnavailable = Code(.storeUnavailable)
        /// What is stored cannot be read or opened.
        public static let storeCorrupt = Code(.storeCorrupt)
        /// The host's keys are not those that wrapped the account's data keys.
        public static let wrongKey = Code(.wrongKey)
        /// The calling task was cancelled.
        public static let cancelled = Code(.cancelled)

        public var description: String { self.value.rawValue }
    }
}

extension CredentialError: CustomStringConvertible {
    public var description: String { "CredentialError(\(self.code)): \(self.message)" }
}

extension CredentialError {
    package init(_ error: StoreError) {
        switch error.code {
        case .conflict, .unavailable: self.init(.storeUnavailable, error.message, cause: error)
        case .corrupt: self.init(.storeCorrupt, error.message, cause: error)
        case .cancelled: self.init(.cancelled, error.message, cause: error)
        }
    }

    package init(_ error: SealerError) {
        let code: Code =
            switch error.code {
            case .unavailable: .storeUnavailable
            case .wrongKey: .wrongKey
            default: .storeCorrupt
            }
        self.init(code, error.message, cause: error)
    }

    package init(_ input: InvalidInput, code: Code = .invalidInput) {
        self.init(code, input.description, cause: input)
    }

    /// The error of a grant that is dead until somebody authorizes again.
    package init(
        _ code: Code = .needsReauthorization, reauthorize reason: Grant.ReauthorizationCause,
        providerCode: String? = nil, cause: (any Error)? = nil
    ) {
        self.init(code, reason.explanation, providerCode: providerCode, cause: cause)
        self.reauthorization = reason
    }

    /// How a limit is told where the provider's answer has no code.
    package static let rateLimitCode = "rate_limited"

    /// Whether a code is one by which services, Zoho first, tell a limit.
    package static func isRateLimit(_ code: String) -> Bool {
        ["access denied", "ratelimited", Self.rateLimitCode, "rate_limit_exceeded", "too_many_requests", "slow_down"]
            .contains(code.lowercased())
    }
}
