import ConnectionsKit
import ConnectionsKitHTTP

extension OAuthProvider {
    /// The address to which a person is sent: with the whole request in it, or with what the service gave for it when it
    /// takes requests beforehand (RFC 9126).
    func address(
        for link: AuthorizationLink, at authorization: WebAddress, _ client: ClientRegistration, _ facts: OAuth2Facts,
        _ endpoints: OAuth2Endpoints
    ) async throws(CredentialError) -> String {
        guard let address = endpoints.pushedAuthorization else { return link.url(at: authorization) }
        let name = "pushed authorization request endpoint"
        let endpoint = try self.endpoint(name, at: address, client, facts)
        // The proof may name the client too, and a parameter must not be sent twice (RFC 6749 section 3.1).
        let proven = Set(endpoint.proof.fields.map(\.name))
        let (reply, sent): (HTTPReply, [FormField])
        do throws(CredentialError) {
            (reply, sent) = try await endpoint.post(link.fields.filter { !proven.contains($0.name) })
        } catch {
            throw PushedAuthorization.harmless(error)
        }
        let pushed = try PushedAuthorization(reply, endpoint: name, sent: sent)
        return AuthorizationLink.url(at: authorization, clientID: client.clientID, requestURI: pushed.requestURI)
    }
}
