/// Something lawful that waits for the user.
struct PendingAuthorization: Sendable {
    /// How long the user may take.
    static let lifetime: Duration = .seconds(600)

    /// What the user is to decide.
    enum Subject: Sendable {
        /// The request of a client that waits for a redirect.
        case request(AuthorizationRequest)
        /// The request of a device, by its device code; `nil` before the user has entered theirs.
        case device(String?)
    }

    var subject: Subject
    /// The browser that brought it, by its session; login gives the browser a new one.
    var session: String
    let expiresAt: Duration
    /// How often a code was entered that does not exist (RFC 8628 section 5.1).
    var wrongCodes = 0
}
