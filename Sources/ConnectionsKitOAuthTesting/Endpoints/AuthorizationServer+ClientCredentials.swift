import ConnectionsKitHTTP

extension AuthorizationServer {
    /// The client credentials grant (RFC 6749 section 4.4): no user, and no refresh token.
    mutating func grantToClient(
        _ parameters: Parameters, _ client: Client, at now: Duration
    ) throws(Refusal) -> HTTPReply {
        guard client.mayUseClientCredentials, client.authentication.method != .none else {
            throw .unauthorizedClient("the client may not ask in its own name")
        }
        let scopes = try self.scopes(of: parameters, for: client)
        let audience = try self.audience(of: parameters)
        return self.issueTokens(
            for: Grant(clientID: client.id, user: nil, scopes: scopes, audience: audience), audience: audience,
            withRefreshToken: false, at: now)
    }

    /// The scopes that a request names, or the client's own; all must be allowed for it.
    func scopes(of parameters: Parameters, for client: Client) throws(Refusal) -> [String] {
        let scopes = parameters["scope"].map(Grammar.scopes) ?? client.defaultScopes
        guard let scopes, !scopes.isEmpty, scopes.allSatisfy(client.scopes.contains) else {
            throw .invalidScope("scope is missing, malformed or not allowed for this client")
        }
        return scopes
    }
}
