import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An upgrade beside whatever else may happen at the same time.
@Suite struct UpgradeInterleavingTests {
    let world = World()

    /// An installation, and the plan of its upgrade to release 2, where `books` needs more.
    private func planned() async throws -> (Installation, UpgradePlan) {
        let installation = try await self.world.installed([.bundled("books")])
        _ = try await self.world.share(
            try await self.world.release(2, [.bundled("books", scopes: ["read", "write"])]))
        return (
            installation,
            try await self.world.workspace.planUpgrade(of: installation.id, as: self.world.superAdmin)
        )
    }

    @Test func `of two upgrades one is done, and one is told that it was`() async throws {
        let world = self.world
        let (installation, plan) = try await self.planned()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .upgrade }) {
            _ = try? await world.workspace.upgrade(plan, as: world.superAdmin)
        }
        let error = try await world.error { try await world.workspace.upgrade(plan, as: world.superAdmin) }
        #expect(error.code == .wrongState && error.message.contains("release 2"))
        let stored = try await world.store.read(Installation.self, installation.id, in: "acme")
        #expect(stored?.releaseNumber == 2 && stored?.version == 2)
    }

    @Test func `of two upgrades to two releases the older never wins`() async throws {
        let world = self.world
        let (installation, plan) = try await self.planned()
        _ = try await world.share(try await world.release(3, [.bundled("books")]))
        let newer = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .upgrade }) {
            _ = try? await world.workspace.upgrade(newer, as: world.superAdmin)
        }
        let error = try await world.error { try await world.workspace.upgrade(plan, as: world.superAdmin) }
        #expect(error.code == .wrongState)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 3)
    }

    @Test func `an authorization that began before an upgrade completes after it, with consent pending`() async throws {
        let world = self.world
        let (installation, _) = try await self.planned()
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        let plan = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        try await world.workspace.upgrade(plan, as: world.superAdmin)
        let status = try await world.workspace.complete(try World.callback(pending), as: world.admin)
        #expect(status.isConnected && status.missingScopes == ["write"])
    }

    @Test func `an upgrade in the middle of an authorization's end is seen by it`() async throws {
        let world = self.world
        let (installation, plan) = try await self.planned()
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .authorize }) {
            _ = try? await world.workspace.upgrade(plan, as: world.superAdmin)
        }
        let status = try await world.workspace.complete(try World.callback(pending), as: world.admin)
        #expect(status.missingScopes == ["write"])
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 2)
        #expect(try await world.observed.all(Slot.self).count == 1)
    }

    @Test func `an authorization in the middle of an upgrade makes its plan stale`() async throws {
        let world = self.world
        let (installation, plan) = try await self.planned()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .upgrade }) {
            _ = try? await world.authorize("books", in: installation, as: world.admin)
        }
        let error = try await world.error { try await world.workspace.upgrade(plan, as: world.superAdmin) }
        #expect(error.code == .conflict)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 1)
        #expect(try await world.use("books", in: installation) == nil)
    }

    @Test func `an uninstallation in the middle of an upgrade ends all, what the upgrade would have made included`()
        async throws
    {
        let world = self.world
        let installation = try await world.installed([.bundled("books")])
        try await world.authorize("books", in: installation, as: world.admin)
        _ = try await world.share(try await world.release(2, [.bundled("books"), .bundled("fax")]))
        let plan = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .upgrade }) {
            try? await world.workspace.uninstall(installation.id, as: world.superAdmin)
        }
        let error = try await world.error { try await world.workspace.upgrade(plan, as: world.superAdmin) }
        #expect(error.code == .applicationDisabled)
        _ = try await world.system.maintenance.runOnce()
        #expect(try await world.observed.all(Connection.self).isEmpty)
    }

    @Test func `an upgrade in the middle of an uninstallation leaves nothing behind`() async throws {
        let world = self.world
        let installation = try await world.installed([.bundled("books")])
        _ = try await world.share(try await world.release(2, [.bundled("books"), .bundled("fax")]))
        let plan = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        let removal = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .uninstall }) {
            _ = try? await world.workspace.upgrade(plan, as: world.superAdmin)
            _ = try? await world.authorize("fax", in: installation, as: world.admin)
        }
        let error = try await world.error { try await world.workspace.uninstall(removal, as: world.superAdmin) }
        #expect(error.code == .conflict)
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        _ = try await world.system.maintenance.runOnce()
        #expect(try await world.observed.all(Connection.self).isEmpty)
        #expect(try await world.observed.all(Grant.self).allSatisfy { $0.status == .revoked })
    }

    @Test func `a revocation in the middle of an upgrade holds`() async throws {
        let world = self.world
        let (installation, _) = try await self.planned()
        try await world.authorize("books", in: installation, as: world.admin)
        let plan = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .upgrade }) {
            _ = try? await world.workspace.revoke("books", in: installation.id, as: world.admin)
        }
        try await world.workspace.upgrade(plan, as: world.superAdmin)
        #expect(try await world.use("books", in: installation) == .notAuthorized)
        #expect(try await world.grant(of: "books").status == .revoked)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 2)
    }

    @Test func `an upgrade in the middle of a revocation takes nothing back`() async throws {
        let world = self.world
        let (installation, _) = try await self.planned()
        try await world.authorize("books", in: installation, as: world.admin)
        let plan = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .revoke }) {
            _ = try? await world.workspace.upgrade(plan, as: world.superAdmin)
        }
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        #expect(try await world.use("books", in: installation) == .notAuthorized)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 2)
    }

    @Test func `a share that is withdrawn in the middle of an upgrade upgrades nothing`() async throws {
        let world = self.world
        let (installation, plan) = try await self.planned()
        guard case .share(let share) = plan.offer else { throw NothingThrown() }
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .upgrade }) {
            try? await world.withdraw(share)
        }
        let error = try await world.error { try await world.workspace.upgrade(plan, as: world.superAdmin) }
        #expect(error.code == .notFound)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 1)
    }

    @Test func `an authorization under way in stage outlives the promotion`() async throws {
        let world = self.world
        let installation = try await world.installed([.bundled("books")])
        try await world.workspace.addStage(to: installation.id, as: world.superAdmin)
        try await world.upgrade(installation, to: 2, [.bundled("books"), .bundled("fax")], in: .stage)
        let pending = try await world.workspace.authorize(
            "fax", in: installation.id, environment: .stage, as: world.admin)
        let plan = try await world.workspace.planPromotion(of: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .authorize }) {
            _ = try? await world.workspace.upgrade(plan, as: world.superAdmin)
        }
        #expect(try await world.workspace.complete(try World.callback(pending), as: world.admin).isConnected)
        #expect(try await world.store.read(Installation.self, installation.id, in: "acme")?.releaseNumber == 2)
        #expect(try await world.use("fax", in: installation, .stage) == nil)
        #expect(try await world.use("fax", in: installation) == .notAuthorized)
    }

    @Test func `a task that holds a connection sees the upgrade at its next call`() async throws {
        let world = self.world
        let installation = try await world.installed([.bundled("books")])
        try await world.workspace.addStage(to: installation.id, as: world.superAdmin)
        try await world.upgrade(installation, to: 2, [.bundled("fax", isShared: true)], in: .stage)
        try await world.authorize("fax", in: installation, .stage, as: world.admin)
        let task = try await world.runtime.connection("fax", in: .installed(installation.id, of: "acme"))
        #expect(await code { try await task.credential(at: world.sale, for: nil) } == .notFound)
        let plan = try await world.workspace.planPromotion(of: installation.id, as: world.superAdmin)
        try await world.workspace.upgrade(plan, as: world.superAdmin)
        #expect(await code { try await task.credential(at: world.sale, for: nil) } == nil)
    }
}
