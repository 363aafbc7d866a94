import ConnectionsKit
import Foundation
import Shared

/// Refreshes at the token server, over a connection for each call.
struct TokenServerProvider: CredentialProvider {
    let port: Int
    let family: String

    var method: AuthenticationMethod { .oauth2 }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        .redirect(
            RedirectStart(
                url: "https://accounts.example.com/authorize?state=\(request.state)", verifier: nil,
                redirectURI: "https://app.example.com/callback", clientID: "client"))
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        ObtainedCredential(
            access: Secret("access-0"), refresh: Secret(ServerRequest.firstRefreshToken), lifetime: .seconds(3_600))
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        let question = ServerRequest.refresh(family: self.family, token: request.refreshToken.reveal())
        let result = await withCheckedContinuation { continuation in
            // The answer may take long, and must not hold a thread of Swift's pool.
            Thread.detachNewThread { continuation.resume(returning: self.ask(question)) }
        }
        return try result.get()
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { false }

    private func ask(_ question: ServerRequest) -> Result<ObtainedCredential, CredentialError> {
        guard let channel = try? Loopback.connect(port: self.port), let line = try? JSONLine.encode(question) else {
            return .failure(CredentialError(.transient, "the token server cannot be reached"))
        }
        defer { channel.close() }
        channel.writeLine(line)
        guard let answer = try? channel.readLine(), let reply = try? JSONLine.decode(ServerReply.self, answer) else {
            return .failure(CredentialError(.outcomeUnknown, "the connection was lost before the answer"))
        }
        switch reply {
        case .tokens(let access, let refresh):
            return .success(
                ObtainedCredential(
                    access: Secret(access), refresh: refresh.map { Secret($0) }, lifetime: .seconds(3_600)))
        case .refused:
            return .failure(
                CredentialError(.refused, "the refresh token is dead", providerCode: "invalid_grant"))
        case .done, .state, .invalid:
            return .failure(CredentialError(.configuration, "the token server does not know the request"))
        }
    }
}
