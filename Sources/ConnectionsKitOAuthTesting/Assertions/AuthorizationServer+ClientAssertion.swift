extension AuthorizationServer {
    /// Whether an assertion proves that it comes from `client` (RFC 7523 sections 2.2 and 3, OpenID Connect Core 1.0 section
    /// 9).
    ///
    /// The audience may be the issuer, the token endpoint, or the endpoint that was called (RFC 9126 section 2).
    mutating func check(
        _ assertion: SignedAssertion, of client: Client, at endpoint: Endpoint, now: Duration
    ) throws(Refusal) {
        guard assertion.issuer == client.id, assertion.subject == client.id else {
            throw .invalidClient("iss and sub of the assertion must both be the client")
        }
        let audiences: Set<String> = [self.issuer, self.url(of: .token), self.url(of: endpoint)]
        if let problem = self.problem(
            with: assertion, signedBy: client.authentication.keys, audiences: audiences, requiresID: true, at: now)
        {
            throw .invalidClient(problem)
        }
    }
}
