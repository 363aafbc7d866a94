import ConnectionsKit
import ConnectionsKitHTTP

extension OAuthProvider {
    /// The address to which a person is sent: with the whole request in it, or with what the service gave for it when it
    /// takes requests beforehand (RFC 9126).
    func address(
        for link: AuthorizationLink, at authorization: WebAddress, _ client: ClientRegistration, _ facts: OAuth2Facts
    ) async throws(CredentialError) -> String {
        guard let address = facts.endpoints.pushedAuthorization else { return link.url(at: authorization) }
        let name = "pushed authorization request endpoint"
        let endpoint = try self.endpoint(name, at: address, client, facts)
        // Every proof in the body names the client too, and a parameter must not be sent twice (RFC 6749 section 3.1).
        let isNamed = (client.authentication ?? facts.clientAuthentication) != .basic
        let (reply, sent): (HTTPReply, [FormField])
        do throws(CredentialError) {
            (reply, sent) = try await endpoint.post(link.fields.filter { !isNamed || $0.name != "client_id" })
        } catch {
            throw PushedAuthorization.harmless(error)
        }
        let pushed = try PushedAuthorization(reply, endpoint: name, sent: sent)
        return AuthorizationLink.url(at: authorization, clientID: client.clientID, requestURI: pushed.requestURI)
    }
}
