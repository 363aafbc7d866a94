import ConnectionsKitHTTP

extension AuthorizationServer {
    /// The refresh token grant, with rotation and the detection of reuse (RFC 6749 section 6, RFC 9700 section 4.14.2).
    mutating func refresh(
        _ parameters: Parameters, _ client: Client, at now: Duration
    ) throws(Refusal) -> HTTPReply {
        guard client.mayRefresh else { throw .unauthorizedClient("the client may not refresh") }
        let token = try parameters.required("refresh_token")
        guard let record = self.refreshTokens[token], self.grants[record.grant].clientID == client.id else {
            throw .invalidGrant("the refresh token is unknown to this client")
        }
        let grant = self.grants[record.grant]
        guard !grant.isRevoked else { throw .invalidGrant("the refresh token is revoked") }
        try self.refuseReuse(of: record, at: now)
        guard !record.isExpired(at: now) else { throw .invalidGrant("the refresh token has expired") }
        let scopes = parameters["scope"].map(Grammar.scopes) ?? grant.scopes
        guard let scopes, scopes.allSatisfy(grant.scopes.contains) else {
            throw .invalidScope("scope is malformed or goes beyond what was granted")
        }
        let asked = try self.audience(of: parameters, within: grant.audience)
        let next = self.successor(of: token, record, at: now)
        return self.issueAccessToken(
            for: record.grant, scopes: scopes, audience: asked.isEmpty ? grant.audience : asked, refreshToken: next,
            at: now)
    }

    /// Revokes the whole family when a spent token comes back after its grace: one of its two holders is a thief.
    private mutating func refuseReuse(of record: RefreshToken, at now: Duration) throws(Refusal) {
        guard let spentAt = record.spentAt else { return }
        if case .always(let gracePeriod) = self.configuration.rotation, now - spentAt < gracePeriod { return }
        self.grants[record.grant].isRevoked = true
        throw .invalidGrant("the refresh token was used before; all tokens of its grant are revoked")
    }

    /// The refresh token that the reply tells, if any.
    private mutating func successor(of token: String, _ record: RefreshToken, at now: Duration) -> String? {
        let oddities = self.configuration.oddities
        switch self.configuration.rotation {
        case .never:
            return oddities.repeatsRefreshToken ? token : nil
        case .always:
            if oddities.omitsRefreshTokenOnRefresh { return nil }
            if record.spentAt == nil { self.refreshTokens[token]?.spentAt = now }
            return self.makeRefreshToken(for: record.grant, at: now)
        }
    }
}
