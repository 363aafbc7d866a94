import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A connection with a developer's own OAuth client, installed at a client's, over a provider that notes which client it is
/// asked with.
struct OwnClientWorld: Sendable {
    let world: World
    let provider: ClientWatchingProvider
    let system: ConnectionSystem
    let set: CredentialSet.Reference
    let connection: Connection

    var console: DeveloperConsole { DeveloperConsole(self.system) }
    var workspace: Workspace { Workspace(self.system) }
    var developer: Principal { self.world.developer }

    init() async throws {
        let world = World { $0.redirectURIs.append("https://app.example.com/second") }
        let provider = ClientWatchingProvider()
        self.world = world
        self.provider = provider
        self.system = ConnectionSystem(
            store: world.store, catalogue: World.catalogue, sealer: world.sealer, providers: [provider, .apiKey],
            time: world.time.source, random: .seeded(7), configuration: world.system.configuration)
        self.set = try await world.credentialSet(for: World.books, secret: Secret("secret-1"))
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let connection = try await world.console.createConnection(
            to: World.books, kind: .admin, mode: .clientCredentials(self.set), scopes: ["read"], as: world.developer)
        try await world.console.enable(connection.id, for: "estate", as: world.developer)
        try await world.console.addReference(from: world.sale, to: connection.id, as: world.developer)
        self.connection = connection
    }

    /// Authorizes the connection in the console.
    func authorize(in environment: LiveEnvironment = .development) async throws {
        let pending = try await self.console.authorize(self.connection.id, in: environment, as: self.developer)
        try await self.console.complete(try World.callback(pending), as: self.developer)
    }

    /// The connection as a task of the console uses it.
    func task(in environment: LiveEnvironment = .development) async throws -> TaskConnection {
        try await ConnectionRuntime(self.system).connection(
            "books", in: .console("estate", of: "maker", environment))
    }

    /// The application at a client, where an administrator authorized the connection.
    func installed() async throws -> (Installation, TaskConnection) {
        let installation = try await self.world.install()
        let pending = try await self.workspace.authorize("books", in: installation.id, as: self.world.admin)
        try await self.workspace.complete(try World.callback(pending), as: self.world.admin)
        return (
            installation,
            try await ConnectionRuntime(self.system).connection("books", in: .installed(installation.id, of: "acme"))
        )
    }

    /// The access token that a task gets.
    func access(_ task: TaskConnection) async throws -> String {
        try token(try await task.credential(at: self.world.sale, for: nil))
    }

    /// Plans a change and makes it.
    @discardableResult
    func change(_ change: CredentialSetPlan.Change, secret: String? = nil) async throws -> CredentialSet {
        let plan = try await self.plan(change)
        return try await self.console.changeCredentialSet(plan, secret: secret.map { Secret($0) }, as: self.developer)
    }

    func plan(_ change: CredentialSetPlan.Change) async throws -> CredentialSetPlan {
        try await self.console.planCredentialSet(change, of: self.set.id, as: self.developer)
    }

    /// Another client of the developer's, in place of the one before.
    func replaceClient(_ id: String = "client-2") async throws {
        try await self.change(
            .client(id: id, redirectURI: "https://app.example.com/callback"), secret: "secret-of-\(id)")
    }

    /// Lets the access tokens run out.
    func expire() { self.world.time.advance(by: .seconds(3_601)) }
}
