/// What is known of a service's OAuth 2, as data.
///
/// Make one with ``init(endpoints:)`` and set what differs from the usual. Addresses, hosts and parameters may hold
/// placeholders such as `{subdomain}`, which stand for the connector's ``Connector/parameters``.
public struct OAuth2Facts: Sendable, Hashable, Codable {
    /// The endpoints, where no data centre has its own.
    public var endpoints: OAuth2Endpoints
    /// The endpoints of data centres that have their own.
    public var dataCentreEndpoints: [DataCentre: OAuth2Endpoints] = [:]
    /// How an authorization comes about.
    public var grantType: GrantType = .authorizationCode
    /// What a person fills in where no one is sent to the service: with client credentials and JWT bearer assertions.
    ///
    /// `client_id` and `client_secret` are the client itself. Of an assertion, `issuer`, `subject`, `private_key` and `key_id`
    /// are its parts; its subject and the name of its key may be left empty. Every other field is sent as a parameter of the
    /// token request, under the name of its ``CredentialField/Placement/form(name:)``. Empty where the OAuth client is all
    /// that is needed.
    public var fields: [CredentialField] = []
    /// How assertions are made, where ``grantType`` is ``GrantType/jwtBearer``.
    public var assertion = AssertionFacts()
    /// The scopes that the service offers; empty when they are not listed and any may be asked for.
    public var scopes: [String] = []
    /// What stands between scopes: a space by RFC 6749 section 3.3, a comma at some services.
    public var scopeSeparator: String = " "
    /// Parameters to add to every authorization request, such as `access_type=offline`.
    public var authorizationParameters: [String: String] = [:]
    /// Parameters to add to every token request, such as `audience`.
    public var tokenParameters: [String: String] = [:]
    /// The resources for which tokens are asked (RFC 8707): absolute addresses without a fragment.
    public var resources: [String] = []
    /// How token requests are written.
    public var tokenRequestFormat: TokenRequestFormat = .form
    /// How the client authenticates at the token endpoint (RFC 6749 section 2.3).
    public var clientAuthentication: ClientAuthentication = .basic
    /// Whether the service promises the `iss` parameter in its authorization response (RFC 9207).
    public var promisesIssuer: Bool = false
    /// Where the access token goes in a request; `nil` for `Authorization: Bearer` (RFC 6750 section 2.1).
    public var accessTokenPlacement: CredentialField.Placement?
    /// Members of the token response to keep beside the tokens, such as `instance_url`; each is a credential's detail.
    public var tokenResponseDetails: [String] = []
    /// Parameters of the callback to keep, such as `realmId`; each is a credential's detail.
    public var callbackDetails: [String] = []
    /// What becomes of a refresh token when it is used: to show to operators.
    ///
    /// The engine assumes the worst of every service.
    public var rotation: Rotation = .unknown
    /// How long a refresh token lasts that is not used; `nil` when that is not known, or for good.
    ///
    /// Grants are refreshed well before.
    public var refreshTokenIdleLifetime: Duration?
    /// How tokens are revoked at the revocation endpoint.
    public var revocationMethod: RevocationMethod = .standard
    /// How the client authenticates at the revocation endpoint; `nil` when as at the token endpoint.
    public var revocationAuthentication: ClientAuthentication?
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
}
