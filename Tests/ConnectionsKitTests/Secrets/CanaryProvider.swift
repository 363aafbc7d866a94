import ConnectionsKit
import Synchronization

/// A provider whose secrets are all planted, and which keeps what it was called with and what it answered.
final class CanaryProvider: CredentialProvider, Sendable {
    static let access = "canary-access-7f3a"
    static let refresh = "canary-refresh-91bc"
    static let verifier = "canary-verifier-55d0"
    static let code = "canary-code-c4e8"
    static let clientSecret = "canary-client-secret-20aa"
    static let apiKey = "canary-api-key-3b1d"
    static let deviceCode = "canary-device-code-88e1"
    static let userCode = "canary-user-code-d09c"
    static let password = "canary-password-e6f2"

    private let values = Mutex<[any Sendable]>([])
    private let failures = Mutex<[CredentialError]>([])

    var method: AuthenticationMethod { .oauth2 }

    /// Everything that went in and out.
    var seen: [any Sendable] { self.values.withLock { $0 } }

    /// Lets the next call that waits for the service fail.
    func fail(with error: CredentialError) { self.failures.withLock { $0.append(error) } }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        guard request.connector.authentication.oauth2?.grantType != .deviceCode else {
            let start = AuthorizationStart.device(
                DeviceStart(
                    deviceCode: Secret(Self.deviceCode), userCode: Self.userCode,
                    verificationURI: "https://example.com/device",
                    verificationURIComplete: "https://example.com/device?user_code=\(Self.userCode)",
                    lifetime: .seconds(600), clientID: "platform"))
            self.keep(request, start)
            return start
        }
        let start = AuthorizationStart.redirect(
            RedirectStart(
                url: "https://accounts.example.com/auth?state=\(request.state)", verifier: Secret(Self.verifier),
                redirectURI: "https://app.example.com/callback", clientID: request.client?.clientID ?? "platform"))
        self.keep(request, start)
        return start
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        self.keep(exchange)
        return try self.answer()
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        self.keep(request)
        return try self.answer()
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        self.keep(request)
        _ = try self.answer()
        return true
    }

    private func answer() throws(CredentialError) -> ObtainedCredential {
        if let error = self.failures.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw error }
        let obtained = ObtainedCredential(
            access: Secret(Self.access), refresh: Secret(Self.refresh), lifetime: .seconds(3_600),
            subject: "subject", accountName: "Ledger of Acme")
        self.keep(obtained)
        return obtained
    }

    private func keep(_ values: any Sendable...) {
        self.values.withLock { $0 += values }
    }
}
