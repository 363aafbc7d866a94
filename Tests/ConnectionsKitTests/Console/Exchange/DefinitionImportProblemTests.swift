import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What stands in the way of an import is told at once, and nothing of it happens.
@Suite struct DefinitionImportProblemTests {
    let world = World()

    private var console: DeveloperConsole { self.world.console }

    private func plan(
        _ connections: [ConnectionDefinition], as principal: Principal? = nil
    ) async throws -> DefinitionImportPlan {
        try await self.console.planImport(
            DefinitionDocument(connections: connections), into: "estate", as: principal ?? self.world.owner)
    }

    private func definition(
        _ linkName: String, _ edit: (inout ConnectionDefinition) -> Void = { _ in }
    ) -> ConnectionDefinition {
        var definition = ConnectionDefinition(
            linkName: linkName, name: "Books", kind: .admin, connector: World.books, mode: .platformManaged,
            scopes: ["read"], places: [self.world.sale])
        edit(&definition)
        return definition
    }

    @Test func `all problems are told at once, each with its path`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.plan([
            self.definition("Bad") { $0.name = "a#b" },
            self.definition("fine"),
            self.definition("fine"),
            self.definition("custom") { $0.connector = "home_made" },
            self.definition("personal") { $0.kind = .loggedInUser },
            self.definition("scoped") { $0.scopes = ["a", "a"] },
            self.definition("sms") { $0.connector = World.sms },
            self.definition("client") { $0.mode = .credentialSet(named: "Nobody's") },
            self.definition("places") {
                $0.connector = World.sms
                $0.mode = nil
                $0.scopes = []
                $0.places = [.smsAction("a"), self.world.sale, .smsAction("a"), .smsAction("")]
            },
            self.definition("system_crm"),
        ])
        #expect(
            plan.problems.map(\.field) == [
                "connections[0].linkName", "connections[0].name", "connections[2].linkName",
                "connections[3].connector", "connections[4].kind", "connections[5].scopes", "connections[6].scopes",
                "connections[6].mode", "connections[7].mode.credentialSet", "connections[8].places[2]",
                "connections[8].places[3].component", "connections[8].places[1]", "connections[9].linkName",
            ])
        #expect(plan.problems.allSatisfy { !$0.problem.isEmpty && !$0.remedy.isEmpty && !$0.remedy.hasSuffix(".") })
        #expect(plan.connections.map(\.definition.linkName) == ["fine"])
        #expect(plan.effects.created.map(\.linkName) == ["fine"])
        #expect(plan.description.contains("Cannot be applied: connections[0].linkName"))
        let error = try await self.world.refusal(.invalidInput) {
            try await self.console.apply(plan, as: self.world.owner)
        }
        #expect(error.field == "connections[0].linkName")
        for problem in plan.problems { #expect(error.message.contains(problem.field)) }
    }

    @Test func `what never changes of a connection is refused`() async throws {
        let sheets = try await self.world.definition(to: World.sheets)
        _ = try await self.console.publish(
            try await self.console.planRelease(of: "estate", as: self.world.owner), as: self.world.owner)
        _ = try await self.world.credentialSet(for: World.sheets)
        try await self.world.test(sheets.id)
        let plan = try await self.plan([
            self.definition("sheets") {
                $0.connector = World.sheets
                $0.kind = .loggedInUser
                $0.mode = .credentialSet(named: "Client")
                $0.sharesAuthorization = true
            }
        ])
        #expect(
            plan.problems.map(\.field) == [
                "connections[0].kind", "connections[0].mode", "connections[0].sharesAuthorization",
            ])
        let connector = try await self.plan([self.definition("sheets")])
        #expect(connector.problems.map(\.field) == ["connections[0].connector"])
        #expect(connector.problems.first?.problem.contains("never changes") == true)
    }

    @Test func `a connection of another application is refused, and the application is named`() async throws {
        _ = try await self.world.definition()
        try await self.console.registerApplication("other", name: "Other", as: self.world.owner)
        let plan = try await self.console.planImport(
            DefinitionDocument(connections: [self.definition("books")]), into: "other", as: self.world.owner)
        #expect(plan.problems.map(\.field) == ["connections[0].linkName"])
        #expect(plan.problems.first?.problem.contains("\"estate\"") == true)
    }

    @Test func `a credential set that is there twice is ambiguous, unless the connection has one of them`() async throws
    {
        let books = try await self.world.definition()
        let first = try await self.world.credentialSet(for: World.books)
        _ = try await self.world.credentialSet(for: World.books)
        _ = try await self.world.credentialSet(for: World.sheets)
        let wanted = self.definition("books") { $0.mode = .credentialSet(named: "Client") }
        let ambiguous = try await self.plan([wanted])
        #expect(ambiguous.problems.map(\.field) == ["connections[0].mode.credentialSet"])
        #expect(ambiguous.problems.first?.problem.contains("2 credential sets") == true)
        try await self.console.edit(books.id, mode: .clientCredentials(first), as: self.world.owner)
        #expect(try await self.plan([wanted]).changesNothing)
    }

    @Test func `another account's credential set is not there`() async throws {
        _ = try await self.world.definition()
        _ = try await self.world.credentialSet(
            for: World.books, as: .console("rita", account: "rival", role: .superAdmin))
        let plan = try await self.plan([self.definition("new") { $0.mode = .credentialSet(named: "Client") }])
        #expect(plan.problems.first?.problem.contains("no credential set") == true)
    }

    @Test func `who may not work on the application does not import, and the denial is in the trail`() async throws {
        _ = try await self.world.definition()
        let renamed = self.definition("books") { $0.name = "Ledger" }
        let editor = Principal.console(
            "eddie", name: "Eddie", account: "maker", role: .developer, rights: ["estate": .developmentAccess])
        let plan = try await self.plan([renamed], as: editor)
        #expect(plan.problems.isEmpty)
        for rights in [[:], ["other": .all], ["estate": [.stageAccess, .publish, .distribute]]]
            as [[ApplicationID: ApplicationRights]]
        {
            let person = Principal.console("tess", account: "maker", role: .developer, rights: rights)
            try await self.world.refusal(.denied) { try await self.plan([renamed], as: person) }
            try await self.world.refusal(.denied) { try await self.console.apply(plan, as: person) }
            let entry = try await self.world.trail(of: "maker").last?.entry
            #expect(
                entry?.action == .importDefinitions && entry?.actor == .user("tess", account: "maker", role: .developer)
            )
            if case .denied? = entry?.outcome {} else { Issue.record("\(String(describing: entry))") }
        }
        _ = try await self.console.apply(plan, as: editor)
    }

    /// What a document changes, with the step by hand that it takes.
    static let steps: [(Action, @Sendable (inout ConnectionDefinition) -> Void)] = [
        (.editConnection, { $0.name = "Ledger" }), (.editConnection, { $0.scopes = ["write"] }),
        (.changeSharing, { $0.sharesAuthorization = true }), (.addReference, { $0.places.append(.invokeURL("f")) }),
        (.removeReference, { $0.places = [] }), (.createConnection, { $0.linkName = "new" }),
        (.enable, { $0.linkName = "new" }), (.enable, { $0.linkName = "loose" }),
    ]

    @Test(arguments: Self.steps.indices) func `a step that may not be taken by hand is not imported`(
        index: Int
    ) async throws {
        let (action, edit) = Self.steps[index]
        let world = World { configuration in
            configuration.additionalRules = [
                .refusing("host.frozen", actions: [action]) { $0.principal?.user == "dan" ? "it is frozen" : nil }
            ]
        }
        let setUp = world.console
        try await setUp.registerApplication("estate", name: "Estate", as: world.owner)
        let books = try await setUp.createConnection(to: World.books, kind: .admin, scopes: ["read"], as: world.owner)
        try await setUp.enable(books.id, for: "estate", as: world.owner)
        try await setUp.addReference(from: world.sale, to: books.id, as: world.owner)
        _ = try await setUp.createConnection(
            to: World.books, kind: .admin, name: "Loose", scopes: ["read"], as: world.owner)
        let document = DefinitionDocument(connections: [self.definition("books", edit)])
        let error = try await world.refusal(.denied, hasRemedy: false) {
            try await setUp.planImport(document, into: "estate", as: world.developer)
        }
        #expect(error.decision?.refusals.map(\.rule) == ["host.frozen"])
        #expect(try await setUp.planImport(document, into: "estate", as: world.owner).problems.isEmpty)
    }

    @Test func `a rule of the host holds for imports and copies too`() async throws {
        let world = World { configuration in
            configuration.additionalRules = [
                .refusing("host.no-books", actions: [.createConnection]) { request in
                    request.connectorID == World.books && request.connection?.name != "Books" ? "no more books" : nil
                }
            ]
        }
        _ = try await world.definition()
        let new = self.definition("ledger") { $0.name = "Ledger" }
        let error = try await world.refusal(.denied, hasRemedy: false) {
            try await world.console.planImport(
                DefinitionDocument(connections: [new]), into: "estate", as: world.owner)
        }
        #expect(error.message.contains("no more books"))
        try await world.refusal(.denied, hasRemedy: false) {
            try await world.console.importApplication("estate", under: "twin", as: world.owner)
        }
    }
}
