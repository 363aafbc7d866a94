import ConnectionsKit
import ConnectionsKitSealing
import Synchronization

/// Where a call waits until everybody is there.
final class Gate: Sendable {
    private let state = Mutex<(missing: Int, waiting: CheckedContinuation<Void, Never>?)>((0, nil))

    /// Shuts it until `count` have arrived.
    func shut(for count: Int) { self.state.withLock { $0.missing = count } }

    /// Counts one who has come; the last one opens it.
    func arrive() {
        self.state.withLock { state -> CheckedContinuation<Void, Never>? in
            state.missing -= 1
            guard state.missing == 0 else { return nil }
            defer { state.waiting = nil }
            return state.waiting
        }?.resume()
    }

    func pass() async {
        await withCheckedContinuation { continuation in
            let isOpen = self.state.withLock { state in
                if state.missing > 0 { state.waiting = continuation }
                return state.missing <= 0
            }
            if isOpen { continuation.resume() }
        }
    }
}

/// A provider that answers as soon as its gate is open, and counts its calls.
final class InstantProvider: CredentialProvider, Sendable {
    let gate = Gate()
    private let state = Mutex((calls: 0, fails: false))

    var calls: Int { self.state.withLock { $0.calls } }
    func setFails(_ fails: Bool) { self.state.withLock { $0.fails = fails } }

    var method: AuthenticationMethod { .oauth2 }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        .redirect(
            RedirectStart(
                url: "https://accounts.example.com/?state=\(request.state)", verifier: nil,
                redirectURI: "https://app.example.com/callback", clientID: "client"))
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        self.issue()
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        let fails = self.state.withLock { state in
            state.calls += 1
            return state.fails
        }
        await self.gate.pass()
        if fails { throw CredentialError(.transient, "busy", providerCode: "server_error") }
        return self.issue()
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool { true }

    private func issue() -> ObtainedCredential {
        ObtainedCredential(
            access: Secret("access"), refresh: Secret("refresh"), lifetime: .seconds(3_600))
    }
}

/// A clock that the measurement moves.
final class MovedClock: Sendable {
    // Without a lock, as the system's clock is.
    private let milliseconds = Atomic<Int64>(1_767_225_600_000)

    var source: TimeSource {
        TimeSource(
            now: { Timestamp(milliseconds: self.milliseconds.load(ordering: .relaxed)) },
            sleep: { try await Task.sleep(for: $0) })
    }
    func advance(by duration: Duration) {
        self.milliseconds.add(duration.components.seconds * 1_000, ordering: .relaxed)
    }
}

/// One authorized connection over a store.
struct World: Sendable {
    let clock: MovedClock
    let provider = InstantProvider()
    let system: ConnectionSystem
    let developer = Principal.console("dan", name: "Dan", account: "makers", role: .superAdmin)
    let place = Place.invokeURL("push")
    static let connector = Connector(
        id: "books", name: "Books", category: "Accounting",
        authentication: .oauth2(
            OAuth2Facts(
                endpoints: OAuth2Endpoints(
                    authorization: "https://accounts.example.com/a", token: "https://accounts.example.com/t"))),
        hosts: ["api.example.com"])

    init(store: any ConnectionStore, clock: MovedClock) throws {
        self.clock = clock
        self.system = ConnectionSystem(
            store: store, catalogue: Catalogue([Self.connector]),
            sealer: EnvelopeSealer(keys: StaticKeyProvider(try .generate(primary: "key-1"))),
            providers: [self.provider], time: clock.source)
    }

    func connect() async throws -> TaskConnection {
        let console = DeveloperConsole(self.system)
        try await console.registerApplication("estate", name: "Estate", as: self.developer)
        let books = try await console.createConnection(to: "books", kind: .admin, scopes: ["read"], as: self.developer)
        try await console.enable(books.id, for: "estate", as: self.developer)
        let pending = try await console.authorize(books.id, in: .development, as: self.developer)
        try await console.complete(AuthorizationCallback("code=c&state=\(pending.state)"), as: self.developer)
        return try await ConnectionRuntime(self.system).connection(
            books.linkName, in: .console("estate", of: "makers", .development))
    }
}
