public import ConnectionsKit
import Synchronization

/// A provider of OAuth grants without a network, for unit tests: it answers what the test says.
///
/// It rotates its refresh tokens and refuses a spent one, as a strict server does. Its tokens are `access-N` and `refresh-N`.
/// It sends people away, hands out device codes that nobody has consented to until ``consent()``, or takes fields, as the
/// connector's grant type says.
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
        var devices: [String: Bool] = [:]
        var knownClients: Set<String>?
        var completionGate: @Sendable () async -> Void = {}
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
    /// The platform's clients that it has; `nil` for any.
    public var knownClients: Set<String>? {
        get { self.state.withLock { $0.knownClients } }
        set { self.state.withLock { $0.knownClients = newValue } }
    }

    /// How often an authorization was completed, or asked about while a person consents on another device.
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

    /// Awaits `gate` in each completion, after its code was spent and before its answer.
    public func holdCompletions(at gate: @escaping @Sendable () async -> Void) {
        self.state.withLock { $0.completionGate = gate }
    }

    /// Lets the person consent to every device code that was handed out.
    public func consent() {
        self.state.withLock { state in state.devices = state.devices.mapValues { _ in true } }
    }

    public func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        let clientID = request.client?.clientID ?? "platform-client"
        switch request.connector.authentication.oauth2?.grantType {
        case .deviceCode: return .device(self.device(clientID))
        case .clientCredentials, .jwtBearer:
            return .fields(request.connector.authentication.fields, clientID: clientID)
        default: break
        }
        let verifier = String(decoding: request.random.bytes(32).map { 0x61 + $0 % 26 }, as: UTF8.self)
        return .redirect(
            RedirectStart(
                url: "https://accounts.example.com/authorize?state=\(request.state)", verifier: Secret(verifier),
                redirectURI: request.client?.redirectURI ?? "https://app.example.com/callback", clientID: clientID))
    }

    private func device(_ clientID: String) -> DeviceStart {
        let number = self.state.withLock { state in
            state.devices["device-\(state.devices.count + 1)"] = false
            return state.devices.count
        }
        return DeviceStart(
            deviceCode: Secret("device-\(number)"), userCode: "CODE-\(number)",
            verificationURI: "https://example.com/device",
            verificationURIComplete: "https://example.com/device?user_code=CODE-\(number)", lifetime: .seconds(600),
            clientID: clientID)
    }

    public func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        let (failure, gate) = self.state.withLock { state in
            state.completeCalls += 1
            return (state.completions.isEmpty ? nil : state.completions.removeFirst(), state.completionGate)
        }
        if let failure {
            await gate()
            throw failure
        }
        let obtained: ObtainedCredential
        switch exchange.answer {
        case .callback(let callback, _, _):
            guard callback.error == nil else { throw CredentialError(.consentDenied, "the person declined") }
            obtained = self.issue()
        case .fields(let fields): obtained = self.issue(for: fields)
        case .device(let code): obtained = try self.issue(for: code)
        }
        await gate()
        return obtained
    }

    /// Tokens for whoever consented, once.
    private func issue(for code: Secret) throws(CredentialError) -> ObtainedCredential {
        let result: Result<ObtainedCredential, CredentialError> = self.state.withLock { state in
            switch state.devices[code.reveal()] {
            case false: return .failure(CredentialError(.authorizationPending, "the person has not consented yet"))
            case true:
                state.devices[code.reveal()] = nil
                return .success(Self.issue(&state))
            case nil:
                return .failure(
                    CredentialError(.refused, "the device code is spent", providerCode: "invalid_grant"))
            }
        }
        return try result.get()
    }

    /// An access token, with the fields as what renews it.
    private func issue(for fields: SecretFields) -> ObtainedCredential {
        var obtained = self.issue()
        obtained.refresh = fields.encoded
        return obtained
    }

    public func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        let token = request.refreshToken.reveal()
        let isOwnAccount = [.clientCredentials, .jwtBearer].contains(
            request.connector.authentication.oauth2?.grantType)
        let result: Result<ObtainedCredential, CredentialError> = self.state.withLock { state in
            state.refreshCalls += 1
            if !state.refusals.isEmpty { return .failure(state.refusals.removeFirst()) }
            if isOwnAccount {
                var obtained = Self.issue(&state)
                obtained.refresh = nil
                return .success(obtained)
            }
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

    public func knows(clientID: String, of connector: Connector) -> Bool {
        self.state.withLock { $0.knownClients?.contains(clientID) ?? true }
    }

    /// Takes a refresh token from elsewhere as one of its own.
    public func accept(_ refreshToken: String) {
        self.state.withLock { _ = $0.live.insert(refreshToken) }
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
