package import ConnectionsKit

/// The parameters of an authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3, RFC 8707 section 2.1).
package struct AuthorizationLink: Sendable {
    /// The parameters, in their order.
    package let fields: [FormField]

    /// Puts the parameters together.
    ///
    /// - Throws: ``CredentialError/Code/configuration`` when the connector's extra parameters name one that is set here, or
    ///   one of its resources is not acceptable.
    package init(
        clientID: String, redirectURI: String, state: String, scopes: [String], challenge: String, facts: OAuth2Facts
    ) throws(CredentialError) {
        var fields = [
            FormField("response_type", "code"), FormField("client_id", clientID),
            FormField("redirect_uri", redirectURI),
        ]
        if let scope = facts.scope(scopes) { fields.append(FormField("scope", scope)) }
        fields += [
            FormField("state", state), FormField("code_challenge", challenge),
            FormField("code_challenge_method", PKCE.method),
        ]
        fields += try ResourceIndicator.fields(for: facts)
        for (name, value) in facts.authorizationParameters.sorted(by: { $0.key < $1.key }) {
            // A parameter must not be sent twice (section 3.1).
            guard !["scope", "request", "request_uri"].contains(name), !fields.contains(where: { $0.name == name })
            else {
                throw CredentialError(
                    .configuration,
                    "the connector's extra parameters may not set \"\(name)\", which the authorization sets itself")
            }
            fields.append(FormField(name, value))
        }
        self.fields = fields
    }

    /// The whole address; a query that the endpoint has already is kept (RFC 6749 section 3.1).
    package func url(at endpoint: WebAddress) -> String {
        Self.url(at: endpoint, self.fields)
    }

    /// The address for a request that was pushed beforehand (RFC 9126 section 4): it tells nothing of the request itself.
    ///
    /// - Parameters:
    ///   - endpoint: the authorization endpoint.
    ///   - clientID: the client that pushed it.
    ///   - requestURI: what the service gave for it.
    /// - Returns: the whole address.
    package static func url(at endpoint: WebAddress, clientID: String, requestURI: String) -> String {
        self.url(at: endpoint, [FormField("client_id", clientID), FormField("request_uri", requestURI)])
    }

    private static func url(at endpoint: WebAddress, _ fields: [FormField]) -> String {
        let query = FormEncoding.encode(fields)
        let before = endpoint.query.map { $0.isEmpty ? "" : $0 + "&" } ?? ""
        return "\(endpoint.scheme)://\(endpoint.authority)\(endpoint.path)?\(before)\(query)"
    }
}

extension AuthorizationLink: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "AuthorizationLink(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
