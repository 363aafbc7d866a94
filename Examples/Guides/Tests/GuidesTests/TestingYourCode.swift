import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@Suite struct TestingYourCode {
    let place = Place.invokeURL("push")
    let user = Principal.console("dan", account: "makers", role: .superAdmin)
    let catalogue = Catalogue([
        Connector(
            id: "books", name: "Books", category: "Accounting",
            authentication: .oauth2(
                OAuth2Facts(
                    endpoints: OAuth2Endpoints(
                        authorization: "https://accounts.example.com/auth", token: "https://accounts.example.com/token")
                )),
            hosts: ["api.example.com"])
    ])

    @Test func `a credential is refreshed when its token has ended`() async throws {
        let time = ManualTimeSource()
        let provider = ScriptedProvider()
        let system = ConnectionSystem(
            store: InMemoryConnectionStore(time: time.source), catalogue: catalogue, sealer: TestSealer(),
            providers: [provider], time: time.source, random: .seeded(1))
        let connection = try await self.connected(system)
        time.advance(by: .seconds(3_601))
        _ = try await connection.credential(at: place, for: user)
        #expect(provider.refreshCalls == 1)

        time.advance(by: .seconds(3_601))
        provider.failRefreshes(with: CredentialError(.transient, "the service is down"))
        await #expect(throws: ConnectionError.self) { try await connection.credential(at: place, for: user) }
    }

    private func connected(_ system: ConnectionSystem) async throws -> TaskConnection {
        let console = DeveloperConsole(system)
        try await console.registerApplication("estate", name: "Estate", as: user)
        let books = try await console.createConnection(to: "books", kind: .admin, scopes: ["read"], as: user)
        try await console.enable(books.id, for: "estate", as: user)
        let pending = try await console.authorize(books.id, in: .development, as: user)
        try await console.complete(AuthorizationCallback("code=c&state=\(pending.state)"), as: user)
        return try await ConnectionRuntime(system).connection(
            "books", in: .console("estate", of: "makers", .development))
    }

    struct MyStoreTests {
        typealias MyStore = InMemoryConnectionStore

        @Test(arguments: StoreConformance.requirements)
        func `my store keeps the contract`(_ requirement: StoreConformance.Requirement) async throws {
            try await requirement.run { time in MyStore(time: time.source) }
        }
    }
}
