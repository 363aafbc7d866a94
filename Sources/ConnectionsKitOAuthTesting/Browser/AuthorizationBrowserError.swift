/// Why a browser did not come to the redirect.
public struct AuthorizationBrowserError: Error, Sendable {
    /// What happened.
    public var code: Code
    /// What happened, in words; with what the page said if it refused.
    public var message: String
    /// The status of the page that ended the visit; `nil` when there was no page.
    public var status: Int?

    /// Makes an error, as a closure that gives replies may need to.
    public init(_ code: Code, _ message: String, status: Int? = nil) {
        self.code = code
        self.message = message
        self.status = status
    }

    /// The ways in which a visit ends without a redirect.
    public struct Code: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case invalidAddress, unreachable, refused, loginFailed, codeRefused, unknownScope, notUnderstood
        }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// The authorization address is not absolute.
        public static let invalidAddress = Code(.invalidAddress)
        /// The transport gave no reply.
        public static let unreachable = Code(.unreachable)
        /// The server showed a page with an error, and sent the browser nowhere.
        public static let refused = Code(.refused)
        /// The server did not take the name and the password.
        public static let loginFailed = Code(.loginFailed)
        /// The server did not take the code of a device.
        public static let codeRefused = Code(.codeRefused)
        /// The page does not offer a scope that the user is to allow.
        public static let unknownScope = Code(.unknownScope)
        /// The reply is no page of this server.
        public static let notUnderstood = Code(.notUnderstood)

        public var description: String { self.value.rawValue }
    }
}

extension AuthorizationBrowserError: CustomStringConvertible {
    public var description: String { "AuthorizationBrowserError(\(self.code)): \(self.message)" }
}
