extension AuthorizationServer {
    /// Departures from the standards that real services show, to test how a client reads replies.
    public struct Oddities: Sendable {
        /// What stands for `expires_in`; the lifetime as a number.
        public var expiresIn: ExpiresIn = .number
        /// Whether no refresh token is ever given.
        public var omitsRefreshToken = false
        /// Whether a refresh gives no new refresh token although the server rotates; the old one stays good.
        public var omitsRefreshTokenOnRefresh = false
        /// Whether a server that never rotates repeats the refresh token in the reply to a refresh.
        public var repeatsRefreshToken = false
        /// Whether `scope` is left out of replies.
        public var omitsScope = false
        /// The scopes that are granted whatever was asked and consented to; `nil`, those that the user chose.
        public var grantedScopes: [String]?
        /// What stands for `token_type`; `nil` leaves it out.
        public var tokenType: String? = "Bearer"
        /// Fields that are added to successful token replies, or that replace those of the same name.
        public var additionalTokenFields: [String: JSON] = [:]
        /// The media type of token replies and errors.
        public var tokenContentType = "application/json"
        /// Whether token replies are form-encoded and not JSON; say so in ``tokenContentType``, or do not.
        public var formEncodesTokenReplies = false
        /// Whether errors of the token endpoint have status 200.
        public var reportsErrorsWithStatusOK = false
        /// Which issuer the redirect names in `iss`; the server's own (RFC 9207).
        public var issuerInRedirect: IssuerInRedirect = .own

        /// No oddities.
        public init() {}
    }

    /// What stands for `expires_in` in a token reply.
    public enum ExpiresIn: Sendable, Hashable {
        /// The lifetime in whole seconds, as a number.
        case number
        /// The lifetime in whole seconds, as a string.
        case string
        /// No such field.
        case omitted
        /// Any other value, whatever the true lifetime: zero, negative, a fraction, huge, `null`.
        case value(JSON)
    }

    /// Which issuer a redirect names in `iss`.
    public enum IssuerInRedirect: Sendable, Hashable {
        /// The server's own, as its metadata promises.
        case own
        /// None, although the metadata promises it.
        case omitted
        /// Another, as when servers are mixed up (RFC 9207 section 1).
        case other(String)
    }
}
