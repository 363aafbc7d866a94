import ConnectionsKit
import Synchronization

/// A provider whose secrets are all planted: nothing of the command may ever show one.
final class CanaryProvider: CredentialProvider, Sendable {
    static let access = "canary-access-7f3a"
    static let refresh = "canary-refresh-91bc"
    static let verifier = "canary-verifier-55d0"
    static let code = "canary-code-c4e8"
    static let clientSecret = "canary-client-secret-20aa"
    static let password = "canary-password-e6f2"

    static let planted = [access, refresh, verifier, code, clientSecret, password]

    private let failures = Mutex<[CredentialError]>([])

    var method: AuthenticationMethod { .oauth2 }

    /// Lets the next call to the service fail.
    func fail(with error: CredentialError) { self.failures.withLock { $0.append(error) } }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        .redirect(
            RedirectStart(
                url: "https://accounts.example.com/auth?state=\(request.state)", verifier: Secret(Self.verifier),
                redirectURI: Estate.redirectURI, clientID: request.client?.clientID ?? "platform"))
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        try self.answer()
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential { try self.answer() }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        _ = try self.answer()
        return true
    }

    private func answer() throws(CredentialError) -> ObtainedCredential {
        if let error = self.failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw error }
        return ObtainedCredential(
            access: Secret(Self.access), refresh: Secret(Self.refresh), lifetime: .seconds(3_600))
    }
}
