/// Why an operation did not happen: what, why, and what to do about it.
public struct ConnectionError: Error, Sendable {
    /// What went wrong.
    public var code: Code {
        get { self.facts.value.code }
        set { self.facts.value.code = newValue }
    }
    /// What happened, for people, as a sentence; never a secret.
    public var message: String {
        get { self.facts.value.message }
        set { self.facts.value.message = newValue }
    }
    /// What to do about it, as a sentence; empty when nothing can be done.
    public var remedy: String {
        get { self.facts.value.remedy }
        set { self.facts.value.remedy = newValue }
    }
    /// The field of the input that is not acceptable, for ``Code/invalidInput``.
    public var field: String? {
        get { self.facts.value.field }
        set { self.facts.value.field = newValue }
    }
    /// What else is to be known of it, for the codes that say so.
    public var detail: Detail? {
        get { self.facts.value.detail }
        set { self.facts.value.detail = newValue }
    }
    /// The decision of the policy, for a denial.
    public var decision: Decision? {
        get { self.facts.value.decision }
        set { self.facts.value.decision = newValue }
    }
    /// The places that stand in the way, for ``Code/accessLocked`` and ``Code/inUse``.
    public var places: [Place] {
        get { self.facts.value.places }
        set { self.facts.value.places = newValue }
    }
    /// Before when another try is in vain.
    public var retryAt: Timestamp? {
        get { self.facts.value.retryAt }
        set { self.facts.value.retryAt = newValue }
    }
    /// The provider's own error code, such as `invalid_grant`.
    public var providerCode: String? {
        get { self.facts.value.providerCode }
        set { self.facts.value.providerCode = newValue }
    }
    /// The error underneath, if there was one.
    public var cause: (any Error)? {
        get { self.facts.value.cause }
        set { self.facts.value.cause = newValue }
    }

    private struct Facts {
        var code: Code
        var message: String
        var remedy: String
        var field: String?
        var detail: Detail?
        var decision: Decision?
        var places: [Place] = []
        var retryAt: Timestamp?
        var providerCode: String?
        var cause: (any Error)?
    }

    private var facts: Apart<Facts>

    /// Makes an error.
    public init(_ code: Code, _ message: String, remedy: String = "", cause: (any Error)? = nil) {
        self.facts = Apart(Facts(code: code, message: message, remedy: remedy, cause: cause))
    }
}

extension ConnectionError {
    /// What else is to be known of an error.
    public enum Detail: Sendable, Hashable {
        /// The connection needs a user and the task runs without one; for ``Code/notAuthorized``.
        case noUser
        /// Where nobody has authorized, and for which user of a logged-in user connection; for ``Code/notAuthorized``.
        case unauthorized(LiveEnvironment, user: UserID?)
        /// The connections that use a credential set; for ``Code/inUse``.
        case usedBy([Effects.Subject])
        /// Which application has the connection; for ``Code/alreadyEnabled``.
        case enabled(for: ApplicationID)
        /// Why somebody must authorize again; for ``Code/needsReauthorization``.
        case reauthorization(Grant.ReauthorizationCause)
        /// Until when whoever authorized may return; for ``Code/suspended``.
        case suspended(until: Timestamp)
        /// The terms that ended; for ``Code/applicationDisabled``.
        case licence(Licence)
        /// The scopes that were not granted; for ``Code/insufficientScope``.
        case missingScopes([String])
        /// The time that it may take; for ``Code/callTimedOut`` and ``Code/authorizationTimedOut``.
        case timeLimit(Duration)
        /// Whose OAuth client ran into a limit, that of the platform or the developer's; for ``Code/providerUnavailable``
        /// and ``Code/providerRefused``.
        case mode(Connection.Mode)
    }
}

extension ConnectionError: CustomStringConvertible {
    public var description: String { self.remedy.isEmpty ? self.message : "\(self.message) \(self.remedy)" }
}

extension ConnectionError {
    /// The kinds of failure.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private let name: String
        private init(_ name: String) { self.name = name }

