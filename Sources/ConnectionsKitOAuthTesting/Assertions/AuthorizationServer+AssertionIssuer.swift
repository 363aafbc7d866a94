extension AuthorizationServer {
    /// Somebody whose signed assertions stand for users (RFC 7523 section 2.1), such as a service account.
    public struct AssertionIssuer: Sendable, Hashable {
        /// What its assertions say as `iss`.
        public var name: String
        /// The keys that sign them.
        public var keys: [PublicKey]
        /// The names of the users for whom it may speak.
        public var users: Set<String>
        /// The scopes that it may ask for.
        public var scopes: [String]

        /// Makes an issuer.
        public init(name: String, keys: [PublicKey], users: Set<String>, scopes: [String]) {
            self.name = name
            self.keys = keys
            self.users = users
            self.scopes = scopes
        }
    }

    /// Registers an issuer of assertions.
    ///
    /// - Throws: ``AuthorizationServerError/Code/invalidIssuer`` when it has no name, no key or an unlawful scope, or
    ///   ``AuthorizationServerError/Code/exists``.
    public mutating func add(_ issuer: AssertionIssuer) throws(AuthorizationServerError) {
        guard self.assertionIssuers[issuer.name] == nil else {
            throw AuthorizationServerError(.exists, "an issuer \(issuer.name) is registered; choose another name")
        }
        guard !issuer.name.isEmpty, !issuer.keys.isEmpty, issuer.scopes.allSatisfy(Grammar.isScope) else {
            throw AuthorizationServerError(
                .invalidIssuer, "an issuer of assertions needs a name, a key, and scopes of one word each")
        }
        self.assertionIssuers[issuer.name] = issuer
    }
}
