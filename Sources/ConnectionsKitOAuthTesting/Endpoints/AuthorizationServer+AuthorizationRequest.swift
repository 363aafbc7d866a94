import ConnectionsKit
import ConnectionsKitOAuth

extension AuthorizationServer {
    /// The request in these parameters, once all of it is lawful.
    func authorizationRequest(
        _ parameters: Parameters
    ) throws(AuthorizationRefusal) -> AuthorizationRequest {
        func unsafe(_ description: String) -> AuthorizationRefusal {
            AuthorizationRefusal(target: nil, code: "invalid_request", description: description)
        }
        guard let clientID = parameters["client_id"] else { throw unsafe("client_id is missing or repeated") }
        guard let client = self.clients[clientID] else { throw unsafe("client_id is unknown") }
        guard let redirectURI = parameters["redirect_uri"] else { throw unsafe("redirect_uri is missing or repeated") }
        guard client.redirectURIs.contains(where: { $0.utf8.elementsEqual(redirectURI.utf8) }) else {
            throw unsafe("redirect_uri is not registered for this client")
        }

        let state = parameters["state"].flatMap { $0.utf8.allSatisfy(Grammar.isPrintable) ? $0 : nil }
        let target = AuthorizationRefusal.Target(redirectURI: redirectURI, state: state)
        func refusal(_ code: String, _ description: String) -> AuthorizationRefusal {
            AuthorizationRefusal(target: target, code: code, description: description)
        }
        if let name = parameters.firstRepeated { throw refusal("invalid_request", "\(name) is repeated") }
        guard parameters["state"] == nil || state != nil else {
            throw refusal("invalid_request", "state may hold visible ASCII characters and spaces only")
        }
        guard let type = parameters["response_type"] else {
            throw refusal("invalid_request", "response_type is missing")
        }
        guard type == "code" else { throw refusal("unsupported_response_type", "response_type must be code") }
        guard client.mayRedeemCodes else {
            throw refusal("unauthorized_client", "the client may not use authorization codes")
        }
        guard let challenge = parameters["code_challenge"] else {
            throw refusal("invalid_request", "code_challenge is missing: PKCE is required")
        }
        guard parameters["code_challenge_method"] == PKCE.method else {
            throw refusal("invalid_request", "code_challenge_method must be S256")
        }
        guard Base64.decode(challenge, .urlSafe)?.count == 32 else {
            throw refusal(
                "invalid_request", "code_challenge must be 32 bytes in base 64 for addresses, without padding")
        }
        let scopes = parameters["scope"].map(Grammar.scopes) ?? client.defaultScopes
        guard let scopes, !scopes.isEmpty, scopes.allSatisfy(client.scopes.contains) else {
            throw refusal("invalid_scope", "scope is missing, malformed or not allowed for this client")
        }
        let audience: [String]
        do throws(Refusal) { audience = try self.audience(of: parameters) } catch {
            throw refusal("invalid_target", error.description)
        }
        return AuthorizationRequest(
            clientID: clientID, redirectURI: redirectURI, scopes: scopes, audience: audience, state: state,
            challenge: challenge)
    }
}
