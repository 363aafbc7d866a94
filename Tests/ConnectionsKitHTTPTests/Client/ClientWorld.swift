import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitInMemory
import ConnectionsKitTesting
import HTTPTypes
import Testing

/// An application under development with connections to an OAuth service and to one with a key, both authorized, and a
/// client whose service the test scripts.
struct ClientWorld: Sendable {
    static let key = "canary-key-4711"

    let time = ManualTimeSource()
    let provider = ScriptedProvider()
    let service: ScriptedService
    let system: ConnectionSystem
    let client: ConnectedClient
    let books: TaskConnection
    let sms: TaskConnection
    let owner = Principal.console("olga", name: "Olga", account: "maker", role: .superAdmin)
    let place = Place.invokeURL("create_invoice")
    let context = TaskContext.console("estate", of: "maker", .development)

    var runtime: ConnectionRuntime { ConnectionRuntime(self.system) }

    init(
        _ service: ScriptedService, smsPlacement: CredentialField.Placement = .header(name: "X-Key", prefix: ""),
        configure: (inout ConnectedClient.Configuration) -> Void = { _ in }
    ) async throws {
        self.service = service
        let store = InMemoryConnectionStore(time: self.time.source)
        self.system = ConnectionSystem(
            store: store, catalogue: Self.catalogue(smsPlacement), sealer: TestSealer(),
            providers: [self.provider, .apiKey, .basic], time: self.time.source, random: .seeded(7))
        var configuration = ConnectedClient.Configuration()
        configure(&configuration)
        self.client = ConnectedClient(
            ConnectionRuntime(self.system), transport: service, configuration: configuration, time: self.time.source)

        let console = DeveloperConsole(self.system)
        try await console.registerApplication("estate", name: "Estate", as: self.owner)
        let books = try await console.createConnection(to: "books", kind: .admin, scopes: ["read"], as: self.owner)
        let sms = try await console.createConnection(to: "sms", kind: .admin, as: self.owner)
        for connection in [books, sms] { try await console.enable(connection.id, for: "estate", as: self.owner) }
        let pending = try await console.authorize(books.id, in: .development, as: self.owner)
        try await console.complete(
            try AuthorizationCallback("https://app.example.com/callback?code=c&state=\(pending.state)"), as: self.owner)
        try await console.complete(
            try await console.authorize(sms.id, in: .development, as: self.owner),
            fields: SecretFields([("key", Secret(Self.key))]), as: self.owner)
        let runtime = ConnectionRuntime(self.system)
        self.books = try await runtime.connection("books", in: self.context)
        self.sms = try await runtime.connection("sms", in: self.context)
    }

    static func catalogue(_ smsPlacement: CredentialField.Placement) -> Catalogue {
        let facts = OAuth2Facts(
            endpoints: OAuth2Endpoints(
                authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token"))
        return Catalogue([
            Connector(
                id: "books", name: "Books", category: "Test", authentication: .oauth2(facts), hosts: ["api.example.com"]
            ),
            Connector(
                id: "sms", name: "SMS", category: "Test",
                authentication: .apiKey([CredentialField("key", label: "Key", placement: smsPlacement)]),
                hosts: ["api.example.com"]),
        ])
    }

    /// Sends a request through the OAuth connection.
    func send(
        _ request: ServiceRequest = .get("https://api.example.com/v1/things"), scopes: [String] = [],
        limits: HTTPLimits? = nil
    ) async throws(ConnectionError) -> HTTPReply {
        try await self.client.send(
            request, with: self.books, at: self.place, for: self.owner, scopes: scopes, limits: limits)
    }

    /// Sends a request through the connection with a key.
    func sendByKey(
        _ request: ServiceRequest = .get("https://api.example.com/v1/things")
    ) async throws(ConnectionError) -> HTTPReply {
        try await self.client.send(request, with: self.sms, at: self.place, for: self.owner)
    }
}

/// The error of a task's call.
func failure<Output>(
    of body: () async throws(ConnectionError) -> Output, sourceLocation: SourceLocation = #_sourceLocation
) async throws -> ConnectionError {
    do throws(ConnectionError) { _ = try await body() } catch { return error }
    Issue.record("nothing was thrown", sourceLocation: sourceLocation)
    throw ConnectionError(.wrongState, "nothing was thrown")
}

extension HTTPLimits {
    static func seconds(_ seconds: Int, maximumBodyBytes: Int = 1_000) -> HTTPLimits {
        var limits = HTTPLimits()
        limits.timeout = .seconds(seconds)
        limits.maximumBodyBytes = maximumBodyBytes
        return limits
    }
}
