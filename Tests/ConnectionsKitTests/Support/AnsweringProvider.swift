import ConnectionsKit
import Synchronization

/// A provider whose next authorization brings what the test says.
final class AnsweringProvider: CredentialProvider, Sendable {
    private let next = Mutex(ObtainedCredential(access: Secret("access")))

    var method: AuthenticationMethod { .oauth2 }

    /// What the next authorizations bring.
    var answer: ObtainedCredential {
        get { self.next.withLock { $0 } }
        set { self.next.withLock { $0 = newValue } }
    }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        .redirect(
            RedirectStart(
                url: "https://accounts.example.com/authorize?state=\(request.state)",
                verifier: Secret(String(repeating: "v", count: 43)), redirectURI: "https://app.example.com/callback",
                clientID: "platform-client"))
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        self.answer
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        throw CredentialError(.refused, "this provider refreshes nothing", providerCode: "invalid_grant")
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { true }
}
