import ConnectionsKitHTTP

extension AuthorizationServer {
    /// The JWT bearer grant (RFC 7523 section 2.1): no refresh token, since a new assertion serves as well.
    ///
    /// Without a client the issuer is taken for it (RFC 7521 section 4.1).
    mutating func redeemAssertion(
        _ parameters: Parameters, _ client: Client?, at now: Duration
    ) throws(Refusal) -> HTTPReply {
        guard client?.mayUseAssertions ?? true else {
            throw .unauthorizedClient("the client may not redeem assertions")
        }
        guard let assertion = SignedAssertion(try parameters.required("assertion")) else {
            throw .invalidGrant("the assertion is no signed JSON Web Token")
        }
        guard let issuer = assertion.issuer.flatMap({ self.assertionIssuers[$0] }) else {
            throw .invalidGrant("iss is no registered issuer of assertions")
        }
        if let problem = self.problem(
            with: assertion, signedBy: issuer.keys, audiences: [self.issuer, self.url(of: .token)], requiresID: false,
            at: now)
        {
            throw .invalidGrant(problem)
        }
        guard let user = assertion.subject, issuer.users.contains(user), self.users[user] != nil else {
            throw .invalidGrant("sub is nobody for whom the issuer may speak")
        }
        let scope = parameters["scope"] ?? assertion.claims["scope"]?.text
        guard let scopes = scope.flatMap(Grammar.scopes), !scopes.isEmpty,
            scopes.allSatisfy(issuer.scopes.contains), client.map({ scopes.allSatisfy($0.scopes.contains) }) ?? true
        else { throw .invalidScope("scope is missing, malformed or not allowed for this issuer") }
        let audience = try self.audience(of: parameters)
        let grant = Grant(clientID: client?.id ?? issuer.name, user: user, scopes: scopes, audience: audience)
        return self.issueTokens(for: grant, audience: audience, withRefreshToken: false, at: now)
    }
}
