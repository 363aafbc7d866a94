/// An authorization request that is lawful and waits for the user.
struct PendingAuthorization: Sendable {
    /// How long the user may take.
    static let lifetime: Duration = .seconds(600)

    let request: AuthorizationRequest
    /// The browser that brought it, by its session; login gives the browser a new one.
    var session: String
    let expiresAt: Duration
}
