import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct WorkspaceExplainTests {
    let developer = Principal.client("cleo", name: "Cleo", account: "acme", role: .developer)
    let portal = Principal.client("pia", name: "Pia", account: "acme", role: .portalUser)

    /// An installation with an admin and a logged-in user connection, and a system connection.
    private func installed(portalUsers: Bool = false) async throws -> (World, Installation) {
        let world = World()
        try await world.console.registerApplication(
            "estate", name: "Estate", allowsPortalUsers: portalUsers, as: world.owner)
        _ = try await world.definition()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        _ = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["read"], in: .installed(installation.id, of: "acme"))
        return (world, installation)
    }

    private func people(_ world: World) -> [Principal] {
        [world.superAdmin, world.admin, self.developer, world.maria, self.portal]
    }

    /// The decision in the error that `body` throws; nothing when it throws none, or one of another cause.
    private func told(_ body: () async throws -> Void) async throws -> Decision? {
        do {
            try await body()
            return nil
        } catch let error as ConnectionError {
            return error.decision
        }
    }

    @Test(arguments: ["books", "sheets"], [LiveEnvironment.development, .production])
    func `what is explained is what the act is told`(linkName: String, environment: LiveEnvironment) async throws {
        for portalUsers in [true, false] {
            let (world, installation) = try await self.installed(portalUsers: portalUsers)
            for person in self.people(world) {
                let authorize = try await world.workspace.explain(
                    .authorize, on: linkName, in: installation.id, environment: environment, as: person)
                let toldToAuthorize = try await self.told {
                    _ = try await world.workspace.authorize(
                        linkName, in: installation.id, environment: environment, as: person)
                }
                #expect(authorize.isAllowed == (toldToAuthorize == nil), "\(authorize)")
                #expect(toldToAuthorize == nil || toldToAuthorize == authorize)
                for user in [nil, UserID("maria")] {
                    let revoke = try await world.workspace.explain(
                        .revoke, on: linkName, in: installation.id, environment: environment, of: user, as: person)
                    let toldToRevoke = try await self.told {
                        try await world.workspace.revoke(
                            linkName, in: installation.id, environment: environment, of: user, as: person)
                    }
                    #expect(revoke.isAllowed == (toldToRevoke == nil), "\(revoke)")
                    #expect(toldToRevoke == nil || toldToRevoke == revoke)
                }
            }
        }
    }

    @Test func `a panel learns of all its buttons at once, and nothing is written`() async throws {
        let (world, installation) = try await self.installed()
        let panel = try await world.workspace.connections(in: installation.id, as: world.admin)
        #expect(panel.map(\.linkName) == ["books", "sheets", "system_crm"])
        let actions: [Action] = [.viewConnection, .authorize, .revoke, .pauseConnection, .changeSharing]
        let records = try await world.observed.records()
        let commits = world.observed.commits.count
        for person in self.people(world) {
            let decisions = try await world.workspace.explain(actions, on: panel.map(\.id), as: person)
            for entry in panel {
                for action in actions {
                    let one = try await world.workspace.explain(action, on: entry.id, as: person)
                    #expect(decisions[entry.id]?[action] == one)
                }
                let seen = try await world.workspace.connections(in: installation.id, as: person)
                #expect(seen.contains { $0.id == entry.id } == decisions[entry.id]?[.viewConnection]?.isAllowed)
            }
            for entry in try await world.workspace.connections(in: installation.id, as: person) {
                #expect(decisions[entry.id]?[.authorize]?.isAllowed == entry.canAuthorize)
            }
        }
        #expect(try await world.observed.records() == records && world.observed.commits.count == commits)
    }

    @Test func `a portal user may end what the application no longer lets them make`() async throws {
        let (world, installation) = try await self.installed()
        func explain(_ action: Action) async throws -> Decision {
            try await world.workspace.explain(action, on: "sheets", in: installation.id, as: self.portal)
        }
        #expect(try await explain(.authorize).description.contains("does not let portal users in"))
        #expect(try await explain(.revoke).isAllowed)
    }

    @Test func `what concerns no connection is explained too`() throws {
        let world = World()
        let actions: [Action] = [.install, .acceptInvitation, .viewInstallations, .readAudit]
        for (person, expected) in [
            (world.superAdmin, 4), (world.admin, 2), (self.developer, 1), (world.maria, 1), (self.portal, 0),
        ] {
            let decisions = try world.workspace.explain(actions, as: person)
            #expect(decisions.count == 4 && decisions.values.count(where: \.isAllowed) == expected)
        }
        #expect(world.observed.commits.isEmpty)
    }

    @Test func `what the account does not have is not explained`() async throws {
        let (world, installation) = try await self.installed()
        let gus = Principal.client("gus", account: "globex", role: .superAdmin)
        let panel = try await world.workspace.connections(in: installation.id, as: world.admin)
        let books = try #require(panel.first)
        try await world.refusal(.notFound) { try await world.workspace.explain(.authorize, on: books.id, as: gus) }
        try await world.refusal(.notFound) {
            try await world.workspace.explain(.authorize, on: "books", in: installation.id, as: gus)
        }
        try await world.refusal(.notFound) {
            try await world.workspace.explain(.authorize, on: "never", in: installation.id, as: world.admin)
        }
        #expect(try await world.workspace.explain([.authorize], on: panel.map(\.id), as: gus).isEmpty)
    }
}
