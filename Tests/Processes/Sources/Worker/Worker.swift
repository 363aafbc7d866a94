import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitTesting
import Shared

/// One process of a fleet: a system over the file, and a task that uses its connection.
struct Worker: Sendable {
    let system: ConnectionSystem
    let store: FaultingStore
    let hook: StepHook
    let task = LongTask()

    static let account: AccountID = "makers"
    static let application: ApplicationID = "estate"
    static let developer = Principal.console("dan", name: "Dan", account: Self.account, role: .superAdmin)
    private static let connector = Connector(
        id: "books", name: "Books", category: "Accounting",
        authentication: .oauth2(
            OAuth2Facts(
                endpoints: OAuth2Endpoints(
                    authorization: "https://accounts.example.com/a", token: "https://accounts.example.com/t"))),
        hosts: ["api.example.com"])

    init(_ options: WorkerOptions) async throws {
        let delay = Duration.milliseconds(options.clockDelay)
        let time = TimeSource(now: { TimeSource.system.now() - delay }, sleep: TimeSource.system.sleep)
        var configuration = ConnectionSystem.Configuration()
        if let times = options.times {
            configuration.refresh.lease = .milliseconds(times.lease)
            configuration.refresh.callLimit = .milliseconds(times.callLimit)
            configuration.refresh.margin = .milliseconds(times.margin)
        }
        var file = SQLiteConnectionStore.Configuration()
        if options.isExclusive { file.access = .exclusive }
        if let patience = options.patience { file.busyTimeout = .milliseconds(patience) }
        self.store = FaultingStore(
            try await SQLiteConnectionStore.open(at: options.path, time: time, configuration: file))
        self.hook = StepHook(self.store)
        self.system = ConnectionSystem(
            store: self.store, catalogue: Catalogue([Self.connector]), sealer: TestSealer(),
            providers: [TokenServerProvider(port: options.port, family: options.family)], time: time,
            configuration: configuration)
    }

    /// Makes the connection that is used, and another that nobody touches.
    func make() async throws {
        let console = DeveloperConsole(self.system)
        try await console.registerApplication(Self.application, name: "Estate", as: Self.developer)
        for _ in ["used", "untouched"] {
            let made = try await console.createConnection(
                to: Self.connector.id, kind: .admin, scopes: ["read"], as: Self.developer)
            try await console.enable(made.id, for: Self.application, as: Self.developer)
            let pending = try await console.authorize(made.id, in: .development, as: Self.developer)
            try await console.complete(AuthorizationCallback("code=c&state=\(pending.state)"), as: Self.developer)
        }
    }

    func revoke() async throws {
        let page = try await self.store.page(
            .linkName(Self.connector.id.rawValue, in: .account), in: Self.account, after: nil, limit: 1)
        guard let connection = page.elements.first else { throw Problem("there is no connection") }
        try await DeveloperConsole(self.system).revoke(connection.id, in: .development, as: Self.developer)
    }

    func verify() async throws {
        guard try await self.system.verifyAuditTrail(of: Self.account) > 0 else { throw Problem("the trail is empty") }
    }

    func connection() async throws -> TaskConnection {
        try await ConnectionRuntime(self.system).connection(
            Self.connector.id.rawValue, in: .console(Self.application, of: Self.account, .development))
    }
}
