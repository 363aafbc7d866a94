/// How an authorization comes about, by the names of OAuth's grant types.
public enum GrantType: String, Sendable, Hashable, Codable {
    /// A person consents at the service and comes back with a code (RFC 6749 section 4.1), with PKCE (RFC 7636).
    case authorizationCode = "authorization_code"
    /// A person consents on another device, where they enter a code (RFC 8628).
    case deviceCode = "urn:ietf:params:oauth:grant-type:device_code"
    /// The OAuth client is the account (RFC 6749 section 4.4).
    case clientCredentials = "client_credentials"
    /// A signed assertion stands for the account (RFC 7523 section 2.1).
    case jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer"
}
