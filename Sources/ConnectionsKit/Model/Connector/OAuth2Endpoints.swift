/// The addresses of one authorization server.
///
/// All are HTTPS, or plain HTTP on loopback where the system allows that.
public struct OAuth2Endpoints: Sendable, Hashable, Codable {
    /// Where a person consents (RFC 6749 section 3.1); `nil` when the service sends nobody there.
    public var authorization: String?
    /// Where tokens are issued (RFC 6749 section 3.2).
    public var token: String
    /// Where tokens are renewed; `nil` for the token endpoint, where RFC 6749 section 6 has it.
    public var refresh: String?
    /// Where tokens are revoked (RFC 7009, or the service's own way); `nil` when the service has no such place.
    public var revocation: String?
    /// Where a device asks for its codes (RFC 8628 section 3.1); `nil` when the service has no such place.
    public var deviceAuthorization: String?
    /// Where authorization requests are pushed beforehand (RFC 9126); `nil` when the service has no such place.
    public var pushedAuthorization: String?
    /// The issuer identifier (RFC 8414), compared with `iss` when the service promises it.
    public var issuer: String?

    /// Makes a set of endpoints.
    public init(
        authorization: String? = nil, token: String, refresh: String? = nil, revocation: String? = nil,
        deviceAuthorization: String? = nil,
        pushedAuthorization: String? = nil, issuer: String? = nil
    ) {
        self.authorization = authorization
        self.token = token
        self.refresh = refresh
        self.revocation = revocation
        self.deviceAuthorization = deviceAuthorization
        self.pushedAuthorization = pushedAuthorization
        self.issuer = issuer
    }

    /// The addresses that are there, each with the name of its field.
    package var addresses: [(field: String, address: String)] {
        [
            ("authorization", self.authorization), ("token", self.token), ("refresh", self.refresh),
            ("revocation", self.revocation),
            ("deviceAuthorization", self.deviceAuthorization), ("pushedAuthorization", self.pushedAuthorization),
        ].compactMap { field, address in address.map { (field, $0) } }
    }
}
