import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Authorizations under way while their person leaves: whichever comes first, nothing of theirs is left in use.
@Suite struct DepartureInterleavingTests {
    enum Leaving: String, CaseIterable { case deactivation, deletion }

    private func leave(_ leaving: Leaving, _ world: World) async throws {
        switch leaving {
        case .deactivation: try await world.workspace.deactivateUser("adam", as: world.superAdmin)
        case .deletion: try await world.workspace.deleteUser("adam", as: world.superAdmin)
        }
    }

    /// Nothing that the person authorized is in use, and a later return in time restores nothing that was under way.
    private func expectNothingInUse(_ world: World) async throws {
        let grants = try await world.observed.all(Grant.self).filter { $0.authorizedBy == "adam" }
        #expect(!grants.isEmpty && grants.allSatisfy { $0.status != .authorized })
    }

    @Test(arguments: Leaving.allCases)
    func `an authorization that ends between the look at the grants and the commit is found`(
        leaving: Leaving
    ) async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        world.store.interpose(
            .commit, matching: { $0.audit.contains { [.deactivateUser, .deleteUser].contains($0.action) } }
        ) {
            _ = try? await world.workspace.complete(try World.callback(pending), as: world.admin)
        }
        try await self.leave(leaving, world)
        #expect(world.provider.completeCalls == 1)
        try await self.expectNothingInUse(world)
        #expect(try await world.use("books", in: installation, for: world.maria).code != nil)
    }

    @Test(arguments: Leaving.allCases)
    func `a departure between the exchange of the code and its commit revokes what came of it`(
        leaving: Leaving
    ) async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        world.store.interpose(
            .commit, matching: { $0.audit.contains { $0.action == .authorize && $0.grant != nil } }
        ) {
            try? await self.leave(leaving, world)
        }
        #expect(
            await code { try await world.workspace.complete(try World.callback(pending), as: world.admin) }
                == .suspended)
        try await self.expectNothingInUse(world)
        try await world.system.maintenance.runOnce()
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test(arguments: Leaving.allCases)
    func `a departure between the beginning and the callback lets nothing come of it`(leaving: Leaving) async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let pending = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        try await self.leave(leaving, world)
        #expect(
            await code { try await world.workspace.complete(try World.callback(pending), as: world.admin) }
                == .suspended)
        try await self.expectNothingInUse(world)
    }

    @Test func `a beginning at the same time is refused`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .beginAuthorization }) {
            try? await self.leave(.deactivation, world)
        }
        #expect(
            await code { try await world.workspace.authorize("books", in: installation.id, as: world.admin) }
                == .suspended)
        #expect(try await world.observed.all(Attempt.self).isEmpty)
    }

    @Test(arguments: Leaving.allCases)
    func `a refresh under way when its person leaves hands nothing out`(leaving: Leaving) async throws {
        let world = World()
        let (_, books) = try await world.connectedBooks()
        world.time.advance(by: .seconds(3_601))
        let gate = Gate()
        world.provider.hold { await gate.pass() }
        async let refused = code { try await books.credential(at: world.sale, for: world.maria) }
        try await gate.waitForArrivals()
        try await self.leave(leaving, world)
        gate.open()
        #expect([.suspended, .notAuthorized].contains(await refused))
        // What the refresh brought is there on the return, or is revoked.
        if leaving == .deactivation {
            try await world.workspace.reactivateUser("adam", as: world.superAdmin)
            #expect(try token(try await books.credential(at: world.sale, for: world.maria)) == "Bearer access-2")
        } else {
            try await world.pass(.seconds(7_200))
            #expect(world.provider.revokedTokens.last == "refresh-2")
        }
    }

    @Test func `of two departures at the same time one is refused`() async throws {
        let world = World()
        _ = try await world.peopled()
        world.store.interpose(.commit, matching: { $0.audit.first?.action == .deactivateUser }) {
            try? await self.leave(.deactivation, world)
        }
        #expect(
            await code { try await world.workspace.deactivateUser("adam", as: world.superAdmin) } == .wrongState)
        #expect(try await world.observed.all(Duty.self).count == 1)
    }

    @Test func `a departure that is cut off on its last day goes on with what is left`() async throws {
        let world = World()
        _ = try await world.peopled()
        try await self.leave(.deactivation, world)
        world.time.advance(by: .seconds(30 * 86_400))
        world.store.failNext(.commit, skipping: 1, matching: { $0.audit.first?.action == .revoke })
        _ = try await world.system.maintenance.runOnce()
        #expect(try await world.observed.all(Grant.self).count { $0.status == .revoked } == 1)
        try await world.pass(.seconds(7_200))
        #expect(try await world.observed.all(Grant.self).count { $0.status == .revoked } == 2)
        #expect(world.provider.revokedTokens.count == 2)
        #expect(try await world.observed.all(Duty.self).isEmpty)
    }
}
