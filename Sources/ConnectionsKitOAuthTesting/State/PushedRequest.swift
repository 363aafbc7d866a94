/// An authorization request that a client pushed (RFC 9126 section 2).
struct PushedRequest: Sendable {
    let request: AuthorizationRequest
    let expiresAt: Duration
}
