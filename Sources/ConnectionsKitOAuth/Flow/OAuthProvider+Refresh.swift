public import ConnectionsKit

extension OAuthProvider {
    public func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        let facts = try self.facts(of: request.connector, in: request.dataCentre)
        switch facts.grantType {
        case .clientCredentials, .jwtBearer: return try await self.refresh(request, facts)
        case .authorizationCode, .deviceCode: break
        }
        let client = try self.client(request.client, request.clientID, of: request.connector)
        let endpoint = try self.endpoint(
            "token endpoint", at: facts.endpoints.refresh ?? facts.endpoints.token, client, facts)
        // RFC 6749 section 6; without `scope`, the scopes stay those of the grant.
        return try await endpoint.tokens(
            [
                FormField("grant_type", "refresh_token"),
                FormField("refresh_token", request.refreshToken.reveal()),
            ] + ResourceIndicator.fields(for: facts), facts: facts, timeLimit: request.timeLimit,
            unreadable: .outcomeUnknown)
    }
}
