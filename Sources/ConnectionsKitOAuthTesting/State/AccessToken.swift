/// An access token.
struct AccessToken: Sendable, Codable {
    let grant: Int
    let scopes: [String]
    let expiresAt: Duration
    var isRevoked = false
}
