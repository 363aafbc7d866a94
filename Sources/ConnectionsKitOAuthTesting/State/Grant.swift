/// What a user gave a client in one authorization, or what a client has by itself; all tokens that come from it are one
/// family.
struct Grant: Sendable, Codable {
    let clientID: String
    /// Who gave it; `nil` when the client asked in its own name.
    let user: String?
    let scopes: [String]
    /// The resources that it is for; empty for all.
    var audience: [String] = []
    var isRevoked = false
}
