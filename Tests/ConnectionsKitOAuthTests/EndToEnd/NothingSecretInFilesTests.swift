import ConnectionsKit
import ConnectionsKitHTTP
import ConnectionsKitOAuth
import ConnectionsKitOAuthTesting
import ConnectionsKitSQLite
import ConnectionsKitSealing
import ConnectionsKitTesting
import Foundation
import Testing

/// Real parts from end to end: what is secret on the wire is in no file of the database.
@Suite struct NothingSecretInFilesTests {
    static let clientSecret = "canary-client-secret-4711"
    static let apiKey = "canary-api-key-4711"
    static let password = "canary-password-4711"

    @Test func `no secret stands in the SQLite file or its log, and none in what the library says`() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("canary-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("connections.sqlite").path
        let time = ManualTimeSource()
        let server = InProcessAuthorizationServer(try Self.server()) { .milliseconds(time.now.milliseconds) }
        let wire = RecordingTransport(server)
        var configuration = ConnectionSystem.Configuration()
        configuration.redirectURIs = ["https://app.example/callback"]
        let store = try await SQLiteConnectionStore.open(at: path, time: time.source)
        let system = ConnectionSystem(
            store: store, catalogue: Self.catalogue,
            sealer: EnvelopeSealer(keys: StaticKeyProvider(try .generate(primary: "key-1"))),
            providers: [OAuthProvider(clients: PlatformClients([:]), transport: wire), .apiKey, .basic],
            time: time.source, configuration: configuration)

        let (said, code) = try await self.play(system, time, server)

        let secrets = Self.tokens(in: wire.bodies) + [code, Self.clientSecret, Self.apiKey, Self.password]
        #expect(secrets.count >= 8)
        for name in try FileManager.default.contentsOfDirectory(atPath: folder.path) {
            let bytes = try Data(contentsOf: folder.appendingPathComponent(name))
            for secret in secrets { #expect(bytes.range(of: Data(secret.utf8)) == nil, "in \(name)") }
        }
        for secret in secrets { #expect(!said.contains(secret)) }
        #expect(try await system.verifyAuditTrail(of: "makers") > 0)
    }

    /// Authorizes with a client of the developer's own, with a key and with a password; refreshes, revokes.
    private func play(
        _ system: ConnectionSystem, _ time: ManualTimeSource, _ server: InProcessAuthorizationServer
    ) async throws -> (said: String, code: String) {
        let owner = Principal.console("olga", account: "makers", role: .superAdmin)
        let console = DeveloperConsole(system)
        let events = system.liveAudit()
        try await console.registerApplication("estate", name: "Estate", as: owner)
        let set = try await console.createCredentialSet(
            "Own client", for: "numbers", clientID: "app", secret: Secret(Self.clientSecret),
            redirectURI: "https://app.example/callback", as: owner)
        let numbers = try await console.createConnection(
            to: "numbers", kind: .admin, mode: .clientCredentials(set), scopes: ["numbers.read"], as: owner)
        let keyed = try await console.createConnection(to: "keyed", kind: .admin, as: owner)
        let basic = try await console.createConnection(to: "basic", kind: .admin, as: owner)
        for connection in [numbers, keyed, basic] { try await console.enable(connection.id, for: "estate", as: owner) }

        let pending = try await console.authorize(numbers.id, in: .development, as: owner)
        var browser = AuthorizationBrowser(userName: "ana", password: "pass")
        let callback = try browser.visit(try #require(pending.redirectURL), at: server)
        let status = try await console.complete(try AuthorizationCallback(callback), as: owner)
        try await console.complete(
            try await console.authorize(keyed.id, in: .development, as: owner),
            fields: SecretFields([("key", Secret(Self.apiKey))]), as: owner)
        try await console.complete(
            try await console.authorize(basic.id, in: .development, as: owner),
            fields: SecretFields([("user", Secret("ana")), ("password", Secret(Self.password))]), as: owner)

        let task = try await ConnectionRuntime(system).connection(
            numbers.linkName, in: .console("estate", of: "makers", .development))
        let first = try await task.credential(at: .invokeURL("read"), for: owner)
        time.advance(by: .seconds(3_601))
        let second = try await task.credential(at: .invokeURL("read"), for: owner)
        #expect(second.tokenVersion == first.tokenVersion + 1)
        let report = try await console.revoke(numbers.id, in: .development, as: owner)
        try await system.maintenance.runOnce()

        var said = "\(status) \(first) \(second) \(report) \(pending) \(set)"
        for record in try await system.auditTrail(limit: 1_000, as: owner) { dump(record, to: &said) }
        dump(system, to: &said)
        dump(events, to: &said)
        let code = try #require(URLComponents(string: callback)?.queryItems?.first { $0.name == "code" }?.value)
        return (said, code)
    }

    private static func server() throws -> AuthorizationServer {
        try AuthorizationServer(
            issuer: "https://login.example",
            clients: [
                .init(
                    id: "app", authentication: .basic(secret: self.clientSecret),
                    redirectURIs: ["https://app.example/callback"], scopes: ["numbers.read"])
            ], users: [.init(name: "ana", password: "pass")], seed: 7)
    }

    private static let catalogue = Catalogue([
        .fixture(),
        Connector(
            id: "keyed", name: "Keyed", category: "Test",
            authentication: .apiKey([
                CredentialField("key", label: "Key", placement: .header(name: "X-Key", prefix: ""))
            ]), hosts: ["api.example"]),
        Connector(
            id: "basic", name: "Basic", category: "Test",
            authentication: .basic(
                username: CredentialField("user", label: "User", isSecret: false, placement: .basic),
                password: CredentialField("password", label: "Password", placement: .basic)), hosts: ["api.example"]),
    ])

    /// Every token that went over the wire.
    private static func tokens(in bodies: [String]) -> [String] {
        var found: Set<String> = []
        for body in bodies {
            guard let json = AuthorizationServer.JSON(text: Array(body.utf8)) else { continue }
            for name in ["access_token", "refresh_token"] {
                if let token = json[name]?.stringValue { found.insert(token) }
            }
        }
        return Array(found)
    }
}
