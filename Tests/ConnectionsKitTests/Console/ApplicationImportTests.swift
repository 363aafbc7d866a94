import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

@Suite struct ApplicationImportTests {
    let world = World()

    private var console: DeveloperConsole { self.world.console }

    /// An application with two connections, one of them with a credential set, authorized and published.
    private func estate() async throws -> CredentialSet.Reference {
        try await self.console.registerApplication(
            "estate", name: "Estate", allowsPortalUsers: true, as: self.world.owner)
        let set = try await self.world.credentialSet(for: World.books)
        let books = try await self.console.createConnection(
            to: World.books, kind: .admin, name: "Zoho Books", mode: .clientCredentials(set),
            scopes: ["read", "write"],
            sharesAuthorization: true, as: self.world.developer)
        let sheets = try await self.console.createConnection(
            to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: self.world.developer)
        for connection in [books, sheets] {
            try await self.console.enable(connection.id, for: "estate", as: self.world.developer)
        }
        for place in [self.world.sale, self.world.panel] {
            try await self.console.addReference(from: place, to: books.id, as: self.world.developer)
        }
        try await self.world.test(books.id)
        _ = try await self.console.publish(
            try await self.console.planRelease(of: "estate", as: self.world.owner), as: self.world.owner)
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
        return set
    }

