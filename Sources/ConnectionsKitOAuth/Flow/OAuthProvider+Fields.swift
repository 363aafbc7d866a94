import ConnectionsKit

extension OAuthProvider {
    /// Says what a person must fill in, and whose client will make the grant, where nobody is sent to the service.
    func beginFields(
        _ request: AuthorizationRequest, _ facts: OAuth2Facts
    ) throws(CredentialError) -> AuthorizationStart {
        if facts.fields.contains(where: { $0.name == "client_id" }) { return .fields(facts.fields) }
        return .fields(facts.fields, clientID: try self.client(toBegin: request).clientID)
    }
}
