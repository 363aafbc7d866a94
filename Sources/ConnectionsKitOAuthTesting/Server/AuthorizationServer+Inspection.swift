extension AuthorizationServer {
    /// What was posted to a resource, in the order it came.
    public func submissions(to resource: String) -> [Submission] {
        self.recordedSubmissions.filter { $0.resource == resource }
    }

    /// What was posted to the resource named `invoices`, in the order it came.
    public var invoices: [Submission] { self.submissions(to: "invoices") }

    /// How many authorizations of a user for a client are not revoked.
    public func liveGrantCount(user: String, client: String) -> Int {
        self.grants.count { $0.user == user && $0.clientID == client && !$0.isRevoked }
    }

    /// Whether an access token would open a resource, or a refresh token be taken without grace, at this time.
    public func isLive(_ token: String, at now: Duration) -> Bool {
        if let access = self.accessTokens[token] { return self.isLive(access, at: now) }
        if let refresh = self.refreshTokens[token] {
            return refresh.spentAt == nil && !refresh.isExpired(at: now) && !self.grants[refresh.grant].isRevoked
        }
        return false
    }

    /// The resources that an access token is for (RFC 8707); empty for all, `nil` when there is no such token.
    public func audience(ofAccessToken token: String) -> [String]? {
        self.accessTokens[token]?.audience
    }

    /// Revokes every grant of a user for a client, as when the user removes the app on the service's own pages.
    public mutating func revokeGrants(user: String, client: String) {
        self.revokeGrants { $0.user == user && $0.clientID == client }
    }

    mutating func revokeGrants(where isMeant: (Grant) -> Bool) {
        for index in self.grants.indices where isMeant(self.grants[index]) { self.grants[index].isRevoked = true }
    }

    /// Ends every access token at once; refresh tokens stay good.
    public mutating func revokeAccessTokens() {
        for token in self.accessTokens.keys { self.accessTokens[token]?.isRevoked = true }
    }
}
