import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConnectionListTests {
    let world = World()

    /// Seven connections of two applications, a loose one and a system connection.
    private func fill() async throws {
        let console = self.world.console
        for application in ["estate", "other"] as [ApplicationID] {
            try await console.registerApplication(application, name: "App", as: self.world.owner)
        }
        let rows: [(ConnectorID, Connection.Kind, String, ApplicationID?)] = [
            (World.books, .admin, "Ledger", "estate"), (World.books, .admin, "Books of the House", "other"),
            (World.sheets, .loggedInUser, "Tables", "estate"), (World.sheets, .admin, "House tables", "estate"),
            (World.crm, .loggedInUser, "ÄRZTE", "other"), (World.sms, .admin, "Notes", nil),
        ]
        for (connector, kind, name, application) in rows {
            let connection = try await console.createConnection(
                to: connector, kind: kind, name: name, scopes: connector == World.sms ? [] : ["read"],
                as: self.world.owner)
            if let application { try await console.enable(connection.id, for: application, as: self.world.owner) }
        }
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
    }

    private func names(_ filter: ConnectionFilter, as principal: Principal? = nil) async throws -> [String] {
        try await self.world.console.connections(matching: filter, as: principal ?? self.world.owner)
            .elements.map(\.linkName)
    }

    static let filters: [(ConnectionFilter, [String])] = [
        (
            ConnectionFilter(),
            ["books_of_the_house", "house_tables", "ledger", "notes", "rzte", "system_crm", "tables"]
        ),
        (ConnectionFilter(kind: .loggedInUser), ["rzte", "tables"]),
        (ConnectionFilter(kind: .system), ["system_crm"]),
        (ConnectionFilter(application: "estate"), ["house_tables", "ledger", "system_crm", "tables"]),
        (ConnectionFilter(connector: World.sheets), ["house_tables", "tables"]),
        (ConnectionFilter(text: "HOUSE"), ["books_of_the_house", "house_tables"]),
        (ConnectionFilter(text: "of_the"), ["books_of_the_house"]), (ConnectionFilter(text: "ärz"), ["rzte"]),
        (
            ConnectionFilter(text: ""),
            ["books_of_the_house", "house_tables", "ledger", "notes", "rzte", "system_crm", "tables"]
        ),
        (ConnectionFilter(kind: .admin, application: "estate"), ["house_tables", "ledger"]),
        (
            ConnectionFilter(kind: .admin, application: "estate", connector: World.sheets, text: "house"),
            ["house_tables"]
        ),
        (ConnectionFilter(kind: .loggedInUser, application: "estate", text: "house"), []),
        (ConnectionFilter(connector: "home_made"), []), (ConnectionFilter(application: "nowhere"), []),
    ]

    @Test(arguments: Self.filters.indices) func `filters combine`(index: Int) async throws {
        try await self.fill()
        let (filter, expected) = Self.filters[index]
        #expect(try await self.names(filter) == expected)
    }

    @Test(arguments: [1, 2, 3, 6, 7, 100]) func `pages have each connection once`(limit: Int) async throws {
        try await self.fill()
        var found: [String] = []
        var cursor: Cursor?
        repeat {
            let page = try await self.world.console.connections(
                matching: ConnectionFilter(), after: cursor, limit: limit, as: self.world.owner)
            #expect(page.elements.count <= limit && !page.elements.isEmpty)
            found += page.elements.map(\.linkName)
            cursor = page.next
        } while cursor != nil
        #expect(found == Self.filters[0].1)
    }

    @Test func `a limit beyond what there may be is the nearest`() async throws {
        try await self.fill()
        for (limit, count) in [(-5, 1), (0, 1), (5_000, 7)] {
            let page = try await self.world.console.connections(
                matching: ConnectionFilter(), limit: limit, as: self.world.owner)
            #expect(page.elements.count == count)
        }
    }

    @Test func `a cursor stays good while connections are renamed, deleted and made`() async throws {
        try await self.fill()
        let console = self.world.console
        let first = try await console.connections(matching: ConnectionFilter(), limit: 3, as: self.world.owner)
        let last = try #require(first.elements.last)
        try await console.disable(last.id, for: "estate", as: self.world.owner)
        try await console.delete(last.id, as: self.world.owner)
        try await console.edit(first.elements[0].id, name: "Zebra", as: self.world.owner)
        _ = try await console.createConnection(
            to: World.books, kind: .admin, name: "A", scopes: ["read"], as: self.world.owner)
        let second = try await console.connections(
            matching: ConnectionFilter(), after: first.next, limit: 10, as: self.world.owner)
        #expect(second.elements.map(\.linkName) == ["notes", "rzte", "system_crm", "tables"] && second.next == nil)
    }

    @Test func `a developer sees the connections of their applications, and those of none`() async throws {
        try await self.fill()
        let rob = Principal.console("rob", account: "maker", role: .developer, rights: ["other": .stageAccess])
        #expect(try await self.names(ConnectionFilter(), as: rob) == ["books_of_the_house", "notes", "rzte"])
        #expect(
            try await self.names(ConnectionFilter(application: "other"), as: rob) == ["books_of_the_house", "rzte"])
        try await self.world.refusal(.denied) { try await self.names(ConnectionFilter(application: "estate"), as: rob) }
        let page = try await self.world.console.connections(matching: ConnectionFilter(), limit: 2, as: rob)
        #expect(page.elements.map(\.linkName) == ["books_of_the_house", "notes"] && page.next != nil)
    }

    @Test func `applications are listed for whom they are visible`() async throws {
        try await self.fill()
        let console = self.world.console
        let rob = Principal.console("rob", account: "maker", role: .developer, rights: ["other": .publish])
        let stan = Principal.console("stan", account: "maker", role: .developer, rights: ["other": []])
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        #expect(try await console.applications(as: self.world.owner).map(\.id) == ["estate", "other"])
        #expect(try await console.applications(as: self.world.developer).map(\.id) == ["estate", "other"])
        #expect(try await console.applications(as: rob).map(\.id) == ["other"])
        #expect(try await console.applications(as: rita).isEmpty)
        try await self.world.refusal(.denied) { try await console.applications(as: stan) }
        for role in Role.allCases {
            let client = Principal.client("sue", account: "maker", role: role)
            #expect(await code { try await console.applications(as: client) } == .denied)
        }
    }
}
