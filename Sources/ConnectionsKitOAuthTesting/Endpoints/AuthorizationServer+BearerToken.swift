import ConnectionsKitOAuth
import HTTPTypes

extension AuthorizationServer {
    /// The token that opens a resource, from the `Authorization` field alone (RFC 6750 sections 2.1 and 3.1).
    ///
    /// A token in the query or in a form is refused, whether or not there is another in the field (RFC 9700 section
    /// 4.3.2).
    func bearerToken(
        of call: Call, scope: String?, resource: String? = nil
    ) throws(Refusal) -> AccessToken {
        if let query = call.query {
            guard let parameters = try? Parameters(Array(query.utf8)) else {
                throw .bearer(.badRequest, "invalid_request", "the query is not form-encoded")
            }
            guard parameters.values(of: "access_token").isEmpty else {
                throw .bearer(.badRequest, "invalid_request", "a token in the query is refused")
            }
        }
        if let form = call.form, !form.values(of: "access_token").isEmpty {
            throw .bearer(.badRequest, "invalid_request", "a token in the body is refused")
        }
        let fields = call.headers[values: .authorization]
        guard fields.count <= 1 else { throw .bearer(.badRequest, "invalid_request", "Authorization is repeated") }
        let parts = fields.first?.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false) ?? []
        guard parts.first?.lowercased() == "bearer" else {
            // A request without credentials is told nothing but how to bring them.
            throw .bearer(.unauthorized, nil, "")
        }
        guard parts.count == 2, Grammar.isBearerToken(parts[1]) else {
            throw .bearer(.badRequest, "invalid_request", "Authorization must be Bearer and one token")
        }
        guard let token = self.accessTokens[String(parts[1])], self.isLive(token, at: call.now) else {
            throw .bearer(.unauthorized, "invalid_token", "the token is unknown, expired or revoked")
        }
        // RFC 8707 section 2: a token for other resources opens nothing here.
        if let resource, !token.audience.isEmpty, !token.audience.contains(self.url(ofResource: resource)) {
            throw .bearer(.unauthorized, "invalid_token", "the token is for another resource")
        }
        if let scope, !token.scopes.contains(scope) {
            throw .bearer(.forbidden, "insufficient_scope", "the token lacks a scope", scope: scope)
        }
        return token
    }
}
