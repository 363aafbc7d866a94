/// The addresses of one authorization server.
///
/// All are HTTPS, or plain HTTP on loopback where the system allows that.
public struct OAuth2Endpoints: Sendable, Hashable, Codable {
    /// Where a person consents (RFC 6749 section 3.1).
    public var authorization: String
    /// Where tokens are issued (RFC 6749 section 3.2).
    public var token: String
    /// Where tokens are revoked (RFC 7009); `nil` when the service has no such place.
    public var revocation: String?
    /// The issuer identifier (RFC 8414), compared with `iss` when the service promises it.
    public var issuer: String?

    /// Makes a set of endpoints.
    public init(authorization: String, token: String, revocation: String? = nil, issuer: String? = nil) {
        self.authorization = authorization
        self.token = token
        self.revocation = revocation
        self.issuer = issuer
    }
}
