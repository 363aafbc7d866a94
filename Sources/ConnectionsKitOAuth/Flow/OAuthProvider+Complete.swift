public import ConnectionsKit

extension OAuthProvider {
    public func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        let facts = try self.facts(of: exchange.connector, in: exchange.dataCentre)
        switch (facts.grantType, exchange.answer) {
        case (.authorizationCode, .callback(let callback, let verifier, let redirectURI)):
            return try await self.complete(exchange, callback, verifier, redirectURI, facts)
        case (.deviceCode, .device(let code)): return try await self.complete(exchange, device: code, facts)
        case (.clientCredentials, .fields(let values)), (.jwtBearer, .fields(let values)):
            return try await self.complete(exchange, fields: values, facts)
        case (.authorizationCode, _): throw Self.refusal(of: exchange, "a callback")
        case (.deviceCode, _): throw Self.refusal(of: exchange, "consent on another device")
        case (.clientCredentials, _), (.jwtBearer, _): throw Self.refusal(of: exchange, "its fields")
        }
    }

    private static func refusal(of exchange: AuthorizationExchange, _ way: String) -> CredentialError {
        CredentialError(.invalidInput, "\(exchange.connector.name) is authorized by \(way) and not in another way")
    }

    /// Exchanges a code (RFC 6749 section 4.1.3, RFC 7636 section 4.5).
    private func complete(
        _ exchange: AuthorizationExchange, _ callback: AuthorizationCallback, _ verifier: Secret?,
        _ redirectURI: String, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> ObtainedCredential {
        try Self.check(callback, facts, exchange.connector)
        if let refusal = callback.error { throw CredentialError(authorizationRefusal: refusal, of: exchange.connector) }
        guard let code = callback.code else {
            throw CredentialError(.invalidResponse, "the callback of \(exchange.connector.name) holds no code")
        }
        guard let verifier, (try? PKCE(verifier: verifier.reveal())) != nil else {
            throw CredentialError(
                .invalidInput, "the authorization of \(exchange.connector.name) has no proof key; begin it again")
        }
        let told = try Self.details(of: callback, facts, exchange.connector)
        let client = try self.client(exchange.client, exchange.clientID, of: exchange.connector)
        let endpoint = try self.endpoint("token endpoint", at: facts.endpoints.token, client, facts)
        var obtained = try await endpoint.tokens(
            [
                FormField("grant_type", "authorization_code"), FormField("code", code.reveal()),
                FormField("redirect_uri", redirectURI), FormField("code_verifier", verifier.reveal()),
            ] + ResourceIndicator.fields(for: facts), facts: facts, unreadable: .invalidResponse)
        // What came straight from the service stands before what a browser carried.
        for (name, value) in told where obtained.details.count < ObtainedCredential.maximumDetails {
            obtained.details[name] = obtained.details[name] ?? value
        }
        return obtained
    }

    /// What the connector wants to be kept of the callback, looked at before the code is sent anywhere.
    private static func details(
        of callback: AuthorizationCallback, _ facts: OAuth2Facts, _ connector: Connector
    ) throws(CredentialError) -> [(name: String, value: String)] {
        var details: [(name: String, value: String)] = []
        for name in facts.callbackDetails {
            guard !callback.repeatedParameters.contains(name) else {
                throw CredentialError(
                    .invalidResponse, "the callback of \(connector.name) has the parameter \"\(name)\" more than once")
            }
            if let value = callback.parameters[name] { details.append((name, value)) }
        }
        return details
    }

    /// Compares the issuer before the code is sent anywhere (RFC 9207 section 2.4).
    ///
    /// A refusal without an issuer is taken as it is: it brings no code that could be led astray, and there are servers that
    /// name themselves in successes alone.
    private static func check(
        _ callback: AuthorizationCallback, _ facts: OAuth2Facts, _ connector: Connector
    ) throws(CredentialError) {
        if facts.promisesIssuer, facts.endpoints.issuer == nil {
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
        guard facts.endpoints.issuer?.utf8.elementsEqual(told.utf8) ?? true else {
            throw CredentialError(.invalidResponse, "the callback comes from another issuer than \(connector.name)")
        }
    }
}
