public import ConnectionsKit
import ConnectionsKitHTTP

extension OAuthProvider {
    public func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        let (facts, endpoints) = try self.facts(of: request.connector, in: request.dataCentre)
        guard let address = endpoints.revocation else { return false }
        let client = try self.client(request.client, request.clientID, of: request.connector)
        let endpoint = try self.endpoint("revocation endpoint", at: address, client, facts)
        // A refresh token takes its access tokens with it (RFC 7009 section 2.1).
        guard let refresh = request.refresh else {
            return try await Self.revoke(request.access, "access_token", at: endpoint)
        }
        if try await Self.revoke(refresh, "refresh_token", at: endpoint) { return true }
        // The service does not revoke refresh tokens: end at least what is in use, but confirm nothing.
        _ = try await Self.revoke(request.access, "access_token", at: endpoint)
        return false
    }

    /// Whether `token` is dead now; `false` when the service does not revoke tokens of its kind.
    private static func revoke(
        _ token: Secret, _ kind: String, at endpoint: FormEndpoint
    ) async throws(CredentialError) -> Bool {
        let (reply, sent) = try await endpoint.post([
            FormField("token", token.reveal()), FormField("token_type_hint", kind),
        ])
        let fields = MessageFields(reply.body)
        guard let error = TokenVerdict.error(in: reply, fields, endpoint: endpoint.name, sent: sent) else {
            return true
        }
        switch fields.flatMap({ ErrorCode(in: $0) })?.key {
        case "unsupported_token_type": return false
        // A token that is not valid is as good as revoked (section 2.2), whichever status says so.
        case "invalid_token" where error.code == .configuration: return true
        default: break
        }
        if error.code == .refused { return true }
        throw error
    }
}
