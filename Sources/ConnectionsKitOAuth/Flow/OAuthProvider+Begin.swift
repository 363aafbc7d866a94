public import ConnectionsKit

extension OAuthProvider {
    public func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        let (facts, endpoints) = try self.facts(of: request.connector, in: request.dataCentre)
        guard let client = request.client ?? self.clients.current(for: request.connector.id) else {
            throw CredentialError(
                .configuration,
                "the platform has no OAuth client for \(request.connector.name); register one with the service and pass "
                    + "it to the provider, or use a credential set")
        }
        let key: PKCE
        do throws(MessageError) {
            key = try PKCE(randomBytes: request.random.bytes(32))
        } catch {
            throw CredentialError(.configuration, error.message, cause: error)
        }
        guard let authorization = endpoints.authorization else {
            throw CredentialError(.configuration, "\(request.connector.name) has no authorization endpoint")
        }
        let address = try EndpointAddress.checked(authorization, name: "authorization endpoint")
        let link = try AuthorizationLink(
            clientID: client.clientID, redirectURI: client.redirectURI, state: request.state, scopes: request.scopes,
            challenge: key.challenge, facts: facts)
        return .redirect(
            RedirectStart(
                url: link.url(at: address), verifier: Secret(key.verifier), redirectURI: client.redirectURI,
                clientID: client.clientID))
    }
}
