/// What a device asked for, and what a person has said to it (RFC 8628 section 3.2).
struct DeviceAuthorization: Sendable {
    enum Decision: Sendable {
        case pending
        case allowed(user: String, scopes: [String])
        case denied
        /// Allowed, and the tokens were fetched.
        case redeemed
    }

    let clientID: String
    let userCode: String
    let scopes: [String]
    let audience: [String]
    let expiresAt: Duration
    var interval: Duration
    /// Before when a question comes too early.
    var nextAt: Duration
    var decision = Decision.pending
}
