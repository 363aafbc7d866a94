package import ConnectionsKit

/// The parameters of an authorization request (RFC 6749 section 4.1.1, RFC 7636 section 4.3).
package struct AuthorizationLink: Sendable {
    private let fields: [FormField]

    /// Puts the parameters together.
    ///
    /// - Throws: ``CredentialError/Code/configuration`` when the connector's extra parameters name one that is set here.
    package init(
        clientID: String, redirectURI: String, state: String, scopes: [String], challenge: String, facts: OAuth2Facts
    ) throws(CredentialError) {
        var fields = [
            FormField("response_type", "code"), FormField("client_id", clientID),
            FormField("redirect_uri", redirectURI),
        ]
        if !scopes.isEmpty { fields.append(FormField("scope", scopes.joined(separator: facts.scopeSeparator))) }
        fields += [
            FormField("state", state), FormField("code_challenge", challenge),
            FormField("code_challenge_method", PKCE.method),
        ]
        for (name, value) in facts.authorizationParameters.sorted(by: { $0.key < $1.key }) {
            // A parameter must not be sent twice (section 3.1).
            guard name != "scope", !fields.contains(where: { $0.name == name }) else {
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
        let query = FormEncoding.encode(self.fields)
        let before = endpoint.query.map { $0.isEmpty ? "" : $0 + "&" } ?? ""
        return "\(endpoint.scheme)://\(endpoint.authority)\(endpoint.path)?\(before)\(query)"
    }
}

extension AuthorizationLink: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "AuthorizationLink(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
