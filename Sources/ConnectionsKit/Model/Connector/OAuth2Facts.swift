/// What is known of a service's OAuth 2, as data.
///
/// Make one with ``init(endpoints:)`` and set what differs from the usual.
public struct OAuth2Facts: Sendable, Hashable, Codable {
    /// The endpoints, where no data centre has its own.
    public var endpoints: OAuth2Endpoints
    /// The endpoints of data centres that have their own.
    public var dataCentreEndpoints: [DataCentre: OAuth2Endpoints] = [:]
    /// The scopes that the service offers; empty when they are not listed and any may be asked for.
    public var scopes: [String] = []
    /// What stands between scopes: a space by RFC 6749 section 3.3, a comma at some services.
    public var scopeSeparator: String = " "
    /// Parameters to add to every authorization request, such as `access_type=offline`.
    public var authorizationParameters: [String: String] = [:]
    /// How the client authenticates at the token endpoint (RFC 6749 section 2.3).
    public var clientAuthentication: ClientAuthentication = .basic
    /// Whether the service promises the `iss` parameter in its authorization response (RFC 9207).
    public var promisesIssuer: Bool = false
    /// What becomes of a refresh token when it is used: to show to operators.
    ///
    /// The engine assumes the worst of every service.
    public var rotation: Rotation = .unknown
    /// How far a revocation of one token reaches.
    public var revocationReach: RevocationReach = .unknown

    /// The usual facts, with these endpoints.
    public init(endpoints: OAuth2Endpoints) {
        self.endpoints = endpoints
    }

    /// The endpoints that serve accounts of `dataCentre`.
    public func endpoints(in dataCentre: DataCentre) -> OAuth2Endpoints {
        self.dataCentreEndpoints[dataCentre] ?? self.endpoints
    }

    /// What becomes of a refresh token when it is used.
    public enum Rotation: Sendable, Hashable, Codable {
        /// It stays valid.
        case never
        /// It is replaced; the old one is accepted for `grace` more, which may be zero.
        case always(grace: Duration)
        /// Nothing is known.
        case unknown
    }

    /// How far the revocation of one token reaches at the service.
    public enum RevocationReach: String, Sendable, Hashable, Codable {
        /// That token and those made from it.
        case token
        /// Every token of the same user and client.
        case grant
        /// Nothing is known; treated as the whole grant.
        case unknown
    }
}

/// How an OAuth client authenticates at the token endpoint.
public enum ClientAuthentication: String, Sendable, Hashable, Codable {
    /// `client_secret_basic`: the `Authorization` header.
    case basic = "client_secret_basic"
    /// `client_secret_post`: parameters of the body.
    case post = "client_secret_post"
    /// `none`: a public client, which sends its identifier alone.
    case none
}
