public import ConnectionsKit

extension OAuthProvider {
    public func begin(_ request: AuthorizationRequest) async throws(CredentialError) -> AuthorizationStart {
        let facts = try self.facts(of: request.connector, in: request.dataCentre)
        var request = request
        request.scopes += facts.standingScopes.filter { !request.scopes.contains($0) }
        switch facts.grantType {
        case .authorizationCode: return .redirect(try await self.beginCode(request, facts))
        case .deviceCode: return .device(try await self.beginDevice(request, facts))
        case .clientCredentials, .jwtBearer: return try self.beginFields(request, facts)
        }
    }

    /// Begins the authorization code grant (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
    private func beginCode(
        _ request: AuthorizationRequest, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> RedirectStart {
        let client = try self.client(toBegin: request)
        let key = try Self.proofKey(request.random)
        guard let authorization = facts.endpoints.authorization else {
            throw CredentialError(.configuration, "\(request.connector.name) has no authorization endpoint")
        }
        let address = try EndpointAddress.checked(authorization, name: "authorization endpoint")
        let link = try AuthorizationLink(
            clientID: client.clientID, redirectURI: client.redirectURI, state: request.state, scopes: request.scopes,
            challenge: key.challenge, facts: facts)
        return RedirectStart(
            url: try await self.address(for: link, at: address, client, facts),
            verifier: Secret(key.verifier), redirectURI: client.redirectURI, clientID: client.clientID)
    }

    private static func proofKey(_ random: RandomSource) throws(CredentialError) -> PKCE {
        do throws(MessageError) {
            return try PKCE(randomBytes: random.bytes(32))
        } catch {
            throw CredentialError(.configuration, error.message, cause: error)
        }
    }

    /// The client that begins: the developer's, or the platform's current one.
    func client(toBegin request: AuthorizationRequest) throws(CredentialError) -> ClientRegistration {
        if let client = request.client ?? self.clients.current(for: request.connector.id) { return client }
        throw CredentialError(
            .configuration,
            "the platform has no OAuth client for \(request.connector.name); register one with the service and pass it to "
                + "the provider, or use a credential set")
    }
}
