import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct UninstallPlanTests {
    let world = World()

    private func authorized() async throws -> Installation {
        let installation = try await self.world.installed([
            .bundled("books"), .bundled("sheets", to: World.sheets, kind: .loggedInUser),
        ])
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        for person in [self.world.maria, self.world.nils] {
            try await self.world.authorize("sheets", in: installation, as: person)
        }
        return installation
    }

    /// An authorized system connection of an application.
    private func systemConnection(for installation: Installation) async throws -> TaskConnection {
        let crm = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        let pending = try await self.world.workspace.authorizeSystemConnection(to: World.crm, as: self.world.admin)
        try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        return crm
    }

    @Test func `a plan names the connections that go, the authorizations that are revoked, and what stays`()
        async throws
    {
        let world = self.world
        let installation = try await self.authorized()
        _ = try await self.systemConnection(for: installation)
        let plan = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        #expect(plan.effects.removed.map(\.linkName) == ["books", "sheets"])
        #expect(plan.effects.revoked.map(\.user) == [nil, "maria", "nils"])
        #expect(plan.effects.revoked.map(\.authorizedBy) == ["adam", "maria", "nils"])
        #expect(plan.effects.orphaned.map(\.linkName) == ["system_crm"] && plan.effects.reused.isEmpty)
        #expect(plan.effects.warnings.count == 1)
        #expect(plan.effects.warnings.first?.contains("no other application uses it") == true)
        let before = try await world.observed.records()
        _ = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        #expect(try await world.observed.records() == before)

        try await world.workspace.uninstall(plan, as: world.superAdmin)
        for name in ["books", "sheets"] {
            #expect(try await world.use(name, in: installation) == .applicationDisabled)
        }
        let revoked = Set(plan.effects.revoked.map(\.grant))
        _ = try await world.system.maintenance.runOnce()
        _ = try await world.system.maintenance.runOnce()
        let over = try await world.observed.all(Grant.self).filter { $0.status == .revoked }
        #expect(Set(over.map(\.id)) == revoked && over.allSatisfy { $0.revocation == .confirmed(world.time.now) })
        #expect(try await world.observed.all(Connection.self).map(\.linkName) == ["system_crm"])
    }

    @Test func `a system connection that another installed application uses stays without a warning`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        _ = try await self.systemConnection(for: installation)
        var release = Release.fixture(in: "maker", application: "other")
        release.applicationName = "Other"
        let second = release
        try await world.write { $0.insert(second) }
        let share = try await world.share(second)
        let other = try await world.workspace.install(
            try await world.workspace.planInstall(of: share.link, as: world.superAdmin), as: world.superAdmin)
        _ = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .installed(other.id, of: "acme"))
        let plan = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        #expect(plan.effects.reused.map(\.linkName) == ["system_crm"])
        #expect(plan.effects.orphaned.isEmpty && plan.effects.warnings.isEmpty)
        try await world.workspace.uninstall(plan, as: world.superAdmin)
        // One that has been uninstalled uses nothing.
        let last = try await world.workspace.planUninstall(of: other.id, as: world.superAdmin)
        #expect(last.effects.orphaned.map(\.linkName) == ["system_crm"])
    }

    @Test func `an authorization that another application's connection uses goes on`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let grant = try await world.grant(of: "books")
        let connection = Connection.fixture(.fixture(50), in: "acme", installation: .fixture(51))
        try await world.write {
            $0.insert(connection)
            $0.insert(Slot(id: connection.slot(in: .production, user: nil), account: "acme", grant: grant.id))
        }
        let plan = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        #expect(plan.effects.revoked.map(\.name) == ["Sheets", "Sheets"] && plan.effects.warnings.count == 1)
        try await world.workspace.uninstall(plan, as: world.superAdmin)
        _ = try await world.system.maintenance.runOnce()
        #expect(try await world.store.read(Grant.self, grant.id, in: "acme")?.status == .authorized)
        let report = try await world.workspace.uninstallReport(of: installation.id, as: world.superAdmin)
        #expect(report.authorizations.first { $0.id == grant.id }?.outcome == .kept)
    }

    @Test(arguments: Role.allCases.filter { $0 != .superAdmin })
    func `only a super admin plans, uninstalls and is told`(role: Role) async throws {
        let installation = try await self.authorized()
        let plan = try await self.world.workspace.planUninstall(of: installation.id, as: self.world.superAdmin)
        let person = Principal.client("pat", account: "acme", role: role)
        let workspace = self.world.workspace
        try await self.world.refusal(.denied) { try await workspace.planUninstall(of: installation.id, as: person) }
        try await self.world.refusal(.denied) { try await workspace.uninstall(plan, as: person) }
        try await self.world.refusal(.denied) { try await workspace.uninstallReport(of: installation.id, as: person) }
    }

    @Test func `a stale plan is a conflict, and uninstalling without a plan takes what stands`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let plan = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        try await world.workspace.revoke("sheets", in: installation.id, of: "nils", as: world.admin)
        try await world.refusal(.conflict) { try await world.workspace.uninstall(plan, as: world.superAdmin) }
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        for operation in [
            { try await world.workspace.uninstall(plan, as: world.superAdmin) },
            { _ = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin) },
        ] as [() async throws -> Void] {
            try await world.refusal(.applicationDisabled, of: operation)
        }
    }

    @Test func `an authorization in the middle of a planned uninstallation makes the plan stale`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let plan = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        let otto = Principal.client("otto", account: "acme", role: .liveUser)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .uninstall }) {
            _ = try? await world.authorize("sheets", in: installation, as: otto)
        }
        let error = try await world.error { try await world.workspace.uninstall(plan, as: world.superAdmin) }
        #expect(error.code == .conflict)
        #expect(try await world.use("books", in: installation) == nil)
    }
}
