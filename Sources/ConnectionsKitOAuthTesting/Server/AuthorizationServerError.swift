/// Why a server cannot be set up as asked.
public struct AuthorizationServerError: Error, Sendable {
    /// What is wrong.
    public var code: Code
    /// Which field is wrong and how to put it right; never a secret.
    public var message: String

    init(_ code: Code, _ message: String) {
        self.code = code
        self.message = message
    }

    /// The kinds of fault.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case invalidIssuer, invalidClient, invalidUser, invalidResource, invalidKey, exists, missing
        }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// The issuer is no address that RFC 8414 section 2 allows, or an issuer of assertions lacks something.
        public static let invalidIssuer = Code(.invalidIssuer)
        /// A client with an unlawful identifier, secret, redirect address or scope.
        public static let invalidClient = Code(.invalidClient)
        /// A user without a name or a password.
        public static let invalidUser = Code(.invalidUser)
        /// A resource with an unlawful name or scope.
        public static let invalidResource = Code(.invalidResource)
        /// A public key that is none, or of another kind than said.
        public static let invalidKey = Code(.invalidKey)
        /// The identifier or the name is taken.
        public static let exists = Code(.exists)
        /// There is no such client.
        public static let missing = Code(.missing)

        public var description: String { self.value.rawValue }
    }
}

extension AuthorizationServerError: CustomStringConvertible {
    public var description: String { "AuthorizationServerError(\(self.code)): \(self.message)" }
}
