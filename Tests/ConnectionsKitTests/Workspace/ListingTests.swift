import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ListingTests {
    let world = World()

    /// Two applications: Estate with two connections, Rentals with one, and a system connection of both.
    private func installed() async throws -> (estate: Installation, rentals: Installation) {
        let estate = try await self.world.installed([
            .bundled("books"), .bundled("sheets", to: World.sheets, kind: .loggedInUser),
        ])
        var release = Release.fixture(in: "maker", application: "rentals")
        release.applicationName = "Rentals"
        release.connections = [.bundled("ledger", name: "Rent ledger")]
        let second = release
        try await self.world.write { $0.insert(second) }
        let share = try await self.world.share(second)
        let rentals = try await self.world.workspace.install(
            try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin),
            as: self.world.superAdmin)
        for installation in [estate, rentals] {
            _ = try await self.world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        }
        return (estate, rentals)
    }

    private func listed(_ filter: ListingFilter) async throws -> [String] {
        try await self.world.workspace.connections(matching: filter, as: self.world.admin).elements.map(\.linkName)
            .sorted()
    }

    @Test func `an entry tells name, link name, type, status and application`() async throws {
        let (estate, rentals) = try await self.installed()
        try await self.world.authorize("ledger", in: rentals, as: self.world.admin)
        let entries = try await self.world.workspace.connections(as: self.world.admin).elements
        let ledger = try #require(entries.first { $0.linkName == "ledger" })
        #expect(ledger.name == "Rent ledger" && ledger.type == .installed && ledger.kind == .admin)
        #expect(ledger.status.isConnected && !ledger.isUnused && ledger.connector == World.books)
        #expect(ledger.applications.map(\.name) == ["Rentals"])
        #expect(ledger.applications.map(\.installation) == [rentals.id])
        let crm = try #require(entries.first { $0.linkName == "system_crm" })
        #expect(crm.type == .system && !crm.status.isConnected)
        #expect(Set(crm.applications.map(\.installation)) == [estate.id, rentals.id])
    }

    @Test(arguments: [
        (ListingFilter.all, ["books", "ledger", "sheets", "system_crm"]),
        (ListingFilter(type: .installed), ["books", "ledger", "sheets"]),
        (ListingFilter(type: .system), ["system_crm"]),
        (ListingFilter(application: "estate"), ["books", "sheets", "system_crm"]),
        (ListingFilter(type: .installed, application: "rentals"), ["ledger"]),
        (ListingFilter(application: "nowhere"), []),
        (ListingFilter(text: "BOOK"), ["books"]),
        (ListingFilter(text: "rent"), ["ledger", "system_crm"]),
        (ListingFilter(type: .system, application: "estate", text: "rentals"), ["system_crm"]),
        (ListingFilter(type: .installed, application: "estate", text: "rentals"), []),
        (ListingFilter(text: ""), ["books", "ledger", "sheets", "system_crm"]),
        (ListingFilter(text: "nothing of the kind"), []),
    ])
    func `type, application and text combine`(filter: ListingFilter, linkNames: [String]) async throws {
        _ = try await self.installed()
        #expect(try await self.listed(filter) == linkNames)
    }

    @Test(arguments: [1, 2, 3, 100]) func `pages tell everything once`(limit: Int) async throws {
        _ = try await self.installed()
        for filter in [ListingFilter.all, ListingFilter(text: "rent")] {
            var told: [String] = []
            var cursor: Cursor?
            repeat {
                let page = try await self.world.workspace.connections(
                    matching: filter, after: cursor, limit: limit, as: self.world.admin)
                #expect(page.elements.count <= limit)
                #expect(!page.elements.isEmpty || page.next == nil)
                told += page.elements.map(\.linkName)
                cursor = page.next
            } while cursor != nil
            #expect(told.sorted() == (try await self.listed(filter)))
        }
    }

    @Test(arguments: [0, -1, 1_001]) func `a bad limit names its field`(limit: Int) async throws {
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.workspace.connections(limit: limit, as: self.world.admin)
        }
        #expect(error.field == "limit")
    }

    @Test func `administrators and developers list, everybody else has their panels`() async throws {
        _ = try await self.installed()
        for role in Role.allCases {
            let person = Principal.client("pat", account: "acme", role: role)
            if [.superAdmin, .admin, .developer].contains(role) {
                #expect(try await self.world.workspace.connections(as: person).elements.count == 4)
            } else {
                let error = try await self.world.refusal(.denied) {
                    try await self.world.workspace.connections(as: person)
                }
                #expect(error.decision?.whoCould == ["super admin", "admin", "developer"])
            }
        }
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.workspace.connections(as: self.world.owner)
        }
        let gus = Principal.client("gus", account: "globex", role: .superAdmin)
        #expect(try await self.world.workspace.connections(as: gus).elements.isEmpty)
    }

    @Test func `what was uninstalled or is defined in the account's own console is not listed`() async throws {
        let (estate, _) = try await self.installed()
        try await self.world.workspace.uninstall(estate.id, as: self.world.superAdmin)
        #expect(try await self.listed(.all) == ["ledger", "system_crm"])
        let own = Connection.fixture(.fixture(60), in: "acme")
        try await self.world.write { $0.insert(own) }
        #expect(try await self.listed(.all) == ["ledger", "system_crm"])
    }

    @Test func `what an upgrade left unused is marked`() async throws {
        let (estate, _) = try await self.installed()
        try await self.world.upgrade(estate, to: 2, [.bundled("books")])
        let entries = try await self.world.workspace.connections(
            matching: ListingFilter(application: "estate"), as: self.world.admin
        ).elements
        #expect(entries.filter(\.isUnused).map(\.linkName) == ["sheets"])
    }
}
