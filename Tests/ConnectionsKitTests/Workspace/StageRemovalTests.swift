import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct StageRemovalTests {
    let world = World()

    /// An installation whose connections are authorized in both environments; `shared` has one authorization for both.
    private func authorized() async throws -> Installation {
        let installation = try await self.world.installed([
            .bundled("books"), .bundled("shared", isShared: true),
            .bundled("sheets", to: World.sheets, kind: .loggedInUser),
        ])
        try await self.world.workspace.addStage(to: installation.id, as: self.world.superAdmin)
        for environment in [LiveEnvironment.production, .stage] {
            try await self.world.authorize("books", in: installation, environment, as: self.world.admin)
            try await self.world.authorize("sheets", in: installation, environment, as: self.world.maria)
        }
        try await self.world.authorize("shared", in: installation, .stage, as: self.world.admin)
        return installation
    }

    @Test func `it revokes what was made for stage, and touches nothing else`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let task = try await world.runtime.connection("books", in: .installed(installation.id, of: "acme", .stage))
        _ = try await task.credential(at: world.sale, for: world.maria)
        let plan = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        #expect(plan.effects.revoked.map(\.name) == ["Books", "Sheets"])
        #expect(plan.effects.revoked.allSatisfy { $0.environment == .stage })
        let removed = try await world.workspace.removeStage(plan, as: world.superAdmin)
        #expect(removed.environments == [.production])
        #expect(await code { try await task.credential(at: world.sale, for: world.maria) } == .applicationDisabled)
        try await world.refusal(.applicationDisabled) {
            try await world.workspace.authorize("books", in: installation.id, environment: .stage, as: world.admin)
        }
        for name in ["books", "shared", "sheets"] { #expect(try await world.use(name, in: installation) == nil) }
        #expect(try await world.observed.all(Slot.self).allSatisfy { $0.id.environment != .stage })
        #expect(try await world.observed.all(Grant.self).count { $0.status == .revoked } == 2)
        let entries = try await world.trail(of: "acme").suffix(3).map(\.entry)
        #expect(entries.map(\.action) == [.manageEnvironments, .revoke, .revoke])
        _ = try await world.system.maintenance.runOnce()
        #expect(world.provider.revokedTokens.count == 2)
        // A stage that is added again is empty.
        try await world.workspace.addStage(to: installation.id, as: world.superAdmin)
        #expect(await code { try await task.credential(at: world.sale, for: world.maria) } == .notAuthorized)
    }

    @Test func `a grant that production uses too goes on`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let books = try await world.installedConnection("books", in: installation)
        let production = try #require(
            try await world.store.read(Slot.self, books.slot(in: .production, user: nil), in: "acme"))
        var stage = try #require(try await world.store.read(Slot.self, books.slot(in: .stage, user: nil), in: "acme"))
        stage.grant = production.grant
        let pointing = stage
        try await world.write { $0.update(pointing) }
        let plan = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        #expect(plan.effects.revoked.map(\.name) == ["Sheets"] && plan.effects.warnings.count == 1)
        try await world.workspace.removeStage(plan, as: world.superAdmin)
        #expect(try await world.use("books", in: installation) == nil)
    }

    @Test func `a stage that tries out another release stays`() async throws {
        let installation = try await self.authorized()
        let plan = try await self.world.workspace.planStageRemoval(
            from: installation.id, as: self.world.superAdmin)
        try await self.world.upgrade(installation, to: 2, [.bundled("books")], in: .stage)
        for operation in [
            { _ = try await self.world.workspace.planStageRemoval(from: installation.id, as: self.world.superAdmin) },
            { _ = try await self.world.workspace.removeStage(plan, as: self.world.superAdmin) },
        ] as [() async throws -> Void] {
            let error = try await self.world.refusal(.wrongState, of: operation)
            #expect(error.remedy.contains("Upgrade production to release 2"))
        }
    }

    @Test func `only a super admin adds and removes it, and a stale plan is a conflict`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let plan = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        for person in [world.admin, world.maria] {
            try await world.refusal(.denied) {
                try await world.workspace.addStage(to: installation.id, as: person)
            }
            try await world.refusal(.denied) {
                try await world.workspace.planStageRemoval(from: installation.id, as: person)
            }
            try await world.refusal(.denied) { try await world.workspace.removeStage(plan, as: person) }
        }
        try await world.authorize("sheets", in: installation, .stage, as: world.nils)
        try await world.refusal(.conflict) { try await world.workspace.removeStage(plan, as: world.superAdmin) }
        #expect(try await world.use("books", in: installation, .stage) == nil)
    }

    @Test func `an authorization that comes between the look and the removal is not left behind`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let plan = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .manageEnvironments }) {
            _ = try? await world.authorize("sheets", in: installation, .stage, as: world.nils)
        }
        let error = try await world.error { try await world.workspace.removeStage(plan, as: world.superAdmin) }
        #expect(error.code == .conflict)
        let again = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        #expect(again.effects.revoked.count == 3)
        try await world.workspace.removeStage(again, as: world.superAdmin)
        #expect(try await world.observed.all(Slot.self).allSatisfy { $0.id.environment != .stage })
    }

    @Test func `an authorization under way in stage ends with it, and leaves nothing at the service`() async throws {
        let world = self.world
        let installation = try await self.authorized()
        let pending = try await world.workspace.authorize(
            "sheets", in: installation.id, environment: .stage, as: world.nils)
        let plan = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        try await world.workspace.removeStage(plan, as: world.superAdmin)
        let error = try await world.error {
            try await world.workspace.complete(try World.callback(pending), as: world.nils)
        }
        #expect(error.code == .applicationDisabled)
        #expect(try await world.observed.all(Slot.self).allSatisfy { $0.id.user != "nils" })
        let late = try #require(try await world.observed.all(Grant.self).first { $0.user == "nils" })
        #expect(late.status == .revoked && late.revocation == .pending)
    }
}
