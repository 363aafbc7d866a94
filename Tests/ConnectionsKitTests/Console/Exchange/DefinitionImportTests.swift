import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct DefinitionImportTests {
    let world = World()

    private var console: DeveloperConsole { self.world.console }

    private func plan(
        _ connections: [ConnectionDefinition], from source: ApplicationID? = nil, as principal: Principal? = nil
    ) async throws -> DefinitionImportPlan {
        try await self.console.planImport(
            DefinitionDocument(application: source, connections: connections), into: "estate",
            as: principal ?? self.world.developer)
    }

    private func stored(_ linkName: String) async throws -> Connection {
        try #require(try await self.world.store.first(.linkName(linkName, in: .account), in: "maker"))
    }

    private func definition(
        _ linkName: String = "books", name: String = "Books", mode: ConnectionDefinition.Mode? = .platformManaged,
        scopes: [String] = ["read"], shares: Bool = false, places: [Place] = [.formWorkflow("sale", event: "sold")]
    ) -> ConnectionDefinition {
        ConnectionDefinition(
            linkName: linkName, name: name, kind: .admin, connector: World.books, mode: mode, scopes: scopes,
            sharesAuthorization: shares, places: places)
    }

    @Test func `a plan tells what is made, changed, left as it is and left alone`() async throws {
        let books = try await self.world.definition()
        _ = try await self.world.secondDefinition()
        let same = self.definition()
        let changed = self.definition("books_2", name: "Ledger", scopes: ["read"], places: [.invokeURL("f")])
        let new = self.definition("new_one", name: "New", places: [])
        let records = try await self.world.observed.records()
        let trail = try await self.world.trail(of: "maker")
        let plan = try await self.plan([new, changed, same], from: "elsewhere")
        #expect(plan.problems.isEmpty && plan.leftAlone.isEmpty && !plan.changesNothing)
        #expect(plan.connections.map(\.change) == [.created, .changed(["name", "places"]), .unchanged])
        #expect(plan.connections.map(\.current?.linkName) == [nil, "books_2", "books"])
        #expect(plan.effects.created.map(\.linkName) == ["new_one"])
        #expect(plan.effects.reused.map(\.linkName) == ["books_2"])
        #expect(plan.effects.toAuthorize.map(\.connection.linkName) == ["new_one"])
        #expect(plan.effects.warnings.count == 2)
        #expect(plan.effects.warnings[0].contains("elsewhere") && plan.effects.warnings[1].contains("\"New\""))
        for line in ["Changes \"books_2\": name, places.", "Makes \"New\"."] {
            #expect(plan.description.contains(line), "\(plan)")
        }
        #expect(try await self.world.observed.records() == records)
        #expect(try await self.world.trail(of: "maker") == trail)
        let other = try await self.plan([new])
        #expect(other.leftAlone.map(\.linkName) == ["books", "books_2"])
        #expect(other.description.contains("Leaves alone what the document does not have: \"books\", \"books_2\"."))

        let result = try await self.console.apply(plan, as: self.world.developer)
        #expect(result.map(\.linkName) == ["new_one", "books_2", "books"])
        for connection in result { #expect(try await self.stored(connection.linkName) == connection) }
        #expect(result[0].application == "estate" && result[0].name == "New" && result[0].createdBy == "dan")
        #expect(result[1].name == "Ledger" && result[1].referenceCount == 1 && result[2] == books.read(3))
        let references = try await self.console.references(to: result[1].id, as: self.world.owner)
        #expect(references.map(\.id.place) == [.invokeURL("f")])
        let entries = try await self.world.trail(of: "maker").dropFirst(trail.count).map(\.entry)
        #expect(entries.map(\.connection) == [result[0].id, result[1].id])
        #expect(entries.allSatisfy { $0.action == .importDefinitions })
        #expect(entries[1].changed == ["name", "references"])
        #expect(try await self.plan([new, changed, same]).changesNothing)
    }

    @Test func `what is as the document says is not written, and not audited`() async throws {
        _ = try await self.world.definition()
        let records = try await self.world.observed.records()
        let trail = try await self.world.trail(of: "maker")
        let plan = try await self.plan([self.definition()])
        #expect(plan.changesNothing && plan.description == "Changes nothing.")
        _ = try await self.console.apply(plan, as: self.world.developer)
        #expect(try await self.world.observed.records() == records)
        #expect(try await self.world.trail(of: "maker") == trail)
    }

    @Test func `added scopes tell where consent is asked, and nothing is revoked`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id, in: .development)
        let plan = try await self.plan([self.definition(scopes: ["write", "read"])])
        let requirement = try #require(plan.effects.toAuthorize.first)
        #expect(plan.effects.toAuthorize.count == 1 && plan.effects.revoked.isEmpty)
        #expect(requirement.environment == .development && requirement.missingScopes == ["write"])
        _ = try await self.console.apply(plan, as: self.world.developer)
        let status = try await self.console.status(of: books.id, in: .development, as: self.world.developer)
        #expect(status.isConnected && status.missingScopes == ["write"])
    }

    @Test func `another mode tells which authorizations are dropped, and drops them`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id, in: .development)
        let set = try await self.world.credentialSet(for: World.books)
        let plan = try await self.plan([self.definition(mode: .credentialSet(named: "Client"), shares: true)])
        #expect(plan.connections.map(\.change) == [.changed(["mode", "sharesAuthorization"])])
        #expect(plan.effects.revoked.map(\.environment) == [.development])
        #expect(plan.effects.toAuthorize.map(\.connection.linkName) == ["books"] && plan.effects.reused.isEmpty)
        _ = try await self.console.apply(plan, as: self.world.developer)
        let stored = try await self.stored("books")
        #expect(stored.mode == .clientCredentials(set) && stored.sharesAuthorization)
        #expect(try await self.world.observed.all(Slot.self).isEmpty)
        #expect(try await self.world.isTidy())
        #expect(try await self.world.trail(of: "maker").last?.entry.changed == ["mode", "shares_authorization"])
    }

    @Test func `whether environments share is changed where nothing is authorized`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id)
        _ = try await self.console.revoke(books.id, in: .development, as: self.world.owner)
        let plan = try await self.plan([self.definition(shares: true)])
        _ = try await self.console.apply(plan, as: self.world.developer)
        #expect(try await self.stored("books").sharesAuthorization)
        #expect(try await self.world.observed.all(Slot.self).isEmpty)
        #expect(try await self.world.isTidy())
    }

    @Test func `a connection that no application has is enabled`() async throws {
        try await self.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        _ = try await self.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.owner)
        let plan = try await self.plan([self.definition(places: [self.world.panel])])
        #expect(plan.connections.map(\.change) == [.changed(["places", "application"])])
        _ = try await self.console.apply(plan, as: self.world.developer)
        let stored = try await self.stored("books")
        #expect(stored.application == "estate" && stored.referenceCount == 1)
    }

    @Test func `a published connection takes another name, other scopes and places`() async throws {
        _ = try await self.world.definition()
        _ = try await self.console.publish(
            try await self.console.planRelease(of: "estate", as: self.world.owner), as: self.world.owner)
        let plan = try await self.plan([self.definition(name: "Ledger", scopes: ["write"], places: [])])
        #expect(plan.connections.map(\.change) == [.changed(["name", "scopes", "places"])])
        _ = try await self.console.apply(plan, as: self.world.developer)
        let stored = try await self.stored("books")
        #expect(stored.name == "Ledger" && stored.firstRelease == 1 && stored.referenceCount == 0)
    }

    @Test(arguments: ["edit", "reference", "link name", "enable", "authorization", "set", "application", "publishing"])
    func `a stale plan is a conflict`(change: String) async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id)
        _ = try await self.world.credentialSet(for: World.books)
        let plan = try await self.plan([
            self.definition(mode: .credentialSet(named: "Client")), self.definition("new_one", name: "New"),
        ])
        #expect(plan.problems.isEmpty)
        switch change {
        case "edit": try await self.console.edit(books.id, scopes: ["write"], as: self.world.owner)
        case "reference":
            try await self.console.addReference(from: self.world.panel, to: books.id, as: self.world.owner)
        case "link name":
            _ = try await self.console.createConnection(
                to: World.books, kind: .admin, name: "New one", scopes: ["read"], as: self.world.owner)
        case "enable": _ = try await self.world.secondDefinition()
        case "authorization": try await self.world.test(books.id)
        case "set": _ = try await self.world.credentialSet(for: World.books)
        case "application":
            try await self.console.registerApplication("estate", name: "Renamed", as: self.world.owner)
        default:
            var locked = plan.application
            locked.publishing = Application.PublishLock(user: "olga", since: self.world.time.now)
            let next = locked
            try await self.world.write { $0.update(next) }
        }
        try await self.world.refusal(change == "publishing" ? .publishInProgress : .conflict) {
            try await self.console.apply(plan, as: self.world.developer)
        }
    }

    @Test func `a link name that is taken beside the import is a conflict`() async throws {
        _ = try await self.world.definition()
        let plan = try await self.plan([self.definition("new_one", name: "New")])
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .importDefinitions } }) {
            _ = try? await self.world.console.createConnection(
                to: World.books, kind: .admin, name: "New one", scopes: ["read"], as: self.world.owner)
        }
        #expect(await code { try await self.console.apply(plan, as: self.world.developer) } == .conflict)
        #expect(try await self.stored("new_one").application == nil)
    }
}

extension Connection {
    /// The connection at a later version.
    fileprivate func read(_ version: Int) -> Connection {
        var connection = self
        connection.application = "estate"
        connection.referenceCount = 1
        connection.version = version
        return connection
    }
}
