import ConnectionsKit
import ConnectionsKitConnectors
import ConnectionsKitSQLite
import ConnectionsKitSealing
import ConnectionsKitTesting
import Foundation

/// A database that real operations filled: a developer, an application, a client with four people, and what became of
/// their authorizations. Every secret in it is planted.
final class Estate: Sendable {
    static let redirectURI = "https://app.example.com/callback"

    let folder: String
    let time = ManualTimeSource()
    let provider = CanaryProvider()
    let store: SQLiteConnectionStore
    let system: ConnectionSystem

    let olga = Principal.console("olga", name: "Olga", account: "maker", role: .superAdmin)
    let sue = Principal.client("sue", name: "Sue", account: "acme", role: .superAdmin)
    let adam = Principal.client("adam", name: "Adam", account: "acme", role: .admin)
    let maria = Principal.client("maria", name: "Maria", account: "acme", role: .liveUser)
    let nils = Principal.client("nils", name: "Nils", account: "acme", role: .liveUser)

    var database: String { "\(self.folder)/connections.sqlite" }
    var keys: String { "\(self.folder)/keys.json" }
    var console: DeveloperConsole { DeveloperConsole(self.system) }
    var workspace: Workspace { Workspace(self.system) }
    /// A shell whose clock is that of the database; a command that waits finds the time passed.
    var shell: Shell {
        let time = self.time
        return Shell(
            time: TimeSource(
                now: { time.now },
                sleep: { duration in
                    try Task.checkCancellation()
                    time.advance(by: duration)
                }))
    }

    /// Makes an empty database with keys of its own, in a folder of its own.
    init() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("operator-\(UUID())").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        self.folder = folder
        let random = RandomSource.seeded(7)
        var configuration = ConnectionSystem.Configuration()
        configuration.redirectURIs = [Self.redirectURI]
        self.store = try await SQLiteConnectionStore.open(at: "\(folder)/connections.sqlite", time: self.time.source)
        self.system = ConnectionSystem(
            store: self.store, catalogue: .builtIn,
            sealer: EnvelopeSealer(keys: try FileKeyProvider.create(at: "\(folder)/keys.json", random: random)),
            providers: [self.provider, .apiKey, .basic], time: self.time.source, random: random,
            configuration: configuration)
    }

    deinit { try? FileManager.default.removeItem(atPath: self.folder) }

    /// The database after half a day of life.
    static func lived() async throws -> Estate {
        let estate = try await Estate()
        let installation = try await estate.install()
        try await estate.authorize(in: installation)
        try await estate.live(in: installation)
        return estate
    }

    /// The developer's side: three connections in a release that the client installs.
    private func install() async throws -> Installation {
        try await self.console.registerApplication("estate", name: "Estate", as: self.olga)
        let client = try await self.console.createCredentialSet(
            "Books client", for: .zohoBooks, clientID: "client-1", secret: Secret(CanaryProvider.clientSecret),
            redirectURI: Self.redirectURI, as: self.olga)
        let books = try await self.console.createConnection(
            to: .zohoBooks, kind: .admin, mode: .clientCredentials(client), scopes: ["ZohoBooks.invoices.CREATE"],
            as: self.olga)
        let sheets = try await self.console.createConnection(
            to: .zohoSheets, kind: .loggedInUser, scopes: ["ZohoSheet.dataAPI.READ"], as: self.olga)
        let texts = try await self.console.createConnection(to: .twilio, kind: .admin, as: self.olga)
        for (connection, place) in [
            (books, Place.invokeURL("push_invoice")), (sheets, .pagePanel("home", panel: "numbers")),
            (texts, .smsAction("note")),
        ] {
            try await self.console.enable(connection.id, for: "estate", as: self.olga)
            try await self.console.addReference(from: place, to: connection.id, as: self.olga)
        }
        let release = try await self.console.publish(
            try await self.console.planRelease(of: "estate", as: self.olga), as: self.olga)
        let invitation = try await self.console.invite("client@example.com", as: self.olga)
        try await self.workspace.accept(invitation.link, as: self.sue)
        let share = try await self.console.share(release.id, with: invitation.id, as: self.olga)
        return try await self.workspace.install(
            try await self.workspace.planInstall(of: share.link, as: self.sue), as: self.sue)
    }

    /// The client's side: everybody authorizes what is theirs; one attempt stays open.
    private func authorize(in installation: Installation) async throws {
        for (name, person) in [("zoho_books", self.adam), ("zoho_sheets", self.maria), ("zoho_sheets", self.nils)] {
            let pending = try await self.workspace.authorize(name, in: installation.id, as: person)
            try await self.workspace.complete(
                try AuthorizationCallback("\(Self.redirectURI)?code=\(CanaryProvider.code)&state=\(pending.state)"),
                as: person)
        }
        let pending = try await self.workspace.authorize("twilio", in: installation.id, as: self.adam)
        try await self.workspace.complete(
            pending,
            fields: SecretFields([
                ("account_sid", Secret("AC1")), ("auth_token", Secret(CanaryProvider.password)),
            ]), as: self.adam)
    }

    /// An hour on: one service refuses, one answer is lost, and one person revokes.
    private func live(in installation: Installation) async throws {
        self.time.advance(by: .seconds(3_601))
        let runtime = ConnectionRuntime(self.system)
        let context = TaskContext.installed(installation.id, of: "acme")
        self.provider.fail(with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        let books = try await runtime.connection("zoho_books", in: context)
        _ = try? await books.credential(at: .invokeURL("push_invoice"), for: nil)
        self.provider.fail(with: CredentialError(.outcomeUnknown, "no answer"))
        let sheets = try await runtime.connection("zoho_sheets", in: context)
        _ = try? await sheets.credential(at: .pagePanel("home", panel: "numbers"), for: self.maria)
        try await self.workspace.revoke("zoho_sheets", in: installation.id, as: self.nils)
        _ = try await self.workspace.authorize("zoho_sheets", in: installation.id, as: self.nils)
        self.time.advance(by: .seconds(30))
    }
}

extension Estate {
    /// The one grant of a person at a service.
    func grant(by user: UserID, at connector: ConnectorID) async throws -> Grant {
        let grants: [Grant] = try await self.store.all(.grants(of: user), in: "acme")
        guard let grant = grants.first(where: { $0.connector == connector }) else { throw Missing() }
        return grant
    }

    /// The one connection of the client with a link name.
    func connection(_ linkName: String) async throws -> Connection {
        let connections: [Connection] = try await self.store.all(.connections(), in: "acme")
        guard let connection = connections.first(where: { $0.linkName == linkName }) else { throw Missing() }
        return connection
    }

    /// The client's installation.
    func installation() async throws -> Installation {
        guard let installation: Installation = try await self.store.first(.installations, in: "acme") else {
            throw Missing()
        }
        return installation
    }

    /// A copy of the database as a file that stands alone, with another version of the schema in its header where one is
    /// given.
    func copy(to path: String, schemaVersion: UInt8? = nil) async throws {
        try await self.store.backUp(to: path)
        guard let schemaVersion else { return }
        var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        // PRAGMA user_version stands in the bytes 60 to 63 of the header.
        bytes[63] = schemaVersion
        try bytes.write(to: URL(fileURLWithPath: path))
    }

    struct Missing: Error {}
}
