import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConnectionEditTests {
    let world = World(catalogue: World.richCatalogue)

    private var console: DeveloperConsole { self.world.console }

    private func stored(_ id: Connection.ID) async throws -> Connection {
        try #require(try await self.world.store.read(Connection.self, id, in: "maker"))
    }

    private func lastEntry() async throws -> AuditEntry? { try await self.world.trail(of: "maker").last?.entry }

    @Test func `a new name leaves the link name as it is`() async throws {
        let books = try await self.world.definition()
        let edit = try await self.console.edit(books.id, name: "Ledger", as: self.world.developer)
        #expect(edit.connection.name == "Ledger" && edit.connection.linkName == "books")
        #expect(edit.changed == ["name"] && edit.consents.isEmpty && edit.revoked.isEmpty)
        #expect(try await self.stored(books.id) == edit.connection)
        let entry = try await self.lastEntry()
        #expect(entry?.action == .editConnection && entry?.changed == ["name"] && entry?.connection == books.id)
    }

    @Test func `what is so already writes nothing and is not audited`() async throws {
        let books = try await self.world.definition()
        try await self.console.edit(books.id, scopes: ["a", "b"], as: self.world.developer)
        try await self.world.test(books.id)
        let (records, trail) = (try await self.world.observed.records(), try await self.world.trail(of: "maker"))
        let edit = try await self.console.edit(
            books.id, name: "Books", scopes: ["b", "a"], mode: .platformManaged, as: self.world.developer)
        #expect(edit.changed.isEmpty && edit.consents.isEmpty && edit.connection.scopes == ["a", "b"])
        #expect(try await self.world.observed.records() == records)
        #expect(try await self.world.trail(of: "maker") == trail)
    }

    @Test func `added scopes ask those for consent who authorized without them, and the old ones go on`() async throws {
        let sheets = try await self.world.definition(to: World.sheets, kind: .loggedInUser)
        try await self.world.test(sheets.id, in: .development)
        try await self.world.test(sheets.id, in: .stage, as: self.world.owner)
        let edit = try await self.console.edit(sheets.id, scopes: ["read", "write"], as: self.world.developer)
        #expect(edit.changed == ["scopes"])
        let expected: Set<String> = ["development dan write", "stage olga write"]
        let told = edit.consents.map { consent in
            let authorization = consent.authorization
            let place = authorization.environment?.rawValue ?? "all"
            return "\(place) \(authorization.user?.text ?? "nobody") \(consent.missingScopes.joined(separator: ","))"
        }
        #expect(Set(told) == expected && told.count == 2)
        #expect(edit.consents.allSatisfy { $0.description.contains("to grant write") })
        let status = try await self.console.status(of: sheets.id, in: .development, as: self.world.developer)
        #expect(status.isConnected && status.missingScopes == ["write"])
        // Consent was given, and nobody is asked again.
        try await self.world.test(sheets.id, in: .development)
        let again = try await self.console.edit(sheets.id, name: "Table", as: self.world.developer)
        #expect(again.consents.isEmpty)
        let fewer = try await self.console.edit(sheets.id, scopes: ["write"], as: self.world.developer)
        #expect(fewer.consents.map(\.authorization.user) == ["olga"])
    }

    @Test func `removed scopes ask nobody`() async throws {
        let books = try await self.world.definition()
        try await self.console.edit(books.id, scopes: ["a", "b"], as: self.world.developer)
        try await self.world.test(books.id)
        let edit = try await self.console.edit(books.id, scopes: ["a"], as: self.world.developer)
        #expect(edit.changed == ["scopes"] && edit.consents.isEmpty)
        #expect(try await self.console.status(of: books.id, in: .development, as: self.world.owner).isConnected)
    }

    @Test func `another mode drops the authorizations, and those that others use go on`() async throws {
        let books = try await self.world.definition()
        let second = try await self.world.secondDefinition()
        try await self.world.test(books.id, in: .development)
        try await self.world.test(books.id, in: .stage)
        let lent = try #require(try await self.world.grant(at: books.id, in: .development))
        _ = try await self.console.reuseAuthorization(
            lent.id, for: second.id, in: .development, as: self.world.developer)
        let set = try await self.world.credentialSet(for: World.books)
        let edit = try await self.console.edit(
            books.id, scopes: ["read", "write"], mode: .clientCredentials(set), as: self.world.developer)
        #expect(edit.changed == ["scopes", "mode"] && edit.consents.isEmpty)
        #expect(edit.revoked.map(\.environment) == [.stage] && edit.warnings.count == 1)
        #expect(edit.connection.mode == .clientCredentials(set))
        #expect(try await self.world.observed.all(Slot.self).map(\.id.connection) == [second.id])
        #expect(try await self.world.stored(lent.id, in: "maker").status == .authorized)
        #expect(try await self.world.isTidy())
        #expect(try await self.console.status(of: second.id, in: .development, as: self.world.owner).isConnected)
        #expect(try await !self.console.status(of: books.id, in: .development, as: self.world.owner).isConnected)
        let back = try await self.console.edit(books.id, mode: .platformManaged, as: self.world.developer)
        #expect(back.changed == ["mode"] && back.revoked.isEmpty)
    }

    @Test func `once published the mode is fixed, and name and scopes are not`() async throws {
        let books = try await self.world.definition()
        let plan = try await self.console.planRelease(of: "estate", as: self.world.owner)
        _ = try await self.console.publish(plan, as: self.world.owner)
        let set = try await self.world.credentialSet(for: World.books)
        let error = try await self.world.refusal(.accessLocked) {
            try await self.console.edit(books.id, mode: .clientCredentials(set), as: self.world.developer)
        }
        #expect(error.message.contains("release 1"))
        let edit = try await self.console.edit(books.id, name: "Ledger", scopes: ["write"], as: self.world.developer)
        #expect(edit.changed == ["name", "scopes"])
    }

    @Test func `a task under way with the dropped authorization gets none afterwards`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id)
        let task = try await self.world.runtime.connection("books", in: .console("estate", of: "maker", .development))
        _ = try await task.credential(at: self.world.sale, for: self.world.developer)
        let set = try await self.world.credentialSet(for: World.books)
        try await self.console.edit(books.id, mode: .clientCredentials(set), as: self.world.developer)
        #expect(
            await code { try await task.credential(at: self.world.sale, for: self.world.developer) } == .notAuthorized)
    }

    @Test func `bad input names its field, and nothing is lost`() async throws {
        let books = try await self.world.definition()
        let listed = try await self.console.createConnection(
            to: World.listed, kind: .admin, scopes: ["read"], as: self.world.owner)
        let sms = try await self.console.createConnection(to: World.sms, kind: .admin, as: self.world.owner)
        let other = try await self.world.credentialSet(for: World.sheets)
        let console = self.console
        let owner = self.world.owner
        let cases: [(String, () async throws -> Void)] = [
            ("name", { try await console.edit(books.id, name: "a#b", as: owner) }),
            ("name", { try await console.edit(books.id, name: " ", as: owner) }),
            ("scopes", { try await console.edit(listed.id, scopes: ["delete"], as: owner) }),
            ("scopes", { try await console.edit(listed.id, scopes: [], as: owner) }),
            ("scopes", { try await console.edit(sms.id, scopes: ["read"], as: owner) }),
            ("mode", { try await console.edit(sms.id, mode: .platformManaged, as: owner) }),
            ("mode", { try await console.edit(books.id, mode: .clientCredentials(other), as: owner) }),
        ]
        for (field, body) in cases {
            #expect(try await self.world.refusal(.invalidInput, of: body).field == field)
        }
    }

    @Test func `an edit beside an authorization tells of it`() async throws {
        let books = try await self.world.definition()
        let pending = try await self.console.authorize(books.id, in: .development, as: self.world.developer)
        let callback = try World.callback(pending)
        self.world.store.interpose(
            .commit,
            matching: { $0.audit.contains { $0.action == .editConnection } }
        ) { _ = try? await self.world.console.complete(callback, as: self.world.developer) }
        let edit = try await self.console.edit(books.id, scopes: ["read", "write"], as: self.world.owner)
        #expect(edit.consents.map(\.missingScopes) == [["write"]])
    }

    @Test func `an edit beside the beginning of a publication is refused`() async throws {
        let books = try await self.world.definition()
        let application = try #require(try await self.world.store.read(Application.self, "estate", in: "maker"))
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .editConnection } }) {
            var locked = application
            locked = (try? await self.world.store.read(Application.self, "estate", in: "maker")) ?? locked
            locked.publishing = Application.PublishLock(user: "olga", since: self.world.time.now)
            let next = locked
            try? await self.world.write { $0.update(next) }
        }
        #expect(
            await code { try await self.console.edit(books.id, name: "Ledger", as: self.world.developer) }
                == .publishInProgress)
        #expect(try await self.stored(books.id).name == "Books")
    }

    @Test func `a connector that is gone lets a connection be renamed, and nothing else`() async throws {
        let books = try await self.world.definition()
        let system = self.world.system(with: self.world.provider, catalogue: Catalogue([]))
        let console = DeveloperConsole(system)
        #expect(try await console.edit(books.id, name: "Old books", as: self.world.owner).changed == ["name"])
        try await self.world.refusal(.customConnectorUnsupported) {
            try await console.edit(books.id, scopes: ["write"], as: self.world.owner)
        }
    }
}
