import ConnectionsKit

/// A service that answers at once with the tokens that follow, and refuses what it never issued.
struct TokenService: CredentialProvider {
    var method: AuthenticationMethod { .oauth2 }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        throw CredentialError(.configuration, "nobody authorizes here")
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        throw CredentialError(.configuration, "nobody authorizes here")
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        guard let next = TokenText.next(after: request.refreshToken) else {
            throw CredentialError(
                .needsReauthorization, "no refresh token of this service", providerCode: "invalid_grant")
        }
        return ObtainedCredential(access: next.access, refresh: next.refresh, lifetime: .seconds(3_600))
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { true }
}
