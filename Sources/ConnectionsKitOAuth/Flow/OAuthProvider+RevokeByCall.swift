import ConnectionsKit
import ConnectionsKitHTTP
import HTTPTypes

/// Revocation at services that do not have RFC 7009: by a call that carries or names the access token.
extension OAuthProvider {
    /// What came of a call.
    enum RevocationOutcome {
        /// The service ended what the token stands for.
        case ended
        /// The service does not know the token, or not any more.
        case unknownToken
    }

    /// Revokes what an access token stands for.
    ///
    /// That the service does not know the access token any more proves nothing about a refresh token beside it: a fresh
    /// access token is asked for with that, and the call made once more.
    func revokeByCall(
        _ request: RevocationRequest, _ facts: OAuth2Facts,
        _ call: (Secret) async throws(CredentialError) -> RevocationOutcome
    ) async throws(CredentialError) -> Bool {
        if try await call(request.access) == .ended { return true }
        guard let refresh = request.refresh, facts.grantType.hasRefreshTokens else { return true }
        let fresh: ObtainedCredential
        do throws(CredentialError) {
            fresh = try await self.refresh(
                RefreshRequest(
                    connector: request.connector, dataCentre: request.dataCentre, client: request.client,
                    clientID: request.clientID, refreshToken: refresh, timeLimit: HTTPLimits.token.timeout))
        } catch {
            if error.code == .refused { return true }
            throw error
        }
        _ = try await call(fresh.access)
        return true
    }

    static func method(_ text: String, of connector: Connector) throws(CredentialError) -> HTTPRequest.Method {
        if let method = HTTPRequest.Method(text) { return method }
        throw CredentialError(
            .configuration, "\(connector.name) revokes by a method that is none of HTTP; correct the connector")
    }

    /// Calls with the access token as the credential, and no body.
    func call(
        _ method: HTTPRequest.Method, with token: Secret, _ facts: OAuth2Facts, at address: String
    ) async throws(CredentialError) -> RevocationOutcome {
        let endpoint = try self.endpoint("revocation endpoint", at: address, nil, facts)
        var request = HTTPRequest(
            method: method, scheme: endpoint.address.scheme, authority: endpoint.address.authority,
            path: endpoint.address.pathAndQuery)
        request.headerFields[.accept] = "application/json"
        var placement = facts.accessTokenPlacement
        // There is no body, and so no form.
        if case .form = placement { placement = nil }
        var form: [UInt8] = []
        try request.apply([CredentialPart(accessToken: token, at: placement)], form: &form)
        let reply = try await endpoint.send(request, body: nil)
        return try Self.outcome(
            of: reply, unknown: [401], endpoint: endpoint, sent: [FormField("token", token.reveal())])
    }

    /// Calls as the client, and names the access token in a JSON object; `{client_id}` in the address is the client's.
    func call(
        _ method: HTTPRequest.Method, of client: ClientRegistration, naming token: Secret, _ facts: OAuth2Facts,
        at address: String
    ) async throws(CredentialError) -> RevocationOutcome {
        let id = FormEncoding.encode(client.clientID).replacing("+", with: "%20")
        let endpoint = try self.endpoint(
            "revocation endpoint", at: address.replacing("{client_id}", with: id), client, facts)
        let (reply, sent) = try await endpoint.post(
            [FormField("access_token", token.reveal())], as: .json, method: method)
        return try Self.outcome(of: reply, unknown: [404, 422], endpoint: endpoint, sent: sent)
    }

    /// What a reply means; the statuses in `unknown` say that the token is not known any more.
    private static func outcome(
        of reply: HTTPReply, unknown: Set<Int>, endpoint: FormEndpoint, sent: [FormField]
    ) throws(CredentialError) -> RevocationOutcome {
        if unknown.contains(reply.response.status.code) { return .unknownToken }
        let fields = MessageFields(reply.body)
        guard let error = TokenVerdict.error(in: reply, fields, endpoint: endpoint.name, sent: sent) else {
            return .ended
        }
        if error.code == .refused { return .unknownToken }
        let code = fields.flatMap { ErrorCode(in: $0) }?.key
        if error.code == .configuration, let code, Self.deadTokenCodes.contains(code) { return .unknownToken }
        throw error
    }

    /// Codes that say that an access token is over: RFC 6750 section 3.1, and Slack's.
    private static let deadTokenCodes: Set<String> = [
        "invalid_token", "token_revoked", "token_expired", "invalid_auth", "account_inactive",
    ]
}
