import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitSQLite
import ConnectionsKitSealing
import ConnectionsKitURLSession
import HTTPTypes

func readme(
    platformClients: PlatformClients, developer: Principal, superAdmin: Principal, user: Principal, account: AccountID,
    installation: Installation, callbackURL: String, request: inout HTTPRequest
) async throws {
    let system = ConnectionSystem(
        store: try await SQLiteConnectionStore.open(at: "connections.sqlite"), catalogue: .builtIn,
        sealer: EnvelopeSealer(keys: try FileKeyProvider(at: "keys.json")),
        providers: [OAuthProvider(clients: platformClients, transport: URLSessionTransport()), .apiKey, .basic])

    let books = try await DeveloperConsole(system).createConnection(
        to: .zohoBooks, kind: .admin, scopes: ["ZohoBooks.invoices.CREATE"], as: developer)

    let pending = try await Workspace(system).authorize("zoho_books", in: installation.id, as: superAdmin)
    // … the person consents at pending.redirectURL, and comes back with a callback …
    try await Workspace(system).complete(AuthorizationCallback(callbackURL), as: superAdmin)

    let connection = try await ConnectionRuntime(system).connection(
        "zoho_books", in: .installed(installation.id, of: account))
    try request.authorize(with: try await connection.credential(at: .invokeURL("push_invoice"), for: user))
    _ = (books, pending)
}
