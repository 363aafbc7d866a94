extension AuthorizationServer {
    /// A client as it was registered with the server (RFC 6749 section 2).
    public struct Client: Sendable {
        /// Its identifier, `client_id`: visible ASCII characters and spaces.
        public var id: String
        /// The name that the consent page shows; any text.
        public var name: String
        /// How it proves who it is.
        public var authentication: Authentication
        /// The redirect addresses it may use; compared character by character (RFC 9700 section 2.1).
        public var redirectURIs: [String]
        /// The scopes it may ask for.
        public var scopes: [String]
        /// The scopes of a request that names none; when empty, such a request is refused with `invalid_scope`.
        public var defaultScopes: [String] = []
        /// Whether it may redeem authorization codes.
        public var mayRedeemCodes = true
        /// Whether it is given refresh tokens and may use them.
        public var mayRefresh = true
        /// Whether it may ask for device codes and redeem them (RFC 8628).
        public var mayUseDeviceCodes = false
        /// Whether it may ask for tokens in its own name (RFC 6749 section 4.4); a public client never may.
        public var mayUseClientCredentials = false
        /// Whether it may redeem assertions of an ``AssertionIssuer`` (RFC 7523 section 2.1).
        public var mayUseAssertions = false
        /// What each resource answers to the client's own tokens, by the resource's name.
        public var resources: [String: JSON] = [:]

        /// Makes a client that is named like its identifier.
        public init(id: String, authentication: Authentication, redirectURIs: [String], scopes: [String]) {
            self.id = id
            self.name = id
            self.authentication = authentication
            self.redirectURIs = redirectURIs
            self.scopes = scopes
        }
    }
}
