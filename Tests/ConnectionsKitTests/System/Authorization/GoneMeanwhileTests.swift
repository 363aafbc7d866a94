import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What happens to a grant that arrives when the person, the installation or the connection is gone.
@Suite struct GoneMeanwhileTests {
    let world = World()

    /// What goes while the code is being spent.
    enum Leaver: CaseIterable {
        case deactivated, deleted, uninstalled, disabled, licence
    }

    private func make(_ leaver: Leaver, in installation: Installation) async throws {
        switch leaver {
        case .deactivated, .deleted:
            let status: UserGuard.Status =
                leaver == .deleted ? .deleted : .deactivated(until: self.world.time.now + .seconds(30 * 86_400))
            try await self.world.write { $0.put(UserGuard(user: "adam", account: "acme", status: status)) }
        case .uninstalled:
            try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        case .disabled, .licence:
            var changed = installation
            if leaver == .disabled { changed.status = .disabled } else { changed.licence = .trial(until: .fixture) }
            let next = changed
            try await self.world.write { $0.update(next) }
        }
    }

    private func expectDiscarded() async throws {
        let grants = try await self.world.observed.all(Grant.self)
        #expect(grants.map(\.status) == [.revoked] && grants.first?.revocation == .pending)
        #expect(try await self.world.observed.all(Slot.self).isEmpty)
        let trail = try await self.world.trail(of: "acme").filter { $0.entry.action == .authorize }
        #expect(trail.count == 1 && trail.first?.entry.outcome != .allowed)
        let carrying = self.world.observed.commits.first { changes in
            changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
        }
        #expect(carrying?.audit.map(\.action) == [.authorize])
        _ = try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
        #expect(try await self.world.observed.all(TokenState.self).isEmpty)
        #expect(try await self.world.observed.all(Grant.self).first?.revocation == .confirmed(self.world.time.now))
    }

    @Test(arguments: Leaver.allCases)
    func `who has gone between beginning and callback leaves nothing behind`(leaver: Leaver) async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let pending = try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
        try await self.make(leaver, in: installation)
        let error = try await self.world.error {
            try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        }
        #expect([.suspended, .applicationDisabled].contains(error.code) && !error.remedy.isEmpty)
        try await self.expectDiscarded()
    }

    @Test(arguments: Leaver.allCases)
    func `who goes while the grant is being stored leaves nothing behind`(leaver: Leaver) async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let pending = try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
        self.world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
            }
        ) {
            try? await self.make(leaver, in: installation)
        }
        let error = try await self.world.error {
            try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        }
        #expect([.suspended, .applicationDisabled].contains(error.code))
        try await self.expectDiscarded()
    }

    @Test func `a grant of a connection that was deleted meanwhile is revoked`() async throws {
        let world = self.world
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
            }
        ) {
            try? await world.console.delete(books.id, as: world.developer)
        }
        let error = try await world.error {
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        #expect(error.code == .notFound)
        #expect(try await world.grant(of: books.id).status == .revoked)
        _ = try await world.system.maintenance.runOnce()
        #expect(world.provider.revokedTokens == ["refresh-1"])
    }

    @Test func `a caller that is cancelled after its code was spent loses nothing`() async throws {
        let world = self.world
        let books = try await world.definition()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        let task = Task {
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        world.store.interpose(
            .commit, .before,
            matching: { changes in
                changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
            }
        ) { task.cancel() }
        _ = try? await task.value
        #expect(world.provider.completeCalls == 1)
        let status = try await world.console.status(of: books.id, in: .development, as: world.developer)
        #expect(status.isConnected)
    }

    @Test func `nobody who is gone begins`() async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        for status in [UserGuard.Status.deactivated(until: self.world.time.now + .seconds(1)), .deleted] {
            let known = try await self.world.store.read(UserGuard.self, "adam", in: "acme")
            var guardian = known ?? UserGuard(user: "adam", account: "acme", status: status)
            guardian.status = status
            let next = guardian
            try await self.world.write { $0.put(next) }
            try await self.world.refusal(.suspended) {
                try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
            }
        }
    }
}