        /// The policy denied it; ``ConnectionError/decision`` says why and who could.
        public static let denied = Code("denied")
        /// The connector is not in the platform's catalogue.
        public static let customConnectorUnsupported = Code("customConnectorUnsupported")
        /// The connector does not allow the kind of connection.
        public static let kindUnsupported = Code("kindUnsupported")
        /// The place cannot use the connection.
        public static let placeNotAllowed = Code("placeNotAllowed")
        /// Another application has the connection.
        public static let alreadyEnabled = Code("alreadyEnabled")
        /// The application does not have the connection.
        public static let notEnabled = Code("notEnabled")
        /// The connection's access cannot be taken away, since it is referenced or published; or its mode cannot change,
        /// since it is published.
        public static let accessLocked = Code("accessLocked")
        /// The connection is used, or was published, and cannot be deleted.
        public static let inUse = Code("inUse")
        /// The application is being published.
        public static let publishInProgress = Code("publishInProgress")
        /// The connection is not connected here, for this user.
        public static let notAuthorized = Code("notAuthorized")
        /// An administrator of the client keeps the connection from being used for now.
        public static let connectionDisabled = Code("connectionDisabled")
        /// The connection was not granted the scopes that the task needs.
        public static let insufficientScope = Code("insufficientScope")
        /// A field of the credential was left out; ``ConnectionError/field`` names it.
        public static let missingCredentialField = Code("missingCredentialField")
        /// Somebody must authorize again before the connection works.
        public static let needsReauthorization = Code("needsReauthorization")
        /// Whoever authorized was deactivated.
        public static let suspended = Code("suspended")
        /// The installation is disabled, uninstalled, or its licence has ended.
        public static let applicationDisabled = Code("applicationDisabled")
        /// The authorization was not completed in time.
        public static let authorizationTimedOut = Code("authorizationTimedOut")
        /// The callback was used before.
        public static let attemptAlreadyUsed = Code("attemptAlreadyUsed")
        /// The attempt was voided.
        public static let attemptVoided = Code("attemptVoided")
        /// The callback was brought by somebody else than who began.
        public static let wrongPrincipal = Code("wrongPrincipal")
        /// The person has not consented yet on the other device; ask again at `retryAt`.
        public static let authorizationPending = Code("authorizationPending")
        /// The person declined at the service.
        public static let consentDenied = Code("consentDenied")
        /// The person has no account in one of the services.
        public static let noOrganization = Code("noOrganization")
        /// The service refused, or answered what cannot be read.
        public static let providerRefused = Code("providerRefused")
        /// The service cannot be reached, or asks to wait.
        public static let providerUnavailable = Code("providerUnavailable")
        /// The service did not answer in time.
        public static let callTimedOut = Code("callTimedOut")
        /// The OAuth client is not known or not accepted.
        public static let clientMisconfigured = Code("clientMisconfigured")
        /// The credential may not be sent to this address.
        public static let hostNotAllowed = Code("hostNotAllowed")
        /// The client is in another data centre.
        public static let dataCentreMismatch = Code("dataCentreMismatch")
        /// The invitation has run out or was accepted before.
        public static let invitationNotOpen = Code("invitationNotOpen")
        /// The application is installed already.
        public static let alreadyInstalled = Code("alreadyInstalled")
        /// The record is not in a state that allows it.
        public static let wrongState = Code("wrongState")
        /// There is no such record in this account.
        public static let notFound = Code("notFound")
        /// A field is not acceptable.
        public static let invalidInput = Code("invalidInput")
        /// It was changed meanwhile; read again.
        public static let conflict = Code("conflict")
        /// The store or the keys cannot be reached.
        public static let unavailable = Code("unavailable")
        /// What is stored cannot be read or opened.
        public static let corrupt = Code("corrupt")
        /// The host's keys are not those that wrapped the account's data keys; the message names the key that is missing.
        public static let wrongKey = Code("wrongKey")
        /// The calling task was cancelled.
        public static let cancelled = Code("cancelled")

        public var description: String { self.name }
    }
}
