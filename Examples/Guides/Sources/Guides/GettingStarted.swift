import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitSQLite
import ConnectionsKitSealing
import ConnectionsKitURLSession
import HTTPTypes

func composition() async throws -> ConnectionSystem {
    let callback = "https://platform.example.com/connections/callback"
    let platformClients = PlatformClients([
        .zohoBooks: ClientRegistration(clientID: "1000.ABC", secret: Secret("…"), redirectURI: callback)
    ])
    var configuration = ConnectionSystem.Configuration()
    configuration.redirectURIs = [callback]
    let system = ConnectionSystem(
        store: try await SQLiteConnectionStore.open(at: "connections.sqlite"), catalogue: .builtIn,
        sealer: EnvelopeSealer(keys: try FileKeyProvider(at: "keys.json")),
        providers: [OAuthProvider(clients: platformClients, transport: URLSessionTransport()), .apiKey, .basic],
        configuration: configuration)
    return system
}

enum Cast {
    static let developer = Principal.console("dan", account: "makers", role: .developer, rights: ["estate": .all])
    static let superAdmin = Principal.client("sue", account: "acme", role: .superAdmin)
    static let user = Principal.client("maria", account: "acme", role: .liveUser)
}

func cast() -> [Principal] {
    let developer = Principal.console("dan", account: "makers", role: .developer, rights: ["estate": .all])
    let superAdmin = Principal.client("sue", account: "acme", role: .superAdmin)
    let user = Principal.client("maria", account: "acme", role: .liveUser)
    return [developer, superAdmin, user]
}

func definition(_ system: ConnectionSystem, as developer: Principal) async throws -> Release {
    let console = DeveloperConsole(system)
    let books = try await console.createConnection(
        to: .zohoBooks, kind: .admin, scopes: ["ZohoBooks.invoices.CREATE"], as: developer)
    try await console.enable(books.id, for: "estate", as: developer)
    try await console.addReference(from: .formWorkflow("sale", event: "sold"), to: books.id, as: developer)
    let release = try await console.publish(try await console.planRelease(of: "estate", as: developer), as: developer)
    return release
}

func installation(
    _ system: ConnectionSystem, of share: Share, callbackURL: String, as superAdmin: Principal
) async throws -> Installation {
    let workspace = Workspace(system)
    let plan = try await workspace.planInstall(of: share.link, as: superAdmin)
    let installation = try await workspace.install(plan, as: superAdmin)

    let pending = try await workspace.authorize("zoho_books", in: installation.id, as: superAdmin)
    // Redirect to pending.redirectURL. In the handler of the callback:
    try await workspace.complete(try AuthorizationCallback(callbackURL), as: superAdmin)
    _ = pending
    return installation
}

func task(
    _ system: ConnectionSystem, in installation: Installation, for user: Principal, _ request: inout HTTPRequest
) async throws {
    let runtime = ConnectionRuntime(system)
    let connection = try await runtime.connection("zoho_books", in: .installed(installation.id, of: "acme"))
    let credential = try await connection.credential(at: .formWorkflow("sale", event: "sold"), for: user)
    try request.authorize(with: credential)
}

func upkeep(of system: ConnectionSystem) -> Task<Void, Never> {
    let upkeep = Task { await system.maintenance.run() }
    return upkeep
}
