public import ConnectionsKit
import Synchronization

/// A provider of OAuth grants without a network, for unit tests: it answers what the test says.
///
/// It rotates its refresh tokens and refuses a spent one, as a strict server does. Its tokens are `access-N` and `refresh-N`.
public final class ScriptedProvider: CredentialProvider, Sendable {
    /// What a refresh does instead of succeeding.
    public typealias Refusal = CredentialError

    private struct State {
        var issued = 0
        var live: Set<String> = []
        var refusals: [Refusal] = []
        var completions: [CredentialError] = []
        var revocations: [CredentialError] = []
        var revoked: [String] = []
        var refreshCalls = 0
        var completeCalls = 0
        var lifetime: Duration? = .seconds(3_600)
        var scopes: [String]?
        var gate: @Sendable () async -> Void = {}
    }

    private let state = Mutex(State())

    /// Makes a provider whose access tokens last an hour.
    public init() {}

    public var method: AuthenticationMethod { .oauth2 }

    /// How long an access token lasts; `nil` when it does not say.
    public var lifetime: Duration? {
        get { self.state.withLock { $0.lifetime } }
        set { self.state.withLock { $0.lifetime = newValue } }
    }

    /// The scopes that the next authorizations grant; `nil` for those asked for.
    public var scopes: [String]? {
        get { self.state.withLock { $0.scopes } }
        set { self.state.withLock { $0.scopes = newValue } }
    }

    /// How often a refresh token was presented.
    public var refreshCalls: Int { self.state.withLock { $0.refreshCalls } }
    /// How often an authorization was completed.
    public var completeCalls: Int { self.state.withLock { $0.completeCalls } }
    /// The refresh tokens that were revoked, in order.
    public var revokedTokens: [String] { self.state.withLock { $0.revoked } }

    /// Lets the next refreshes fail, one after another.
    public func failRefreshes(with errors: CredentialError...) {
        self.state.withLock { $0.refusals += errors }
    }

    /// Lets the next completions fail, one after another.
    public func failCompletions(with errors: CredentialError...) {
        self.state.withLock { $0.completions += errors }
    }

    /// Lets the next revocations fail, one after another.
    public func failRevocations(with errors: CredentialError...) {
        self.state.withLock { $0.revocations += errors }
    }

    /// Awaits `gate` in each refresh, after its token was spent and before its answer.
    public func hold(at gate: @escaping @Sendable () async -> Void) {
        self.state.withLock { $0.gate = gate }
    }

    public func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        let verifier = String(decoding: request.random.bytes(32).map { 0x61 + $0 % 26 }, as: UTF8.self)
        return .redirect(
            RedirectStart(
                url: "https://accounts.example.com/authorize?state=\(request.state)", verifier: Secret(verifier),
                redirectURI: request.client?.redirectURI ?? "https://app.example.com/callback",
                clientID: request.client?.clientID ?? "platform-client"))
    }

    public func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        guard case .callback(let callback, _, _) = exchange.answer else {
            throw CredentialError(.invalidInput, "a callback is expected")
        }
        let failure = self.state.withLock { state in
            state.completeCalls += 1
            return state.completions.isEmpty ? nil : state.completions.removeFirst()
        }
        if let failure { throw failure }
        guard callback.error == nil else { throw CredentialError(.consentDenied, "the person declined") }
        return self.issue()
    }

    public func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        let token = request.refreshToken.reveal()
        let result: Result<ObtainedCredential, CredentialError> = self.state.withLock { state in
            state.refreshCalls += 1
            if !state.refusals.isEmpty { return .failure(state.refusals.removeFirst()) }
            guard state.live.remove(token) != nil else {
                state.live.removeAll()
                return .failure(
                    CredentialError(.refused, "the refresh token is spent", providerCode: "invalid_grant"))
            }
            return .success(Self.issue(&state))
        }
        await self.state.withLock { $0.gate }()
        return try result.get()
    }

    public func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        let failure = self.state.withLock { state in
            if !state.revocations.isEmpty { return state.revocations.removeFirst() as CredentialError? }
            let token = (request.refresh ?? request.access).reveal()
            state.live.remove(token)
            state.revoked.append(token)
            return nil
        }
        if let failure { throw failure }
        return true
    }

    private func issue() -> ObtainedCredential { self.state.withLock { Self.issue(&$0) } }

    private static func issue(_ state: inout State) -> ObtainedCredential {
        state.issued += 1
        let refresh = "refresh-\(state.issued)"
        state.live.insert(refresh)
        return ObtainedCredential(
            access: Secret("access-\(state.issued)"), refresh: Secret(refresh), lifetime: state.lifetime,
            scopes: state.scopes)
    }
}
