import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Another account's connections and authorizations are not to be told from those that never were.
@Suite struct AuthorizationTenantTests {
    struct Identifiers: Sendable {
        var connection: Connection.ID = .fixture(1)
        var installation: Installation.ID = .fixture(2)
        var grant: Grant.ID = .fixture(3)
    }

    struct Method: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var call: @Sendable (World, Identifiers) async throws -> Void

        init(_ name: String, _ call: @escaping @Sendable (World, Identifiers) async throws -> Void) {
            self.testDescription = name
            self.call = call
        }
    }

    static let rita = TenantTests.rita
    static let gus = TenantTests.gus

    static let methods: [Method] = [
        Method("switch in the console") {
            _ = try await $0.console.switchAuthorization(of: $1.connection, in: .stage, as: Self.rita)
        },
        Method("switch in the console to another") {
            _ = try await $0.console.switchAuthorization(
                of: $1.connection, in: .stage, to: $1.grant, as: Self.rita)
        },
        Method("import in the console") {
            _ = try await $0.console.importAuthorization(
                of: $1.connection, in: .stage, tokens: ImportedTokens(accessToken: Secret("a"), clientID: "c"),
                as: Self.rita)
        },
        Method("import at the client") {
            _ = try await $0.workspace.importAuthorization(
                of: "books", in: $1.installation, tokens: ImportedTokens(accessToken: Secret("a"), clientID: "c"),
                as: Self.gus)
        },
        Method("what can be reused in the console") {
            _ = try await $0.console.reusableAuthorizations(for: $1.connection, in: .stage, as: Self.rita)
        },
        Method("reuse in the console") {
            _ = try await $0.console.reuseAuthorization($1.grant, for: $1.connection, in: .stage, as: Self.rita)
        },
        Method("reuse of a grant") { world, ids in
            let own = try await world.store.all(.connections(), in: "rival").first
            _ = try await world.console.reuseAuthorization(
                ids.grant, for: own?.id ?? .fixture(), in: .stage, as: Self.rita)
        },
        Method("rename in the console") {
            _ = try await $0.console.renameAccount(of: $1.connection, in: .stage, to: "Mine", as: Self.rita)
        },
        Method("sharing in the console") {
            _ = try await $0.console.planSharing(of: $1.connection, shared: true, keeping: .stage, as: Self.rita)
        },
        Method("authorizations in the console") {
            _ = try await $0.console.authorizations(of: $1.connection, as: Self.rita)
        },
        Method("switch at the client") {
            _ = try await $0.workspace.switchAuthorization(of: "books", in: $1.installation, as: Self.gus)
        },
        Method("switch at the client to another") {
            _ = try await $0.workspace.switchAuthorization(
                of: "books", in: $1.installation, to: $1.grant, as: Self.gus)
        },
        Method("what can be reused at the client") {
            _ = try await $0.workspace.reusableAuthorizations(for: "books", in: $1.installation, as: Self.gus)
        },
        Method("reuse at the client") {
            _ = try await $0.workspace.reuseAuthorization($1.grant, for: "books", in: $1.installation, as: Self.gus)
        },
        Method("rename at the client") {
            _ = try await $0.workspace.renameAccount(of: "books", in: $1.installation, to: "Mine", as: Self.gus)
        },
        Method("sharing at the client") {
            _ = try await $0.workspace.planSharing(of: "books", in: $1.installation, shared: true, as: Self.gus)
        },
        Method("authorizations at the client") {
            _ = try await $0.workspace.authorizations(of: "books", in: $1.installation, as: Self.gus)
        },
        Method("pause") { _ = try await $0.workspace.pauseConnection("books", in: $1.installation, as: Self.gus) },
        Method("resume") { _ = try await $0.workspace.resumeConnection("books", in: $1.installation, as: Self.gus) },
        Method("a system connection of another account") {
            _ = try await $0.workspace.pauseConnection("system_crm", in: $1.installation, as: Self.gus)
        },
    ]

    @Test(arguments: methods) func `another account's authorization does not exist`(method: Method) async throws {
        let world = World()
        let books = try await world.definition()
        try await world.test(books.id, in: .stage)
        let installation = try await world.install()
        try await world.authorize("books", in: installation, as: world.admin)
        _ = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["read"], in: .installed(installation.id, of: "acme"))
        _ = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: Self.rita)
        let grant = try #require(try await world.grant(at: books.id, in: .stage))
        let ids = Identifiers(connection: books.id, installation: installation.id, grant: grant.id)
        let foreign = try await world.refusal(.notFound) { try await method.call(world, ids) }
        let unknown = try await world.refusal(.notFound) { try await method.call(world, Identifiers()) }
        #expect(foreign.description == unknown.description)
        #expect(foreign.message == unknown.message && foreign.decision == unknown.decision)
    }

    @Test func `lists and offers hold the account's own alone`() async throws {
        let world = World()
        let books = try await world.definition()
        try await world.test(books.id)
        let theirs = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: Self.rita)
        #expect(
            try await world.console.reusableAuthorizations(for: theirs.id, in: .development, as: Self.rita).isEmpty)
        #expect(try await world.console.authorizations(of: theirs.id, as: Self.rita).elements.isEmpty)
    }
}
