import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// The scripted provider, which notes with which OAuth client it was asked.
final class ClientWatchingProvider: CredentialProvider, Sendable {
    /// One call: what for, the client, and its secret.
    struct Call: Sendable, Hashable {
        var purpose: String
        var clientID: String
        var secret: String?
    }

    let scripted = ScriptedProvider()
    private let state = Mutex<[Call]>([])

    var method: AuthenticationMethod { .oauth2 }

    /// The calls so far, in order.
    var calls: [Call] { self.state.withLock { $0 } }

    private func note(_ purpose: String, _ client: ClientRegistration?) {
        let call = Call(
            purpose: purpose, clientID: client?.clientID ?? "platform", secret: client?.secret?.reveal())
        self.state.withLock { $0.append(call) }
    }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        try self.scripted.begin(request)
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        self.note("complete", exchange.client)
        return try await self.scripted.complete(exchange)
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        self.note("refresh", request.client)
        return try await self.scripted.refresh(request)
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        self.note("revoke", request.client)
        return try await self.scripted.revoke(request)
    }
}
