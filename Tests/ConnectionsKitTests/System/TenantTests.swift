import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An id of another account is not to be told from one that never was.
@Suite struct TenantTests {
    /// The identifiers of one account's records.
    struct Identifiers: Sendable {
        var connection: Connection.ID = .fixture(1)
        var application: ApplicationID = "nowhere"
        var release: Release.ID = .fixture(2)
        var invitation: Invitation.ID = .fixture(3)
        var installation: Installation.ID = .fixture(4)
        var share: Share.ID = .fixture(5)
        var state = "no-such-state"
        var linkName = "books"
    }

    /// A method of a façade that takes an identifier.
    struct Method: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var call: @Sendable (World, Identifiers) async throws -> Void

        init(_ name: String, _ call: @escaping @Sendable (World, Identifiers) async throws -> Void) {
            self.testDescription = name
            self.call = call
        }
    }

    static let rita = Principal.console("rita", name: "Rita", account: "rival", role: .superAdmin)
    static let gus = Principal.client("gus", name: "Gus", account: "globex", role: .superAdmin)

    static let methods: [Method] = [
        Method("enable") { _ = try await $0.console.enable($1.connection, for: "rivals", as: Self.rita) },
        Method("enable for an application") { world, ids in
            let own = try await world.store.all(.connections(), in: "rival").first
            _ = try await world.console.enable(own?.id ?? .fixture(), for: ids.application, as: Self.rita)
        },
        Method("disable") { _ = try await $0.console.disable($1.connection, for: "rivals", as: Self.rita) },
        Method("addReference") { world, ids in
            try await world.console.addReference(from: world.sale, to: ids.connection, as: Self.rita)
        },
        Method("removeReference") { world, ids in
            try await world.console.removeReference(from: world.sale, to: ids.connection, as: Self.rita)
        },
        Method("references") { _ = try await $0.console.references(to: $1.connection, as: Self.rita) },
        Method("delete") { try await $0.console.delete($1.connection, as: Self.rita) },
        Method("status") { _ = try await $0.console.status(of: $1.connection, in: .development, as: Self.rita) },
        Method("authorize") { _ = try await $0.console.authorize($1.connection, in: .development, as: Self.rita) },
        Method("revoke") { _ = try await $0.console.revoke($1.connection, in: .development, as: Self.rita) },
        Method("complete") { world, ids in
            let callback = try AuthorizationCallback("code=c&state=\(ids.state)")
            _ = try await world.console.complete(callback, as: Self.rita)
        },
        Method("planRelease") { _ = try await $0.console.planRelease(of: $1.application, as: Self.rita) },
        Method("share of a release") { world, ids in
            _ = try await world.console.share(ids.release, with: ids.invitation, as: Self.rita)
        },
        Method("accept") { world, ids in
            try await world.workspace.accept(
                Invitation.Link(account: "rival", invitation: ids.invitation), as: Self.gus)
        },
        Method("planInstall") { world, ids in
            _ = try await world.workspace.planInstall(of: Share.Link(account: "maker", share: ids.share), as: Self.gus)
        },
        Method("uninstall") { try await $0.workspace.uninstall($1.installation, as: Self.gus) },
        Method("the panel") { _ = try await $0.workspace.connections(in: $1.installation, as: Self.gus) },
        Method("authorize at the client") { world, ids in
            _ = try await world.workspace.authorize(ids.linkName, in: ids.installation, as: Self.gus)
        },
        Method("revoke at the client") { world, ids in
            _ = try await world.workspace.revoke(ids.linkName, in: ids.installation, as: Self.gus)
        },
        Method("a task in the console") { world, ids in
            _ = try await world.runtime.connection(
                "books", in: .console(ids.application, of: "rival", .development))
        },
        Method("a task at the client") { world, ids in
            _ = try await world.runtime.connection("books", in: .installed(ids.installation, of: "globex"))
        },
        Method("a system connection at the client") { world, ids in
            _ = try await world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .installed(ids.installation, of: "globex"))
        },
    ]

    /// A world with everything in it, and the identifiers of the developer's and the client's records.
    private func full() async throws -> (World, Identifiers) {
        let world = World()
        let books = try await world.definition()
        let share = try await world.shared()
        let installation = try await world.workspace.install(
            try await world.workspace.planInstall(of: share.link, as: world.superAdmin), as: world.superAdmin)
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.registerApplication("rivals", name: "Rivals", as: Self.rita)
        _ = try await world.console.createConnection(to: World.sheets, kind: .admin, scopes: ["read"], as: Self.rita)
        let invitation = try #require(try await world.observed.all(Invitation.self).first)
        return (
            world,
            Identifiers(
                connection: books.id, application: "estate", release: share.release, invitation: invitation.id,
                installation: installation.id, share: share.id, state: pending.state)
        )
    }

    @Test(arguments: methods) func `another account's record does not exist`(method: Method) async throws {
        let (world, ids) = try await self.full()
        let foreign = try await world.refusal(.notFound) { try await method.call(world, ids) }
        let unknown = try await world.refusal(.notFound) { try await method.call(world, Identifiers()) }
        #expect(foreign.description == unknown.description)
        #expect(foreign.message == unknown.message && foreign.decision == unknown.decision)
    }

    @Test func `a credential is not handed to somebody of another account`() async throws {
        let world = World()
        let (_, books) = try await world.connectedBooks()
        try await world.refusal(.notFound) { try await books.credential(at: world.sale, for: Self.gus) }
        try await world.refusal(.denied) {
            try await books.credential(at: world.sale, for: Self.rita)
        }
    }

    @Test func `lists hold the account's own records alone`() async throws {
        let (world, _) = try await self.full()
        #expect(try await world.console.connections(as: Self.rita).map(\.account) == ["rival"])
        #expect(try await world.console.connections(of: "estate", as: Self.rita).isEmpty)
        #expect(try await world.workspace.installations(as: Self.gus).isEmpty)
        try await world.refusal(.denied, hasRemedy: false) { try await world.workspace.installations(as: Self.rita) }
        #expect(try await world.system.auditTrail(as: Self.rita).allSatisfy { $0.entry.account == "rival" })
        try await world.refusal(.denied) { try await world.system.auditTrail(as: world.developer) }
    }

    @Test func `accounts that look alike are two`() async throws {
        let world = World()
        let composed = Principal.console("p", account: "caf\u{E9}", role: .superAdmin)
        let decomposed = Principal.console("p", account: "cafe\u{301}", role: .superAdmin)
        try await world.console.registerApplication("estate", name: "Estate", as: composed)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: composed)
        try await world.refusal(.notFound) {
            try await world.console.enable(books.id, for: "estate", as: decomposed)
        }
        #expect(try await world.console.connections(as: decomposed).isEmpty)
    }
}
