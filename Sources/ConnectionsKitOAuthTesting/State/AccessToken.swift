/// An access token.
struct AccessToken: Sendable {
    let grant: Int
    let scopes: [String]
    let expiresAt: Duration
    var isRevoked = false
}
