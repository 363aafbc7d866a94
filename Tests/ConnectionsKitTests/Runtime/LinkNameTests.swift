import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A script's link name means the connection of its own application.
@Suite struct LinkNameTests {
    /// A second application with a connection of the same link name, by another developer, at the same client.
    private func secondInstallation(in world: World) async throws -> Installation {
        let rival = Principal.console("rita", account: "rival", role: .superAdmin)
        try await world.console.registerApplication("estate", name: "Rival estate", as: rival)
        let connection = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: rival)
        try await world.console.enable(connection.id, for: "estate", as: rival)
        try await world.console.addReference(from: world.sale, to: connection.id, as: rival)
        let release = try await world.console.publish(
            try await world.console.planRelease(of: "estate", as: rival), as: rival)
        let invitation = try await world.console.invite("client@example.com", as: rival)
        try await world.workspace.accept(invitation.link, as: world.superAdmin)
        let share = try await world.console.share(release.id, with: invitation.id, as: rival)
        return try await world.workspace.install(
            try await world.workspace.planInstall(of: share.link, as: world.superAdmin), as: world.superAdmin)
    }

    @Test func `two applications with one link name each get their own connection`() async throws {
        let world = World()
        let (_, first) = try await world.connectedBooks()
        let installation = try await self.secondInstallation(in: world)
        let second = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        #expect(try token(try await first.credential(at: world.sale, for: world.maria)) == "Bearer access-1")
        #expect(await code { try await second.credential(at: world.sale, for: world.maria) } == .notAuthorized)
        try await world.authorize("books", in: installation, as: world.admin)
        #expect(try token(try await second.credential(at: world.sale, for: world.maria)) == "Bearer access-2")
        #expect(try token(try await first.credential(at: world.sale, for: world.maria)) == "Bearer access-1")
    }

    @Test func `the client's own connection of that name neither hides it nor stands in for it`() async throws {
        let world = World()
        // The client is a developer as well.
        let sue = Principal.console("sue", account: "acme", role: .superAdmin)
        for connector in [World.books, World.sheets] {
            _ = try await world.console.createConnection(to: connector, kind: .admin, scopes: ["read"], as: sue)
        }
        let (installation, books) = try await world.connectedBooks()
        #expect(try token(try await books.credential(at: world.sale, for: world.maria)) == "Bearer access-1")
        let error = try await world.refusal(.notFound) {
            try await world.runtime.connection("sheets", in: .installed(installation.id, of: "acme"))
        }
        #expect(error.message.contains("\"sheets\""))
    }

    @Test func `a name that is unknown, or of another account or application, is not found`() async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        let contexts: [(String, TaskContext)] = [
            ("nothing", .installed(installation.id, of: "acme")), ("books", .installed(installation.id, of: "other")),
            ("books", .installed(.fixture(9), of: "acme")), ("books", .console("estate", of: "acme", .development)),
            ("books", .console("unknown", of: "maker", .development)),
        ]
        for (name, context) in contexts {
            try await world.refusal(.notFound) { try await world.runtime.connection(name, in: context) }
        }
    }

    @Test func `a connection that is enabled for another application serves no task of this one`() async throws {
        let world = World()
        _ = try await world.definition()
        try await world.console.registerApplication("other", name: "Other", as: world.owner)
        let task = try await world.runtime.connection("books", in: .console("other", of: "maker", .development))
        let error = try await world.refusal(.notEnabled) {
            try await task.credential(at: world.sale, for: world.developer)
        }
        #expect(error.message.contains("\"other\""))
    }

    @Test(arguments: [
        Place.smsAction("note"), .formWorkflow("sale", event: "sold"), .integrationTask("push"), .invokeURL("call"),
        .pagePanel("home", panel: "numbers"),
    ])
    func `it is used in each of the five kinds of place, unless its connector is not`(_ place: Place) async throws {
        let world = World()
        let (_, books) = try await world.connectedBooks()
        #expect(try token(try await books.credential(at: place, for: nil)) == "Bearer access-1")
        let sms = try await world.console.createConnection(to: World.sms, kind: .admin, as: world.developer)
        try await world.console.enable(sms.id, for: "estate", as: world.developer)
        let task = try await world.runtime.connection("sms", in: .console("estate", of: "maker", .development))
        let expected: ConnectionError.Code = place.kind == .smsAction ? .notAuthorized : .placeNotAllowed
        #expect(await code { try await task.credential(at: place, for: nil) } == expected)
    }
}
