import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An account may be on both sides: a developer who installs their own application.
///
/// Its people act on one side at a time.
@Suite struct BothSidesTests {
    let clientAdmin = Principal.client("cad", account: "maker", role: .admin)
    let liveUser = Principal.client("liv", account: "maker", role: .liveUser)
    let boss = Principal.client("boss", account: "maker", role: .superAdmin)
    let tester = Principal.console("tess", account: "maker", role: .developer, rights: ["estate": .stageAccess])
    let nobody = Principal.console("nobody", account: "maker", role: .developer)

    @Test func `people of the client's side neither authorize nor use what is defined in the console`() async throws {
        let world = World()
        let books = try await world.definition()
        try await world.refusal(.denied) { try await world.console.authorize(books.id, in: .stage, as: clientAdmin) }
        let pending = try await world.console.authorize(books.id, in: .stage, as: tester)
        try await world.console.complete(try World.callback(pending), as: tester)
        let task = try await world.runtime.connection("books", in: .console("estate", of: "maker", .stage))
        #expect(await code { try await task.credential(at: world.sale, for: liveUser) } == .denied)
        #expect(await code { try await world.console.status(of: books.id, in: .stage, as: clientAdmin) } == .denied)
        #expect(await code { try await world.console.references(to: books.id, as: boss) } == .denied)
    }

    @Test func `people of the console do nothing with what is installed`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], sharesAuthorization: true, as: world.developer)
        try await world.console.enable(books.id, for: "estate", as: world.developer)
        try await world.console.addReference(from: world.sale, to: books.id, as: world.developer)
        let installation = try await world.install(as: boss)
        let pending = try await world.workspace.authorize("books", in: installation.id, as: boss)
        try await world.workspace.complete(try World.callback(pending), as: boss)
        let installed = try #require(try await world.workspace.connections(in: installation.id, as: boss).first)
        try await world.refusal(.denied) {
            try await world.console.revoke(installed.id, in: .stage, as: tester)
        }
        try await world.refusal(.denied) {
            try await world.workspace.revoke("books", in: installation.id, environment: .stage, as: world.owner)
        }
        #expect(try await world.workspace.connections(in: installation.id, as: tester).isEmpty)
        let task = try await world.runtime.connection("books", in: .installed(installation.id, of: "maker"))
        #expect(try token(try await task.credential(at: world.sale, for: boss)) == "Bearer access-1")
    }

    @Test func `a developer without a right has none where a connection has no application`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        _ = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
        let crm = try #require(try await world.store.first(.systemConnection(to: World.crm), in: "maker"))
        let fresh = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        for id in [crm.id, fresh.id] {
            try await world.refusal(.denied) { try await world.console.authorize(id, in: .stage, as: nobody) }
            try await world.refusal(.denied) { try await world.console.revoke(id, in: .stage, as: nobody) }
        }
        try await world.refusal(.denied, hasRemedy: false) { try await world.console.delete(crm.id, as: world.owner) }
        #expect(await code { try await world.console.connections(as: nobody) } == .denied)
        #expect(try await world.console.connections(as: tester).map(\.linkName) == ["books", "system_crm"])
        #expect(try await world.console.planRelease(of: "estate", as: world.owner).warnings.isEmpty)
    }
}
