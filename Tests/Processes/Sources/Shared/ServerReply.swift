/// What the token server answers.
public enum ServerReply: Codable, Sendable {
    case done
    case tokens(access: String, refresh: String?)
    /// The refresh token is dead.
    case refused
    case state(FamilyState)
    /// The request makes no sense.
    case invalid(String)
}

/// How a family of tokens stands, as the server sees it.
public struct FamilyState: Codable, Sendable {
    public var isAlive = true
    /// The access token that was issued last.
    public var access: String?
    public var calls: [Call] = []

    public init() {}

    /// A refresh, from its arrival on.
    public struct Call: Codable, Sendable {
        public var arrivedAt: Int64
        /// When the new tokens became valid; `nil` when they did not.
        public var committedAt: Int64?
        public var wasRefused = false

        public init(arrivedAt: Int64) {
            self.arrivedAt = arrivedAt
        }
    }
}
