public import ConnectionsKitHTTP
public import HTTPTypes

/// A strict OAuth 2 authorization server and a small protected service in one value, for tests; never for production.
///
/// A request goes in and a reply comes out: there is no socket, no clock and no task. The time is given with each call
/// and all randomness comes from the seed, so that the same calls give the same bytes.
///
/// It grants authorization codes with PKCE `S256`, which may be pushed, device codes, client credentials and JWT bearer
/// assertions, and refreshes tokens. It refuses what RFC 6749, RFC 6750, RFC 7009, RFC 7523, RFC 7636, RFC 7662, RFC 8628,
/// RFC 8707, RFC 9126, RFC 9207 and RFC 9700 tell a server to refuse, each with the error code that they name. How it
/// departs from them, as real services do, is said by ``Configuration/oddities``.
///
/// ``InProcessAuthorizationServer`` makes an `HTTPTransport` of it; a web server can also hand it its requests.
/// ``AuthorizationBrowser`` plays the user.
public struct AuthorizationServer: Sendable {
    /// The address that identifies the server, as in its metadata and its `iss` parameter (RFC 8414 section 2).
    public let issuer: String
    /// How it behaves; a change applies from the next call.
    public var configuration: Configuration

    let address: Address
    var clients: [String: Client] = [:]
    var users: [String: User] = [:]
    var resources: [String: Resource] = [:]
    var assertionIssuers: [String: AssertionIssuer] = [:]
    var random: SeededGenerator
    var sessions: [String: BrowserSession] = [:]
    var pendingAuthorizations: [String: PendingAuthorization] = [:]
    var pushedRequests: [String: PushedRequest] = [:]
    var deviceAuthorizations: [String: DeviceAuthorization] = [:]
    /// The identifiers of assertions that were taken, each with the time at which it expires.
    var seenAssertions: [String: Duration] = [:]
    var codes: [String: AuthorizationCode] = [:]
    var grants: [Grant] = []
    var accessTokens: [String: AccessToken] = [:]
    var refreshTokens: [String: RefreshToken] = [:]
    var recordedSubmissions: [Submission] = []

    /// Makes a server.
    ///
    /// - Parameters:
    ///   - issuer: `https://` or `http://`, an authority and perhaps a path; no query, no fragment, no `/` at the end.
    ///   - configuration: lifetimes, rotation, reach of revocation, oddities.
    ///   - clients: the clients that may ask.
    ///   - users: the people who can log in.
    ///   - resources: what access tokens open.
    ///   - seed: where the randomness starts; two servers with one seed make the same tokens.
    /// - Throws: ``AuthorizationServerError`` when the issuer or one of the registrations is not lawful.
    public init(
        issuer: String, configuration: Configuration = Configuration(), clients: [Client] = [], users: [User] = [],
        resources: [Resource] = [], seed: UInt64 = 0
    ) throws(AuthorizationServerError) {
        guard let address = Address(issuer), address.query == nil, !issuer.contains("#"), !issuer.hasSuffix("/") else {
            throw AuthorizationServerError(
                .invalidIssuer,
                "issuer must be an absolute http or https address without query, fragment and final slash")
        }
        self.issuer = issuer
        self.address = address
        self.configuration = configuration
        self.random = SeededGenerator(seed: seed)
        for client in clients { try self.add(client) }
        for user in users { try self.add(user) }
        for resource in resources { try self.add(resource) }
    }

    /// Answers one request, whatever it is.
    ///
    /// The scheme and the authority of the request are not looked at, since a web server in front may not know them.
    ///
    /// - Parameters:
    ///   - request: the method, the path with its query, and the header fields.
    ///   - body: the bytes of the body; empty when there are none.
    ///   - now: the time since an origin of the caller's choice; the same origin on every call.
    /// - Returns: the reply, at most a few kilobytes unless a resource is larger.
    public mutating func respond(to request: HTTPRequest, body: [UInt8] = [], at now: Duration) -> HTTPReply {
        let call = Call(request, body: body, now: now)
        return switch self.endpoint(at: call.path) {
        case .authorization: self.authorize(call)
        case .pushedAuthorization: self.pushRequest(call)
        case .deviceAuthorization: self.authorizeDevice(call)
        case .device: self.verifyDevice(call)
        case .login: self.logIn(call)
        case .consent: self.consent(call)
        case .token: self.token(call)
        case .revocation: self.revoke(call)
        case .introspection: self.introspect(call)
        case .metadata: self.metadata(call)
        case .userInfo: self.userInfo(call)
        case .resource: self.resource(call)
        default: .json(["error": "not_found"], status: .notFound)
        }
    }
}

extension AuthorizationServer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "AuthorizationServer(\(self.issuer))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
