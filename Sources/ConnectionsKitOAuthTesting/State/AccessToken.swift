/// An access token.
struct AccessToken: Sendable, Codable {
    let grant: Int
    let scopes: [String]
    /// The resources that it is for; empty for all (RFC 8707 section 2).
    let audience: [String]
    let expiresAt: Duration
    var isRevoked = false
}
