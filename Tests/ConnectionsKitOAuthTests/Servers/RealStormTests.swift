import ConnectionsKit
import ConnectionsKitOAuth
import ConnectionsKitSQLite
import ConnectionsKitSealing
import Foundation
import Testing

extension RealServerTests {
    /// Many callers at once at a server where a second use of a refresh token would end the whole grant.
    @Suite struct Storm {
        private static let owner = Principal.console("olga", account: "makers", role: .superAdmin)
        private static let callers = 200

        @Test func `of two hundred callers in each of two systems one refreshes, and the grant lives on`() async throws
        {
            var server = try await RealServer(.django)
            var facts = server.metadata.facts
            facts.clientAuthentication = .post
            server.connector.authentication = .oauth2(facts)
            #expect(server.description.graceSeconds == 0)
            let folder = FileManager.default.temporaryDirectory.appendingPathComponent("storm-\(UUID().uuidString)")
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            defer { try? FileManager.default.removeItem(at: folder) }
            let path = folder.appendingPathComponent("connections.sqlite").path
            let clock = MovableClock()
            let wire = CountingTransport(server.transport)
            let sealer = EnvelopeSealer(keys: StaticKeyProvider(try .generate(primary: "key-1")))
            var tasks: [TaskConnection] = []
            for index in 0..<2 {
                let system = try await Self.system(server, at: path, clock, wire, sealer)
                let linkName =
                    index == 0 ? try await Self.authorize(system, server) : try #require(tasks.first).linkName
                tasks.append(
                    try await ConnectionRuntime(system).connection(
                        linkName, in: .console("estate", of: "makers", .development)))
            }
            let before = try await tasks[0].credential(at: .invokeURL("read"), for: Self.owner)
            #expect(wire.refreshCount == 0)

            for round in 1...2 {
                clock.advance(by: .seconds(server.description.accessTokenSeconds + 1))
                let versions = try await Self.storm(tasks)
                #expect(versions.count == 2 * Self.callers)
                #expect(Set(versions) == [before.tokenVersion + round])
                #expect(wire.refreshCount == round)
            }
            // A second use would have ended the family, and the next refresh with it.
            clock.advance(by: .seconds(server.description.accessTokenSeconds + 1))
            let last = try await tasks[1].credential(at: .invokeURL("read"), for: Self.owner)
            #expect(last.tokenVersion == before.tokenVersion + 3 && wire.refreshCount == 3)
        }

        /// The versions of the tokens that all callers got.
        private static func storm(_ tasks: [TaskConnection]) async throws -> [Int] {
            try await withThrowingTaskGroup(of: Int.self) { group in
                for task in tasks {
                    for _ in 0..<Self.callers {
                        group.addTask {
                            try await task.credential(at: .invokeURL("read"), for: Self.owner).tokenVersion
                        }
                    }
                }
                var versions: [Int] = []
                for try await version in group { versions.append(version) }
                return versions
            }
        }

        private static func system(
            _ server: RealServer, at path: String, _ clock: MovableClock, _ wire: CountingTransport,
            _ sealer: EnvelopeSealer
        ) async throws -> ConnectionSystem {
            var configuration = ConnectionSystem.Configuration()
            configuration.redirectURIs = [server.description.redirectURI]
            configuration.allowsLoopbackHTTP = true
            return ConnectionSystem(
                store: try await SQLiteConnectionStore.open(at: path, time: clock.source),
                catalogue: Catalogue([server.connector]), sealer: sealer,
                providers: [OAuthProvider(clients: PlatformClients([:]), transport: wire)], time: clock.source,
                configuration: configuration)
        }

        /// Authorizes a connection through the server's own pages, and gives its link name.
        private static func authorize(_ system: ConnectionSystem, _ server: RealServer) async throws -> String {
            let console = DeveloperConsole(system)
            let client = try server.client("web-post")
            try await console.registerApplication("estate", name: "Estate", as: Self.owner)
            let set = try await console.createCredentialSet(
                "Own client", for: "real", clientID: client.clientID, secret: client.secret,
                redirectURI: client.redirectURI, as: Self.owner)
            let connection = try await console.createConnection(
                to: "real", kind: .admin, mode: .clientCredentials(set), scopes: server.scopes, as: Self.owner)
            try await console.enable(connection.id, for: "estate", as: Self.owner)
            let pending = try await console.authorize(connection.id, in: .development, as: Self.owner)
            var browser = PageBrowser(server.transport, as: try server.user("omar"))
            let callback = try await browser.visit(
                try #require(pending.redirectURL), until: client.redirectURI, allows: true)
            try await console.complete(try AuthorizationCallback(callback), as: Self.owner)
            return connection.linkName
        }
    }
}
