public import ConnectionsKit

extension OAuthProvider {
    public func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        guard case .callback(let callback, let verifier, let redirectURI) = exchange.answer else {
            throw CredentialError(
                .invalidInput, "\(exchange.connector.name) is authorized by a callback and not by fields")
        }
        let (facts, endpoints) = try self.facts(of: exchange.connector, in: exchange.dataCentre)
        try Self.check(callback, facts, endpoints, exchange.connector)
        if let refusal = callback.error { throw CredentialError(authorizationRefusal: refusal, of: exchange.connector) }
        guard let code = callback.code else {
            throw CredentialError(.invalidResponse, "the callback of \(exchange.connector.name) holds no code")
        }
        guard let verifier, (try? PKCE(verifier: verifier.reveal())) != nil else {
            throw CredentialError(
                .invalidInput, "the authorization of \(exchange.connector.name) has no proof key; begin it again")
        }
        let client = try self.client(exchange.client, exchange.clientID, of: exchange.connector)
        let endpoint = try self.endpoint("token endpoint", at: endpoints.token, client, facts)
        // RFC 6749 section 4.1.3, RFC 7636 section 4.5.
        return try await endpoint.tokens(
            [
                FormField("grant_type", "authorization_code"), FormField("code", code.reveal()),
                FormField("redirect_uri", redirectURI), FormField("code_verifier", verifier.reveal()),
            ], scopeSeparator: facts.scopeSeparator, unreadable: .invalidResponse)
    }

    /// Compares the issuer before the code is sent anywhere (RFC 9207 section 2.4).
    ///
    /// A refusal without an issuer is taken as it is: it brings no code that could be led astray, and there are servers that
    /// name themselves in successes alone.
    private static func check(
        _ callback: AuthorizationCallback, _ facts: OAuth2Facts, _ endpoints: OAuth2Endpoints, _ connector: Connector
    ) throws(CredentialError) {
        if facts.promisesIssuer, endpoints.issuer == nil {
            throw CredentialError(
                .configuration, "\(connector.name) promises its issuer, but the connector does not say which it is")
        }
        guard let told = callback.issuer else {
            guard !facts.promisesIssuer || callback.error != nil else {
                throw CredentialError(
                    .invalidResponse, "the callback does not name the issuer, which \(connector.name) promises")
            }
            return
        }
        // Byte by byte (RFC 9207 section 2.4): to Swift, texts of other bytes may be equal.
        guard endpoints.issuer?.utf8.elementsEqual(told.utf8) ?? true else {
            throw CredentialError(.invalidResponse, "the callback comes from another issuer than \(connector.name)")
        }
    }
}
