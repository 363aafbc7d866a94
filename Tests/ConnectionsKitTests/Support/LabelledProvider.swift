import ConnectionsKit
import Synchronization

/// A provider whose tokens say whose they are: `NAME.N`, where the name is the code of the callback.
final class LabelledProvider: CredentialProvider, Sendable {
    private let calls = Mutex<[String: Int]>([:])

    var method: AuthenticationMethod { .oauth2 }

    /// How often tokens of `name` were refreshed.
    func refreshCalls(of name: String) -> Int { self.calls.withLock { $0[name, default: 0] } }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        .redirect(
            RedirectStart(
                url: "https://accounts.example.com/authorize?state=\(request.state)",
                verifier: Secret(String(repeating: "v", count: 43)), redirectURI: "https://app.example.com/callback",
                clientID: "platform-client"))
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        guard case .callback(let callback, _, _) = exchange.answer, let code = callback.code else {
            throw CredentialError(.invalidInput, "a callback with a code is expected")
        }
        return Self.tokens(code.reveal(), 1)
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        let parts = request.refreshToken.reveal().split(separator: ".")
        guard parts.count == 2, let name = parts.first.map(String.init), let number = parts.last.flatMap({ Int($0) })
        else { throw CredentialError(.refused, "no token of this provider") }
        self.calls.withLock { $0[name, default: 0] += 1 }
        await Task.yield()
        return Self.tokens(name, number + 1)
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { true }

    private static func tokens(_ name: String, _ number: Int) -> ObtainedCredential {
        let text = "\(name).\(number)"
        return ObtainedCredential(access: Secret(text), refresh: Secret(text), lifetime: .seconds(3_600))
    }
}
