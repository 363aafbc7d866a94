import ConnectionsKit

/// How the tokens of an authorization fare, in a word.
enum Condition: String, Sendable, CaseIterable, Encodable {
    /// Nothing is to be said.
    case fine
    /// A refresh is due; maintenance has not come to it yet.
    case due
    /// The last refresh failed, and may come through later by itself.
    case failing
    /// The answer to the last refresh was lost; it is asked again by itself.
    case outcomeUnknown
    /// The service refused the OAuth client.
    case misconfigured
    /// The service issued no refresh token: it ends.
    case ending
}

extension GrantStanding {
    /// How its tokens fare; `nil` for one that nobody can use.
    var condition: Condition? {
        guard let health = self.health, self.status == .authorized else { return nil }
        // A client that is refused keeps the lost answer of a call before from being learnt.
        if health.lastFailure?.kind == .configuration { return .misconfigured }
        if self.isOutcomeUnknown { return .outcomeUnknown }
        if health.lastFailure != nil { return .failing }
        if let next = health.nextRefreshAt { return next <= Desk.current.time.now() ? .due : .fine }
        return health.expiresAt == nil ? .fine : .ending
    }
}

extension Grant.Status {
    /// The status in a word.
    var word: String {
        switch self {
        case .authorized: "authorized"
        case .needsReauthorization: "needsReauthorization"
        case .suspended: "suspended"
        case .revoked: "revoked"
        case .superseded: "superseded"
        }
    }

    /// Every word, in the order of a life.
    static let words = ["authorized", "needsReauthorization", "suspended", "revoked", "superseded"]
}
