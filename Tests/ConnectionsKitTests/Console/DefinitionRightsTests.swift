import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Who may do what with definitions: each operation by each role, and by developers with each right.
@Suite struct DefinitionRightsTests {
    /// An operation on the connection `books` of the application `estate`.
    struct Operation: Sendable, CustomTestStringConvertible {
        var testDescription: String
        /// The right for the application that a developer needs; `nil` when no developer may.
        var right: Right?
        var call: @Sendable (World, Connection.ID, ApplicationID, Principal) async throws -> Void

        init(
            _ name: String, _ right: Right?,
            _ call: @escaping @Sendable (World, Connection.ID, ApplicationID, Principal) async throws -> Void
        ) {
            self.testDescription = name
            self.right = right
            self.call = call
        }
    }

    enum Right: Sendable {
        case any, developmentAccess

        func isMet(by rights: ApplicationRights) -> Bool {
            self == .any ? !rights.isEmpty : rights.contains(.developmentAccess)
        }
    }

    static let document = DefinitionDocument(connections: [
        ConnectionDefinition(
            linkName: "books", name: "Renamed", kind: .admin, connector: World.books, mode: .platformManaged,
            scopes: ["read"], places: [])
    ])

    static let operations: [Operation] = [
        Operation("details", .any) { _ = try await $0.console.details(of: $1, as: $3) },
        Operation("references", .any) { _ = try await $0.console.references(to: $1, as: $3) },
        Operation("status", .any) { _ = try await $0.console.status(of: $1, in: .stage, as: $3) },
        Operation("list", .any) { world, _, application, person in
            let filter = ConnectionFilter(application: application)
            _ = try await world.console.connections(matching: filter, as: person)
        },
        Operation("rename", .any) { _ = try await $0.console.edit($1, name: "Renamed", as: $3) },
        Operation("change scopes", .any) { _ = try await $0.console.edit($1, scopes: ["write"], as: $3) },
        Operation("disable", .any) { _ = try await $0.console.disable($1, for: $2, as: $3) },
        Operation("enable", .any) { _ = try await $0.console.enable($1, for: $2, as: $3) },
        Operation("plan a deletion", .any) { _ = try await $0.console.planDeletion(of: $1, as: $3) },
        Operation("delete", .any) { try await $0.console.delete($1, as: $3) },
        Operation("add a reference", .developmentAccess) {
            try await $0.console.addReference(from: $0.sale, to: $1, as: $3)
        },
        Operation("plan an import", .developmentAccess) {
            _ = try await $0.console.planImport(Self.document, into: $2, as: $3)
        },
        Operation("import definitions", .developmentAccess) { world, _, application, person in
            let plan = try await world.console.planImport(Self.document, into: application, as: world.owner)
            try await world.console.apply(plan, as: person)
        },
        Operation("export definitions", nil) { _ = try await $0.console.exportDefinitions(of: $2, as: $3) },
        Operation("import an application", nil) {
            _ = try await $0.console.importApplication($2, under: "twin", as: $3)
        },
    ]

    private func enter() async throws -> (World, Connection.ID) {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.owner)
        try await world.console.enable(books.id, for: "estate", as: world.owner)
        return (world, books.id)
    }

    private func developer(_ rights: ApplicationRights) -> Principal {
        .console("dev", name: "Dev", account: "maker", role: .developer, rights: ["estate": rights])
    }

    @Test(arguments: Self.operations) func `a super admin may, and a developer with the right`(
        operation: Operation
    ) async throws {
        let (world, books) = try await self.enter()
        try await operation.call(world, books, "estate", world.owner)
        for raw in 0...ApplicationRights.all.rawValue {
            let rights = ApplicationRights(rawValue: raw)
            let (world, books) = try await self.enter()
            let person = self.developer(rights)
            if operation.right?.isMet(by: rights) ?? false {
                try await operation.call(world, books, "estate", person)
            } else {
                let error = try await world.refusal(.denied) {
                    try await operation.call(world, books, "estate", person)
                }
                #expect(error.message.contains("Dev (developer)"))
            }
        }
    }

    @Test(arguments: Self.operations) func `rights for another application do not serve`(
        operation: Operation
    ) async throws {
        let (world, books) = try await self.enter()
        let stranger = Principal.console("stan", account: "maker", role: .developer, rights: ["other": .all])
        try await world.refusal(.denied) { try await operation.call(world, books, "estate", stranger) }
    }

    @Test(arguments: Self.operations) func `nobody else may, in the console and on the client's side`(
        operation: Operation
    ) async throws {
        let (world, books) = try await self.enter()
        for role in Role.allCases {
            let client = Principal.client("sue", account: "maker", role: role)
            #expect(await code { try await operation.call(world, books, "estate", client) } == .denied)
            guard role != .superAdmin, role != .developer else { continue }
            let person = Principal.console("ann", account: "maker", role: role, rights: ["estate": .all])
            try await world.refusal(.denied) { try await operation.call(world, books, "estate", person) }
        }
    }

    @Test(arguments: Self.operations) func `what is another account's is not to be told from what never was`(
        operation: Operation
    ) async throws {
        let (world, books) = try await self.enter()
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        // A list of what one does not have is empty.
        guard operation.testDescription != "list" else {
            let filter = ConnectionFilter(application: "estate")
            return #expect(try await world.console.connections(matching: filter, as: rita).elements.isEmpty)
        }
        // What is planned by the owner is not there for whoever applies it from elsewhere.
        let foreign = try await world.refusal(.notFound) { try await operation.call(world, books, "estate", rita) }
        guard operation.testDescription != "import definitions" else { return }
        let absent = try await world.refusal(.notFound) {
            try await operation.call(world, .fixture(99), "nowhere", rita)
        }
        #expect(foreign.description == absent.description)
    }

    @Test func `a plan of another account cannot be carried out`() async throws {
        let (world, books) = try await self.enter()
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        let deletion = try await world.console.planDeletion(of: books, as: world.owner)
        try await world.refusal(.notFound) { try await world.console.delete(deletion, as: rita) }
        try await world.console.registerApplication("estate", name: "Estate", as: rita)
        let plan = try await world.console.planImport(Self.document, into: "estate", as: world.owner)
        try await world.refusal(.conflict) { try await world.console.apply(plan, as: rita) }
    }
}
