/// What an edit of a connection did.
public struct ConnectionEdit: Sendable, Hashable {
    /// The connection as it stands.
    public var connection: Connection
    /// What changed of it: some of `name`, `scopes` and `mode`; empty when it was so already, and nothing was written.
    public var changed: [String]
    /// The authorizations that lack what its scopes ask for now; empty when its scopes did not change.
    ///
    /// They go on with what was granted until whoever made them consents. Declining leaves them as they are.
    public var consents: [PendingConsent]
    /// The authorizations that were dropped with another mode, here at once and at the service soon after.
    public var revoked: [Effects.Authorization]
    /// What should be looked at: each in a sentence.
    public var warnings: [String]
}

/// An authorization that lacks scopes which its connection needs.
public struct PendingConsent: Sendable, Hashable, CustomStringConvertible {
    /// The authorization, with its environment and its user.
    public var authorization: Effects.Authorization
    /// The scopes to which consent is asked for.
    public var missingScopes: [String]

    /// Who is to consent to what, in a sentence.
    public var description: String {
        let place = self.authorization.environment.map { " in \($0)" } ?? ""
        let user = self.authorization.user.map { "\($0) authorizes" } ?? "Somebody who may authorizes"
        let scopes = self.missingScopes.joined(separator: ", ")
        return "\(user) \"\(self.authorization.name)\" again\(place), to grant \(scopes)."
    }
}
