extension AuthorizationServer {
    /// One of the addresses that a server answers at, below its issuer.
    public struct Endpoint: Sendable, Hashable, CustomStringConvertible {
        private enum Value: String {
            case authorization, pushedAuthorization, deviceAuthorization, device, login, consent, token, revocation,
                introspection, metadata, userInfo, resource, unknown
        }
        private var value: Value
        private init(_ value: Value) { self.value = value }

        /// `GET /authorize`: where a client sends the user (RFC 6749 section 3.1).
        public static let authorization = Endpoint(.authorization)
        /// `POST /par`: where a client pushes its authorization request beforehand (RFC 9126 section 2).
        public static let pushedAuthorization = Endpoint(.pushedAuthorization)
        /// `POST /device_authorization`: where a device asks for its codes (RFC 8628 section 3.1).
        public static let deviceAuthorization = Endpoint(.deviceAuthorization)
        /// `GET` and `POST /device`: where the user enters the code that a device shows.
        public static let device = Endpoint(.device)
        /// `POST /login`: the user's name and password.
        public static let login = Endpoint(.login)
        /// `GET` and `POST /consent`: the user's choice.
        public static let consent = Endpoint(.consent)
        /// `POST /token` (RFC 6749 section 3.2).
        public static let token = Endpoint(.token)
        /// `POST /revoke` (RFC 7009).
        public static let revocation = Endpoint(.revocation)
        /// `POST /introspect` (RFC 7662).
        public static let introspection = Endpoint(.introspection)
        /// `GET /.well-known/oauth-authorization-server`, before the issuer's path if it has one (RFC 8414 section 3).
        public static let metadata = Endpoint(.metadata)
        /// `GET /userinfo`: who the token's user is, as `sub` and `name`.
        public static let userInfo = Endpoint(.userInfo)
        /// `GET` and `POST /resource/{name}`.
        public static let resource = Endpoint(.resource)
        /// Any other address; the server answers 404.
        public static let unknown = Endpoint(.unknown)

        public var description: String { self.value.rawValue }
    }

    /// The absolute address of an endpoint; for ``Endpoint/resource``, without a name, and for ``Endpoint/unknown``, the
    /// issuer.
    public func url(of endpoint: Endpoint) -> String {
        "\(self.address.scheme)://\(self.address.authority)\(self.path(of: endpoint))"
    }

    /// The absolute address of a resource.
    public func url(ofResource name: String) -> String {
        "\(self.url(of: .resource))/\(name)"
    }

    func path(of endpoint: Endpoint) -> String {
        let base = self.address.path
        return switch endpoint {
        case .authorization: "\(base)/authorize"
        case .pushedAuthorization: "\(base)/par"
        case .deviceAuthorization: "\(base)/device_authorization"
        case .device: "\(base)/device"
        case .login: "\(base)/login"
        case .consent: "\(base)/consent"
        case .token: "\(base)/token"
        case .revocation: "\(base)/revoke"
        case .introspection: "\(base)/introspect"
        case .metadata: "/.well-known/oauth-authorization-server\(base)"
        case .userInfo: "\(base)/userinfo"
        case .resource: "\(base)/resource"
        default: base
        }
    }

    func endpoint(at path: String) -> Endpoint {
        let exact: [Endpoint] = [
            .authorization, .pushedAuthorization, .deviceAuthorization, .device, .login, .consent, .token, .revocation,
            .introspection, .metadata, .userInfo,
        ]
        if let endpoint = exact.first(where: { self.path(of: $0) == path }) { return endpoint }
        return path.hasPrefix("\(self.path(of: .resource))/") ? .resource : .unknown
    }
}
