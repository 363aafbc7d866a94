extension AuthorizationServer {
    /// What people granted and what was issued for it, so that a server in a later process can go on where this one ended.
    ///
    /// It holds live tokens. Clients, users and resources are registered anew; authorizations under way and submissions
    /// are lost.
    public struct Snapshot: Sendable, Codable {
        var random: SeededGenerator
        var grants: [Grant]
        var accessTokens: [String: AccessToken]
        var refreshTokens: [String: RefreshToken]
    }

    /// The present state.
    public var snapshot: Snapshot {
        Snapshot(
            random: self.random, grants: self.grants, accessTokens: self.accessTokens,
            refreshTokens: self.refreshTokens)
    }

    /// Goes on from the state of another server.
    public mutating func restore(_ snapshot: Snapshot) {
        self.random = snapshot.random
        self.grants = snapshot.grants
        self.accessTokens = snapshot.accessTokens
        self.refreshTokens = snapshot.refreshTokens
    }
}

extension AuthorizationServer.Snapshot: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Snapshot(\(self.grants.count) grants)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
