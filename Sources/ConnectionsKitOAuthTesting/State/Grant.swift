/// What a user gave a client in one authorization; all tokens that come from it are one family.
struct Grant: Sendable, Codable {
    let clientID: String
    let user: String
    let scopes: [String]
    var isRevoked = false
}
