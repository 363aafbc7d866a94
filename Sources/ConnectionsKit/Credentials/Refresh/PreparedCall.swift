/// A refresh with everything at hand that it needs, so that after its answer nothing has to be fetched.
struct PreparedCall: Sendable {
    var provider: any CredentialProvider
    var connector: Connector
    var client: ClientRegistration?
    var grant: Grant
    var refreshToken: Secret
    var keys: HeldKeys

    /// Calls the token endpoint.
    func perform(limit: Duration) async -> Result<ObtainedCredential, CredentialError> {
        do throws(CredentialError) {
            return .success(
                try await self.provider.refresh(self.request(limit: limit)))
        } catch {
            return .failure(error)
        }
    }

    private func request(limit: Duration) -> RefreshRequest {
        var request = RefreshRequest(
            connector: self.connector, dataCentre: self.grant.dataCentre, client: self.client,
            clientID: self.grant.client?.clientID, refreshToken: self.refreshToken, timeLimit: limit)
        request.scopes = self.grant.requestedScopes
        return request
    }

    /// Seals what came of it, without waiting for anything.
    func seal(_ obtained: ObtainedCredential, now: Timestamp) throws(SealerError) -> RefreshedTokens {
        var refresh: SealedSecret?
        if let token = obtained.refresh { refresh = try self.keys.seal(token, in: self.grant.sealContext(.refresh)) }
        return RefreshedTokens(
            access: try self.keys.seal(obtained.access, in: self.grant.sealContext(.access)), refresh: refresh,
            expiresAt: obtained.lifetime.map { now + $0 })
    }
}

extension Grant {
    /// The context in which the grant's secrets are sealed.
    package func sealContext(_ field: SealContext.Field) -> SealContext {
        .grant(self.id, field, account: self.account, kind: self.kind, user: self.user)
    }
}
