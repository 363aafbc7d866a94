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

        /// Makes a client that is named like its identifier.
        public init(id: String, authentication: Authentication, redirectURIs: [String], scopes: [String]) {
            self.id = id
            self.name = id
            self.authentication = authentication
            self.redirectURIs = redirectURIs
            self.scopes = scopes
        }
    }

    /// How a client proves who it is at the token and revocation endpoints.
    ///
    /// It holds the secret and does not print it.
    public struct Authentication: Sendable, Hashable {
        enum Method: String, Sendable, CaseIterable {
            case none
            case basic = "client_secret_basic"
            case post = "client_secret_post"
        }

        let method: Method
        let secret: String

        /// Not at all: a public client, which names itself in `client_id`.
        public static let none = Authentication(method: .none, secret: "")

        /// By HTTP Basic authentication, `client_secret_basic`, and in no other way.
        public static func basic(secret: String) -> Authentication { Authentication(method: .basic, secret: secret) }

        /// In the body, `client_secret_post`, and in no other way.
        public static func post(secret: String) -> Authentication { Authentication(method: .post, secret: secret) }
    }
}

extension AuthorizationServer.Authentication: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Authentication(\(self.method.rawValue))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