    @Test func `its connections are copied under names of their own, and everything else is as it was`() async throws {
        let set = try await self.estate()
        let copy = try await self.console.importApplication(
            "estate", under: "estate-2", name: "Second", as: self.world.owner)
        #expect(copy.application.id == "estate-2" && copy.application.name == "Second")
        #expect(copy.application.allowsPortalUsers && copy.application.lastRelease == 0)
        #expect(copy.linkNames == ["zoho_books": "zoho_books_copy", "sheets": "sheets_copy"])
        #expect(copy.connections.map(\.connection.name) == ["Sheets_copy", "Zoho Books_copy"])
        let books = try #require(copy.connections.last).connection
        #expect(books.mode == .clientCredentials(set) && books.scopes == ["read", "write"])
        #expect(books.sharesAuthorization && books.kind == .admin && books.createdBy == "olga")
        #expect(books.application == "estate-2" && books.firstRelease == nil && books.referenceCount == 2)
        #expect(
            try await self.console.references(to: books.id, as: self.world.owner).allSatisfy {
                $0.application == "estate-2"
            })
        #expect(Set(try #require(copy.connections.last).places) == [self.world.sale, self.world.panel])
        for connection in copy.connections.map(\.connection) {
            #expect(try await self.world.store.read(Connection.self, connection.id, in: "maker") == connection)
            let details = try await self.console.details(of: connection.id, as: self.world.owner)
            #expect(details.statuses.allSatisfy { !$0.status.isConnected && $0.status.grant == nil })
        }
        #expect(
            try await self.world.store.read(Application.self, "estate-2", in: "maker") == copy.application)
        // The system connection is nobody's to copy, and the copy can be released by itself.
        #expect(copy.connections.count == 2)
        let plan = try await self.console.planRelease(of: "estate-2", as: self.world.owner)
        #expect(
            try await self.console.publish(plan, as: self.world.owner).connections.map(\.linkName) == [
                "zoho_books_copy"
            ])
    }

    @Test func `the import and each copy stand in the trail`() async throws {
        _ = try await self.estate()
        let before = try await self.world.trail(of: "maker").count
        let copy = try await self.console.importApplication("estate", under: "estate-2", as: self.world.owner)
        #expect(copy.application.name == "Estate_copy")
        let entries = try await self.world.trail(of: "maker").dropFirst(before).map(\.entry)
        #expect(entries.count == 3 && entries.allSatisfy { $0.action == .importApplication })
        #expect(Set(entries.compactMap(\.connection)) == Set(copy.connections.map(\.connection.id)))
        #expect(entries.allSatisfy { $0.subject == "application:estate-2" && !$0.changed.isEmpty })
    }

    @Test func `further copies are numbered, whatever has the names already`() async throws {
        _ = try await self.estate()
        _ = try await self.console.createConnection(
            to: World.sms, kind: .admin, name: "Sheets_copy", as: self.world.owner)
        let taken = try await self.console.createConnection(
            to: World.sms, kind: .admin, name: "Some", as: self.world.owner)
        try await self.console.edit(taken.id, name: "Zoho Books_copy", as: self.world.owner)
        var copies: [ApplicationCopy] = []
        for id in ["estate-2", "estate-3"] as [ApplicationID] {
            copies.append(try await self.console.importApplication("estate", under: id, as: self.world.owner))
        }
        #expect(copies[0].connections.map(\.connection.name) == ["Sheets_copy_2", "Zoho Books_copy_2"])
        #expect(copies[0].linkNames["zoho_books"] == "zoho_books_copy_2")
        #expect(copies[1].connections.map(\.connection.name) == ["Sheets_copy_3", "Zoho Books_copy_3"])
        let second = try await self.console.importApplication("estate-2", under: "estate-4", as: self.world.owner)
        #expect(second.connections.map(\.connection.name) == ["Sheets_copy_2_copy", "Zoho Books_copy_2_copy"])
    }

    @Test func `several copies at the same time end with names of their own`() async throws {
        for seed in 0..<20 as Range<UInt64> {
            let turns = TurnStore(InMemoryConnectionStore(), seed: seed)
            let world = World(store: turns)
            // Of two applications, whose connections have one name and link names of their own.
            for id in ["estate", "other"] as [ApplicationID] {
                try await world.console.registerApplication(id, name: "App", as: world.owner)
                let books = try await world.console.createConnection(
                    to: World.books, kind: .admin, name: "Ledger", scopes: ["read"], as: world.owner)
                try await world.console.enable(books.id, for: id, as: world.owner)
            }
            let tasks = (0..<4).map { number -> @Sendable () async -> Void in
                {
                    _ = try? await world.console.importApplication(
                        number < 2 ? "estate" : "other", under: ApplicationID("copy-\(number)"), as: world.owner)
                }
            }
            await turns.play(tasks)
            let copies = try await world.observed.all(Connection.self).filter { $0.name.contains("_copy") }
            #expect(
                Set(copies.map(\.name)) == ["Ledger_copy", "Ledger_copy_2", "Ledger_copy_3", "Ledger_copy_4"],
                "\(seed)")
            #expect(Set(copies.map(\.linkName)).count == 4 && Set(copies.map(\.application)).count == 4)
        }
    }

    @Test func `one identifier is imported once, at the same time too`() async throws {
        _ = try await self.estate()
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .importApplication } }) {
            _ = try? await self.world.console.importApplication("estate", under: "twin", as: self.world.owner)
        }
        #expect(
            await code { try await self.console.importApplication("estate", under: "twin", as: self.world.owner) }
                == .wrongState)
        #expect(try await self.console.connections(of: "twin", as: self.world.owner).count == 2)
    }

    @Test func `a connection that is enabled beside the import is in the copy`() async throws {
        _ = try await self.estate()
        let fresh = try await self.console.createConnection(
            to: World.books, kind: .admin, name: "Late", scopes: ["read"], as: self.world.owner)
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .importApplication } }) {
            _ = try? await self.world.console.enable(fresh.id, for: "estate", as: self.world.owner)
        }
        let copy = try await self.console.importApplication("estate", under: "twin", as: self.world.owner)
        #expect(copy.linkNames["late"] == "late_copy")
    }

    @Test func `what is edited and no longer used beside the import is so in the copy`() async throws {
        _ = try await self.estate()
        let books = try #require(try await self.world.store.first(.linkName("zoho_books", in: .account), in: "maker"))
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .importApplication } }) {
            _ = try? await self.world.console.edit(books.id, scopes: ["write"], as: self.world.owner)
            try? await self.world.console.removeReference(
                from: self.world.sale, to: books.id, as: self.world.owner)
        }
        let copy = try await self.console.importApplication("estate", under: "twin", as: self.world.owner)
        let copied = try #require(copy.connections.first { $0.source.id == books.id })
        #expect(copied.places == [self.world.panel] && copied.connection.scopes == ["write"])
    }

    @Test func `what cannot be imported is refused`() async throws {
        _ = try await self.estate()
        let console = self.console
        let owner = self.world.owner
        try await self.world.refusal(.wrongState) {
            try await console.importApplication("estate", under: "estate", as: owner)
        }
        try await self.world.refusal(.notFound) {
            try await console.importApplication("nowhere", under: "twin", as: owner)
        }
        for (id, name, field) in [("", "Twin", "application"), ("twin", "a#b", "name"), ("twin", "", "name")] {
            let error = try await self.world.refusal(.invalidInput) {
                try await console.importApplication("estate", under: ApplicationID(id), name: name, as: owner)
            }
            #expect(error.field == field)
        }
        let bare = DeveloperConsole(self.world.system(with: self.world.provider, catalogue: Catalogue([])))
        try await self.world.refusal(.customConnectorUnsupported) {
            try await bare.importApplication("estate", under: "twin", as: owner)
        }
    }

    @Test func `only the super admin imports`() async throws {
        _ = try await self.estate()
        let all = Principal.console(
            "all", account: "maker", role: .developer, rights: ["estate": .all, "twin": .all])
        try await self.world.refusal(.denied) {
            try await self.console.importApplication("estate", under: "twin", as: all)
        }
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        let foreign = try await self.world.refusal(.notFound) {
            try await self.console.importApplication("estate", under: "twin", as: rita)
        }
        let absent = try await self.world.refusal(.notFound) {
            try await self.console.importApplication("nowhere", under: "twin", as: rita)
        }
        #expect(foreign.description == absent.description)
    }
}
