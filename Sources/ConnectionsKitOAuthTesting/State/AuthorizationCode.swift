/// An authorization code; it is kept after its use, so that a replay is noticed (RFC 6749 section 4.1.2).
struct AuthorizationCode: Sendable {
    let request: AuthorizationRequest
    let user: String
    let scopes: [String]
    let expiresAt: Duration
    /// The grant that it was redeemed for.
    var grant: Int?
}
