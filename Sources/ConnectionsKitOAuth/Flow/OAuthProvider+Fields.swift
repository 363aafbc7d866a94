import ConnectionsKit

/// Client credentials (RFC 6749 section 4.4) and JWT bearer assertions (RFC 7523 section 2.1): nobody is sent to the service.
extension OAuthProvider {
    /// Says what a person must fill in, and whose client will make the grant.
    func beginFields(
        _ request: AuthorizationRequest, _ facts: OAuth2Facts
    ) throws(CredentialError) -> AuthorizationStart {
        if facts.asks(for: .clientID) { return .fields(facts.fields) }
        if facts.needsNoClient {
            let client = request.client ?? self.clients.current(for: request.connector.id)
            return .fields(facts.fields, clientID: client?.clientID)
        }
        return .fields(facts.fields, clientID: try self.client(toBegin: request).clientID)
    }

    /// Checks the fields, and asks for a token with them.
    func complete(
        _ exchange: AuthorizationExchange, fields: SecretFields, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> ObtainedCredential {
        let values = try fields.checked(
            as: facts.fields, of: exchange.connector, optional: facts.optionalFields, multiline: facts.keyFields)
        do throws(InvalidInput) {
            for name in facts.keyFields.sorted() {
                if let key = values[name] { _ = try SigningKey(key, field: name) }
            }
        } catch {
            throw CredentialError(error)
        }
        let question = FieldsQuestion(
            connector: exchange.connector, scopes: exchange.scopes, client: exchange.client,
            clientID: exchange.clientID, values: values)
        var obtained = try await self.ask(question, facts, unreadable: .invalidResponse)
        // What renews the token are the fields; a refresh token is not to be issued (RFC 6749 section 4.4.3).
        obtained.refresh = values.encoded
        return obtained
    }

    /// Asks again with the fields that stand in the place of a refresh token.
    ///
    /// No answer condemns them. That an assertion is not accepted (`invalid_grant`, RFC 7523 section 3.1) may be the fault of
    /// this machine's clock, of a key that was changed at the service, or of a consent that an administrator there can give
    /// back: each can be put right without anybody authorizing again. The same is true of `invalid_client`.
    func refresh(
        _ request: RefreshRequest, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> ObtainedCredential {
        guard let values = SecretFields(decoding: request.refreshToken) else {
            throw CredentialError(.storeCorrupt, "the stored fields of \(request.connector.name) cannot be read")
        }
        let question = FieldsQuestion(
            connector: request.connector, scopes: request.scopes, client: request.client, clientID: request.clientID,
            values: values, timeLimit: request.timeLimit)
        do throws(CredentialError) {
            var obtained = try await self.ask(question, facts, unreadable: .outcomeUnknown)
            obtained.refresh = nil
            return obtained
        } catch {
            guard error.code == .refused else { throw error }
            var told = error
            told.code = .configuration
            told.message += "; check the clock of this machine, and the client or the key at the service"
            throw told
        }
    }

    /// The client that the fields name, or else the one that began.
    func client(
        _ values: SecretFields, _ developers: ClientRegistration?, _ id: String?, of connector: Connector,
        _ facts: OAuth2Facts
    ) throws(CredentialError) -> ClientRegistration? {
        let secret = values[.clientSecret]
        if facts.asks(for: .clientID) {
            let id = try values.required(.clientID, of: connector)
            return ClientRegistration(clientID: id.reveal(), secret: secret, redirectURI: "")
        }
        if id == nil, facts.needsNoClient { return nil }
        var client = try self.client(developers, id, of: connector)
        if let secret { client.secret = secret }
        return client
    }

    private func ask(
        _ question: FieldsQuestion, _ facts: OAuth2Facts, unreadable: CredentialError.Code
    ) async throws(CredentialError) -> ObtainedCredential {
        let client = try self.client(
            question.values, question.client, question.clientID, of: question.connector, facts)
        let endpoint = try self.endpoint("token endpoint", at: facts.endpoints.token, client, facts)
        var fields = [FormField("grant_type", facts.grantType.rawValue)]
        var scope = facts.scope(question.scopes)
        if facts.grantType == .jwtBearer {
            let claimed = facts.assertion.holdsScopes ? scope : nil
            if facts.assertion.holdsScopes { scope = nil }
            let assertion = try self.assertion(question, client, facts, scope: claimed)
            fields.append(FormField("assertion", assertion.reveal()))
        }
        if let scope { fields.append(FormField("scope", scope)) }
        fields += try ResourceIndicator.fields(for: facts)
        fields += try question.parameters(facts)
        return try await endpoint.tokens(fields, facts: facts, timeLimit: question.timeLimit, unreadable: unreadable)
    }

    /// The assertion of who the account is.
    private func assertion(
        _ question: FieldsQuestion, _ client: ClientRegistration?, _ facts: OAuth2Facts, scope: String?
    ) throws(CredentialError) -> Secret {
        let values = question.values
        guard let issuer = values[.issuer]?.reveal() ?? client?.clientID else {
            throw CredentialError(
                .configuration, "nobody is named as the issuer of an assertion for \(question.connector.name)")
        }
        var key = try Self.key(question, client, facts)
        if let id = values[.keyID] { key.keyID = id.reveal() }
        let assertion = Assertion(
            issuer: issuer, subject: values[.subject]?.reveal() ?? issuer,
            audience: facts.assertion.audience ?? facts.endpoints.token, lifetime: facts.assertion.lifetime,
            scope: scope)
        return try assertion.signed(with: key, at: self.time.now(), self.random)
    }

    /// The key that was filled in, or else that of the client.
    private static func key(
        _ question: FieldsQuestion, _ client: ClientRegistration?, _ facts: OAuth2Facts
    ) throws(CredentialError) -> SigningKey {
        let way = client?.authentication ?? facts.clientAuthentication
        let own = [.none, .privateKeyJWT].contains(way) ? client?.secret : nil
        guard let secret = question.values[.privateKey] ?? own else {
            throw CredentialError(
                .configuration, "there is no private key to sign an assertion for \(question.connector.name)")
        }
        do throws(InvalidInput) { return try SigningKey(secret, field: GrantField.privateKey.rawValue) } catch {
            throw CredentialError(.configuration, error.description, cause: error)
        }
    }
}
