public import ConnectionsKit
import ConnectionsKitHTTP

extension OAuthProvider {
    public func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        let facts = try self.facts(of: request.connector, in: request.dataCentre)
        guard let address = facts.endpoints.revocation else { return false }
        let client = try self.client(of: request, facts)
        switch facts.revocationMethod {
        case .standard, .standardJSON:
            let endpoint = try self.endpoint(
                "revocation endpoint", at: address, client?.revoking(facts.revocationAuthentication), facts)
            return try await Self.revoke(request, facts, at: endpoint)
        case .callWithToken(let method):
            let method = try Self.method(method, of: request.connector)
            return try await self.revokeByCall(request, facts) { (token) async throws(CredentialError) in
                try await self.call(method, with: token, facts, at: address)
            }
        case .clientJSON(let method):
            let method = try Self.method(method, of: request.connector)
            guard var client else {
                throw CredentialError(.configuration, "no OAuth client is known that could ask for the revocation")
            }
            // Even a public client has to prove itself here: to a stranger a service says that it knows no such token.
            client.authentication = facts.revocationAuthentication ?? .basic
            let asking = client
            return try await self.revokeByCall(request, facts) { (token) async throws(CredentialError) in
                try await self.call(method, of: asking, naming: token, facts, at: address)
            }
        }
    }

    private func client(
        of request: RevocationRequest, _ facts: OAuth2Facts
    ) throws(CredentialError) -> ClientRegistration? {
        switch facts.grantType {
        case .authorizationCode, .deviceCode:
            return try self.client(request.client, request.clientID, of: request.connector)
        case .clientCredentials, .jwtBearer:
            let values = request.refresh.flatMap { SecretFields(decoding: $0) } ?? SecretFields([])
            return try self.client(values, request.client, request.clientID, of: request.connector, facts)
        }
    }

    /// Revokes by RFC 7009.
    private static func revoke(
        _ request: RevocationRequest, _ facts: OAuth2Facts, at endpoint: FormEndpoint
    ) async throws(CredentialError) -> Bool {
        let format: OAuth2Facts.TokenRequestFormat = facts.revocationMethod == .standardJSON ? .json : .form
        // A refresh token takes its access tokens with it (section 2.1).
        guard let refresh = request.refresh, facts.grantType.hasRefreshTokens else {
            return try await Self.revoke(request.access, "access_token", at: endpoint, as: format)
        }
        if try await Self.revoke(refresh, "refresh_token", at: endpoint, as: format) { return true }
        // The service does not revoke refresh tokens: end at least what is in use, but confirm nothing.
        _ = try await Self.revoke(request.access, "access_token", at: endpoint, as: format)
        return false
    }

    /// Whether `token` is dead now; `false` when the service does not revoke tokens of its kind.
    private static func revoke(
        _ token: Secret, _ kind: String, at endpoint: FormEndpoint, as format: OAuth2Facts.TokenRequestFormat
    ) async throws(CredentialError) -> Bool {
        let (reply, sent) = try await endpoint.post(
            [FormField("token", token.reveal()), FormField("token_type_hint", kind)], as: format)
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

extension GrantType {
    /// Whether what renews a grant is a token of the service; else it is what a person filled in, which nobody can revoke.
    var hasRefreshTokens: Bool {
        switch self {
        case .authorizationCode, .deviceCode: true
        case .clientCredentials, .jwtBearer: false
        }
    }
}

extension ClientRegistration {
    /// The client as it authenticates at the revocation endpoint, where the service may want another way; a public client has
    /// no other.
    func revoking(_ way: ClientAuthentication?) -> ClientRegistration {
        guard let way, self.authentication != ClientAuthentication.none else { return self }
        var client = self
        client.authentication = way
        return client
    }
}
