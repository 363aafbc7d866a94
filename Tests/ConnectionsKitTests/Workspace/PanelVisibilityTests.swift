import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct PanelVisibilityTests {
    let world = World()
    let page = Place.pagePanel("home", panel: "numbers")

    /// An application with a connection of every kind, and a logged-in one that no component uses.
    private func full(allowsPortalUsers: Bool = false) async throws -> Installation {
        let installation = try await self.world.installed(
            [
                .bundled("books"),
                .bundled("sheets", to: World.sheets, kind: .loggedInUser, places: [self.page, self.world.sale]),
                .bundled("unplaced", to: World.sheets, kind: .loggedInUser, places: []),
            ], allowsPortalUsers: allowsPortalUsers)
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        return installation
    }

    private func seen(
        in installation: Installation, as role: Role, using components: ComponentAccess = .all
    ) async throws -> [PanelEntry] {
        try await self.world.workspace.connections(
            in: installation.id, using: components, as: .client("pat", name: "Pat", account: "acme", role: role))
    }

    @Test(arguments: [Role.superAdmin, .admin, .developer])
    func `administrators and developers see every kind, whatever components they may use`(role: Role) async throws {
        let installation = try await self.full()
        for components in [ComponentAccess.all, .only([])] {
            let entries = try await self.seen(in: installation, as: role, using: components)
            #expect(entries.map(\.linkName) == ["books", "sheets", "system_crm", "unplaced"])
            #expect(entries.allSatisfy { $0.canAuthorize && $0.refusal == nil })
            #expect(entries.map(\.places.count) == [1, 2, 0, 0])
        }
    }

    @Test func `a user sees the logged-in ones of the components that they may use`() async throws {
        let installation = try await self.full()
        let all = try await self.seen(in: installation, as: .liveUser)
        #expect(all.map(\.linkName) == ["sheets"] && all.first?.canAuthorize == true)
        let home = try await self.seen(in: installation, as: .liveUser, using: .only(["home"]))
        #expect(home.map(\.places) == [[self.page]])
        for components in [Set<String>(), ["house"], ["numbers"]] {
            #expect(try await self.seen(in: installation, as: .liveUser, using: .only(components)).isEmpty)
        }
    }

    @Test func `names of components are compared by their bytes`() {
        let composed = Place.pagePanel("caf\u{E9}", panel: "p")
        #expect(ComponentAccess.only(["caf\u{E9}"]).allows(composed))
        #expect(!ComponentAccess.only(["cafe\u{301}"]).allows(composed))
    }

    @Test func `a portal user sees them only where the application lets portal users in`() async throws {
        let closed = try await self.full()
        #expect(try await self.seen(in: closed, as: .portalUser).isEmpty)
        let open = World()
        let installation = try await open.installed(
            [.bundled("sheets", to: World.sheets, kind: .loggedInUser)], allowsPortalUsers: true)
        let pat = Principal.client("pat", account: "acme", role: .portalUser)
        let entries = try await open.workspace.connections(in: installation.id, as: pat)
        #expect(entries.map(\.linkName) == ["sheets"] && entries.first?.canAuthorize == true)
        #expect(try await open.workspace.connections(in: installation.id, using: .only([]), as: pat).isEmpty)
    }

    @Test func `an entry tells the service, the account, the kind, the status and what may be done`() async throws {
        let installation = try await self.full()
        let before = try #require(try await self.seen(in: installation, as: .admin).first)
        #expect(before.service == "Books" && before.kind == .admin && before.connector == World.books)
        #expect(!before.status.isConnected && before.status.accountName == nil)
        #expect(before.renaming.isAllowed && !before.canRename)
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        let after = try #require(try await self.seen(in: installation, as: .admin).first)
        #expect(after.status.isConnected && after.status.accountName == "Books Account 1" && after.canRename)
        #expect(after.authorization.request.action == .authorize && after.authorization.isAllowed)
    }

    @Test func `each sees their own authorization of a logged-in one`() async throws {
        let installation = try await self.full()
        try await self.world.authorize("sheets", in: installation, as: self.world.maria)
        for (person, isConnected) in [(self.world.maria, true), (self.world.nils, false), (self.world.admin, false)] {
            #expect(
                try await self.world.status(of: "sheets", in: installation, as: person)?.isConnected == isConnected)
        }
    }

    @Test func `why somebody cannot authorize is told`() async throws {
        let world = World { configuration in
            configuration.additionalRules = [
                .refusing("office.hours", actions: [.authorize]) { _ in "it is night" }
            ]
        }
        let installation = try await world.installed([.bundled("books")])
        let entry = try #require(try await world.workspace.connections(in: installation.id, as: world.admin).first)
        #expect(!entry.canAuthorize && entry.authorization.refusals.map(\.rule) == ["office.hours"])
        #expect(entry.refusal?.contains("it is night") == true)
    }

    @Test func `what keeps everybody from authorizing is told too`() async throws {
        let end = self.world.time.now + .seconds(60)
        let installation = try await self.world.installed([.bundled("books")], licence: .trial(until: end))
        self.world.time.advance(by: .seconds(60))
        let entry = try #require(try await self.seen(in: installation, as: .admin).first)
        #expect(!entry.canAuthorize && entry.authorization.isAllowed && !entry.status.isConnected)
        #expect(entry.refusal == "The application cannot be used: its trial has ended.")
        let later = ConnectionSystem(
            store: self.world.store, catalogue: Catalogue([]), sealer: self.world.sealer, providers: [],
            time: self.world.time.source)
        let gone = try await Workspace(later).connections(in: installation.id, as: self.world.admin)
        #expect(gone.first?.refusal?.contains("catalogue") == true && gone.first?.canAuthorize == false)
    }
}
