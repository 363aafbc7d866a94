import ConnectionsKitHTTP

extension AuthorizationServer {
    func isLive(_ token: AccessToken, at now: Duration) -> Bool {
        !token.isRevoked && now < token.expiresAt && !self.grants[token.grant].isRevoked
    }

    /// Records a grant, and tells its first tokens.
    mutating func issueTokens(
        for grant: Grant, audience: [String], withRefreshToken: Bool, at now: Duration
    ) -> HTTPReply {
        let index = self.grants.count
        self.grants.append(grant)
        let givesRefreshToken = withRefreshToken && !self.configuration.oddities.omitsRefreshToken
        let refreshToken = givesRefreshToken ? self.makeRefreshToken(for: index, at: now) : nil
        return self.issueAccessToken(
            for: index, scopes: grant.scopes, audience: audience, refreshToken: refreshToken, at: now)
    }

    mutating func makeRefreshToken(for grant: Int, at now: Duration) -> String {
        let token = self.random.token("refresh")
        let expiresAt = self.configuration.refreshTokenLifetime.map { now + $0 }
        self.refreshTokens[token] = RefreshToken(grant: grant, expiresAt: expiresAt)
        return token
    }

    /// Makes an access token and tells it to the client, with a refresh token if there is one to tell (RFC 6749
    /// section 5.1).
    mutating func issueAccessToken(
        for grant: Int, scopes: [String], audience: [String], refreshToken: String?, at now: Duration
    ) -> HTTPReply {
        let oddities = self.configuration.oddities
        let lifetime = self.configuration.accessTokenLifetime
        let token = self.random.token("access")
        self.accessTokens[token] = AccessToken(
            grant: grant, scopes: scopes, audience: audience, expiresAt: now + lifetime)
        var fields: [String: JSON] = ["access_token": .string(token)]
        fields["token_type"] = oddities.tokenType.map(JSON.string)
        fields["refresh_token"] = refreshToken.map(JSON.string)
        if !oddities.omitsScope { fields["scope"] = .string(scopes.joined(separator: " ")) }
        switch oddities.expiresIn {
        case .number: fields["expires_in"] = .integer(lifetime.components.seconds)
        case .string: fields["expires_in"] = .string("\(lifetime.components.seconds)")
        case .value(let value): fields["expires_in"] = value
        case .omitted: break
        }
        fields.merge(oddities.additionalTokenFields) { $1 }
        return .token(fields, oddities: oddities)
    }
}
