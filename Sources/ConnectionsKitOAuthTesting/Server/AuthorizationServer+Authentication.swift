extension AuthorizationServer {
    /// How a client proves who it is at every endpoint that asks for it: the token endpoint and its like.
    ///
    /// It holds the secret and does not print it.
    public struct Authentication: Sendable, Hashable {
        enum Method: String, Sendable, CaseIterable {
            case none
            case basic = "client_secret_basic"
            case post = "client_secret_post"
            case privateKeyJWT = "private_key_jwt"
        }

        let method: Method
        let secret: String
        let keys: [PublicKey]

        private init(_ method: Method, secret: String = "", keys: [PublicKey] = []) {
            self.method = method
            self.secret = secret
            self.keys = keys
        }

        /// Not at all: a public client, which names itself in `client_id`.
        public static let none = Authentication(.none)

        /// By HTTP Basic authentication, `client_secret_basic`, and in no other way.
        public static func basic(secret: String) -> Authentication { Authentication(.basic, secret: secret) }

        /// In the body, `client_secret_post`, and in no other way.
        public static func post(secret: String) -> Authentication { Authentication(.post, secret: secret) }

        /// By an assertion that is signed with the private half of one of these keys, `private_key_jwt` (RFC 7523 section
        /// 2.2), and in no other way.
        public static func privateKeyJWT(keys: [PublicKey]) -> Authentication {
            Authentication(.privateKeyJWT, keys: keys)
        }
    }
}

extension AuthorizationServer.Authentication: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Authentication(\(self.method.rawValue))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
