import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// A platform with a developer, an application and two clients, over any store, with a clock that stands still.
struct World: Sendable {
    let time = ManualTimeSource()
    let observed: ObservedStore
    let store: FaultingStore
    let sealer = TestSealer()
    let provider = ScriptedProvider()
    let system: ConnectionSystem

    let owner = Principal.console("olga", name: "Olga", account: "maker", role: .superAdmin)
    let developer = Principal.console(
        "dan", name: "Dan", account: "maker", role: .developer, rights: ["estate": .all, "other": .all])
    let superAdmin = Principal.client("sue", name: "Sue", account: "acme", role: .superAdmin)
    let admin = Principal.client("adam", name: "Adam", account: "acme", role: .admin)
    let maria = Principal.client("maria", name: "Maria", account: "acme", role: .liveUser)
    let nils = Principal.client("nils", name: "Nils", account: "acme", role: .liveUser)

    static let books: ConnectorID = "books"
    static let sheets: ConnectorID = "sheets"
    static let crm: ConnectorID = "crm"
    static let sms: ConnectorID = "sms"
    let sale = Place.formWorkflow("sale", event: "sold")
    let panel = Place.pagePanel("home", panel: "numbers")

    var console: DeveloperConsole { DeveloperConsole(self.system) }
    var workspace: Workspace { Workspace(self.system) }
    var runtime: ConnectionRuntime { ConnectionRuntime(self.system) }

    static let catalogue: Catalogue = {
        func oauth(_ id: ConnectorID, _ name: String, loggedIn: Bool = false, system: Bool = false) -> Connector {
            var facts = OAuth2Facts(
                endpoints: OAuth2Endpoints(
                    authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token",
                    revocation: "https://accounts.example.com/revoke"))
            facts.revocationReach = .token
            return Connector(
                id: id, name: name, category: "Test", authentication: .oauth2(facts), hosts: ["api.example.com"],
                allowsLoggedInUser: loggedIn, isPlatformService: system)
        }
        return Catalogue([
            oauth(Self.books, "Books"), oauth(Self.sheets, "Sheets", loggedIn: true),
            oauth(Self.crm, "CRM", loggedIn: true, system: true),
            Connector(
                id: Self.sms, name: "SMS", category: "Test",
                authentication: .apiKey([
                    CredentialField("key", label: "Key", placement: .header(name: "X-Key", prefix: "")),
                    CredentialField("sender", label: "Sender", isSecret: false, placement: .query(name: "from")),
                ]), hosts: ["sms.example.com"], allowsLoggedInUser: true, places: [.smsAction]),
        ])
    }()

    init(
        store: (any ConnectionStore)? = nil, catalogue: Catalogue = World.catalogue,
        configure: (inout ConnectionSystem.Configuration) -> Void = { _ in }
    ) {
        var configuration = ConnectionSystem.Configuration()
        configuration.redirectURIs = ["https://app.example.com/callback"]
        configure(&configuration)
        self.observed = ObservedStore(store ?? InMemoryConnectionStore(time: self.time.source))
        self.store = FaultingStore(self.observed)
        self.system = ConnectionSystem(
            store: self.store, catalogue: catalogue, sealer: self.sealer,
            providers: [self.provider, .apiKey, .basic], time: self.time.source, random: .seeded(42),
            configuration: configuration)
    }

    /// Another process over the same store.
    func otherProcess(provider: ScriptedProvider? = nil) -> ConnectionSystem {
        ConnectionSystem(
            store: self.store, catalogue: Self.catalogue, sealer: self.sealer,
            providers: [provider ?? self.provider, .apiKey, .basic], time: self.time.source, random: .seeded(43))
    }

    /// A connection that is enabled for the application and used in one place.
    func definition(
        to connector: ConnectorID = World.books, kind: Connection.Kind = .admin, from place: Place? = nil
    ) async throws -> Connection {
        try await self.console.registerApplication("estate", name: "Estate", as: self.owner)
        let scopes = connector == Self.sms ? [] : ["read"]
        let connection = try await self.console.createConnection(
            to: connector, kind: kind, scopes: scopes, as: self.developer)
        try await self.console.enable(connection.id, for: "estate", as: self.developer)
        try await self.console.addReference(
            from: place ?? (connector == Self.sms ? .smsAction("note") : self.sale), to: connection.id,
            as: self.developer)
        return connection
    }

    /// The application's release, shared with and installed by the client.
    func install(as superAdmin: Principal? = nil, licence: Licence = .unlimited) async throws -> Installation {
        let plan = try await self.console.planRelease(of: "estate", as: self.owner)
        let release = try await self.console.publish(plan, as: self.owner)
        let invitation = try await self.console.invite("client@example.com", as: self.owner)
        let client = superAdmin ?? self.superAdmin
        try await self.workspace.accept(invitation.link, as: client)
        let share = try await self.console.share(release.id, with: invitation.id, licence: licence, as: self.owner)
        return try await self.workspace.install(
            try await self.workspace.planInstall(of: share.link, as: client), as: client)
    }

    /// Authorizes an installed connection.
    @discardableResult
    func authorize(
        _ linkName: String, in installation: Installation, as principal: Principal
    ) async throws -> ConnectionStatus {
        let pending = try await self.workspace.authorize(linkName, in: installation.id, as: principal)
        return try await self.workspace.complete(try Self.callback(pending), as: principal)
    }

    /// An installed and authorized admin connection, as a task uses it.
    func connectedBooks() async throws -> (Installation, TaskConnection) {
        _ = try await self.definition()
        let installation = try await self.install()
        try await self.authorize("books", in: installation, as: self.admin)
        let connection = try await self.runtime.connection(
            "books", in: .installed(installation.id, of: installation.account))
        return (installation, connection)
    }

    static func callback(_ pending: PendingAuthorization) throws -> AuthorizationCallback {
        try AuthorizationCallback("https://app.example.com/callback?code=c&state=\(pending.state)")
    }
}

/// The token inside a credential of a scripted provider.
func token(_ credential: Credential) throws -> String {
    let parts = try credential.parts(for: try WebAddress("https://api.example.com/"))
    guard case .header(_, let value)? = parts.first else { return "" }
    return value.reveal()
}

/// The code of the error that `body` throws.
func code<Value>(
    of body: () async throws -> Value, sourceLocation: SourceLocation = #_sourceLocation
) async -> ConnectionError.Code? {
    do {
        _ = try await body()
        return nil
    } catch let error as ConnectionError {
        return error.code
    } catch {
        Issue.record("an error of another type: \(error)", sourceLocation: sourceLocation)
        return nil
    }
}
