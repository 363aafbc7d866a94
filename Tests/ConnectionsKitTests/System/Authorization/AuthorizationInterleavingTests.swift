import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Testing

/// Operations on authorizations at the same time, in every order.
@Suite struct AuthorizationInterleavingTests {
    /// The next commit that writes a grant.
    static let writesGrant: @Sendable (ChangeSet) -> Bool = { changes in
        changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
    }

    @Test func `of two switches at once the later completion stands, and the other is revoked`() async throws {
        let world = World()
        let (installation, books) = try await world.connectedBooks()
        let first = try await world.workspace.switchAuthorization(of: "books", in: installation.id, as: world.admin)
        let second = try await world.workspace.switchAuthorization(
            of: "books", in: installation.id, as: world.superAdmin)
        world.store.interpose(.commit, matching: Self.writesGrant) {
            _ = try? await world.workspace.complete(try World.callback(second), as: world.superAdmin)
        }
        let status = try await world.workspace.complete(try World.callback(first), as: world.admin)
        #expect(status.isConnected && status.authorizedBy == "adam")
        let grants = try await world.observed.all(Grant.self)
        #expect(grants.count == 3 && grants.count { $0.status == .superseded } == 2)
        #expect(
            try await world.grant(at: grants[0].connection, in: .production, account: "acme")?.authorizedBy == "adam")
        _ = try await books.credential(at: world.sale, for: nil)
        #expect(try await world.isTidy())
    }

    @Test func `a switch that begins while the authorization is revoked finds nothing to switch`() async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        world.store.interpose(.commit) {
            _ = try? await world.workspace.revoke("books", in: installation.id, as: world.superAdmin)
        }
        let error = try await world.error {
            try await world.workspace.switchAuthorization(of: "books", in: installation.id, as: world.admin)
        }
        #expect(error.code == .notAuthorized)
        #expect(try await world.observed.all(Attempt.self).allSatisfy { $0.status == .consumed })
    }

    @Test func `a switch that completes while the old authorization is revoked stands`() async throws {
        let world = World()
        let (installation, books) = try await world.connectedBooks()
        let old = try await world.grant(of: "books")
        let pending = try await world.workspace.switchAuthorization(of: "books", in: installation.id, as: world.admin)
        world.store.interpose(.commit, matching: Self.writesGrant) {
            _ = try? await world.workspace.revoke("books", in: installation.id, as: world.superAdmin)
        }
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        #expect(try await world.stored(old.id).status == .revoked)
        #expect(try token(try await books.credential(at: world.sale, for: nil)) == "Bearer access-2")
        #expect(try await world.isTidy())
    }

    @Test func `an authorization that is revoked while it is reused is not reused`() async throws {
        let world = World()
        let (installation, grant) = try await world.twoBooks()
        world.store.interpose(.commit) {
            _ = try? await world.workspace.revoke("books", in: installation.id, as: world.superAdmin)
        }
        let error = try await world.error {
            try await world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: world.admin)
        }
        #expect(error.code == .invalidInput && error.field == "grant")
        #expect(try await world.observed.all(Slot.self).count == 1)
        #expect(try await world.isTidy())
    }

    @Test func `a revocation that is overtaken by a reuse says so`() async throws {
        let world = World()
        let (installation, grant) = try await world.twoBooks()
        world.store.interpose(.commit) {
            _ = try? await world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: world.admin)
        }
        let report = try await world.workspace.revoke("books", in: installation.id, as: world.superAdmin)
        #expect(report.alsoStopped.count == 1)
        #expect(try await world.observed.all(Slot.self).count == 2)
        #expect(try await world.isTidy())
    }

    /// Which of the two is between the look and the commit of the other.
    @Test(arguments: [true, false])
    func `the other connection is deleted while its authorization is reused`(deletionIsInside: Bool) async throws {
        let world = World()
        let source = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        let target = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        try await world.test(source.id)
        let grant = try #require(try await world.grant(at: source.id, in: .development))
        let delete: @Sendable () async -> Void = {
            try? await world.console.delete(source.id, as: world.developer)
        }
        let reuse: @Sendable () async -> Void = {
            _ = try? await world.console.reuseAuthorization(
                grant.id, for: target.id, in: .development, as: world.developer)
        }
        world.store.interpose(.commit, .before, deletionIsInside ? delete : reuse)
        await (deletionIsInside ? reuse : delete)()
        let slot = try await world.grant(at: target.id, in: .development)
        #expect(slot?.status == (deletionIsInside ? nil : .authorized))
        #expect(try await world.store.read(Connection.self, source.id, in: "maker") == nil)
        #expect(try await world.isTidy())
    }

    @Test func `the connection itself is deleted while it gets an authorization`() async throws {
        let world = World()
        let source = try await world.definition()
        let target = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        try await world.test(source.id)
        let grant = try #require(try await world.grant(at: source.id, in: .development))
        world.store.interpose(.commit) { try? await world.console.delete(target.id, as: world.developer) }
        let error = try await world.error {
            try await world.console.reuseAuthorization(
                grant.id, for: target.id, in: .development, as: world.developer)
        }
        #expect(error.code == .notFound)
        #expect(try await world.observed.all(Slot.self).count == 1)
    }

    @Test func `the application of the other connection is uninstalled while its authorization is reused`() async throws
    {
        let world = World()
        let (installation, grant) = try await world.twoBooks()
        world.store.interpose(.commit) {
            try? await world.workspace.uninstall(installation.id, as: world.superAdmin)
        }
        let error = try await world.error {
            try await world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: world.admin)
        }
        #expect([.notFound, .applicationDisabled].contains(error.code))
        _ = try await world.system.maintenance.runOnce()
        #expect(try await world.stored(grant.id).status == .revoked)
    }

    @Test func `the application from which an authorization is taken for another is uninstalled meanwhile`()
        async throws
    {
        let world = World()
        let (installation, grant) = try await world.twoBooks()
        var other = installation
        other.id = .fixture(77)
        other.application = "other"
        other.version = 0
        let source = try #require(try await world.store.read(Connection.self, grant.connection, in: "acme"))
        var target = source
        target.id = .fixture(78)
        target.origin = .installed(other.id, source: .fixture(79))
        target.application = "other"
        target.version = 0
        let (second, connection) = (other, target)
        try await world.write {
            $0.insert(second)
            $0.insert(connection)
        }
        world.store.interpose(.commit) {
            try? await world.workspace.uninstall(installation.id, as: world.superAdmin)
        }
        let error = try await world.error {
            try await world.workspace.reuseAuthorization(grant.id, for: "books", in: other.id, as: world.admin)
        }
        #expect(error.code == .notFound)
        #expect(try await world.observed.all(Slot.self).count == 1)
    }

    enum Step: CaseIterable {
        case authorize, authorizeSpare, switchTo, reuse, reuseInStage, revoke, revokeSpare, share, separate, delete
        case rename
    }

    /// What a step is refused with, at most.
    static let expected: [ConnectionError.Code] = [
        .notAuthorized, .notFound, .invalidInput, .conflict, .wrongState,
    ]

    private static func perform(
        _ step: Step, _ books: Connection.ID, _ spare: Connection.ID, in world: World
    ) async throws {
        let console = world.console
        let person = world.developer
        func other() async throws -> Grant.ID? {
            try await console.reusableAuthorizations(for: books, in: .development, as: person).first?.id
        }
        switch step {
        case .authorize: try await world.test(books)
        case .authorizeSpare: try await world.test(spare, in: .stage)
        case .switchTo:
            guard let grant = try await other() else { return }
            try await console.switchAuthorization(of: books, in: .development, to: grant, as: person)
        case .reuse, .reuseInStage:
            guard let grant = try await other() else { return }
            try await console.reuseAuthorization(
                grant, for: books, in: step == .reuse ? .development : .stage, as: person)
        case .revoke: try await console.revoke(books, in: .development, as: person)
        case .revokeSpare: try await console.revoke(spare, in: .stage, as: person)
        case .share, .separate:
            let plan = try await console.planSharing(
                of: books, shared: step == .share, keeping: .development, as: person)
            try await console.changeSharing(plan, as: person)
        case .delete: try await console.delete(spare, as: person)
        case .rename: try await console.renameAccount(of: books, in: .development, to: "Ledger", as: person)
        }
    }

    @Test(arguments: 0..<150 as Range<UInt64>)
    func `in every order each grant in use serves a slot, and each other one is revoked once`(
        seed: UInt64
    ) async throws {
        let turns = TurnStore(InMemoryConnectionStore(), seed: seed)
        let world = World(store: turns)
        let books = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        let spare = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        try await world.test(spare.id)
        var random = SeededGenerator(seed: seed)
        let scripts: [[Step]] = (0..<3).map { _ in
            (0..<5).map { _ in
                let step = Step.allCases.randomElement(using: &random) ?? .reuse
                // Deleting ends the history, so it is rare.
                return step == .delete && Int.random(in: 0..<4, using: &random) > 0 ? .reuse : step
            }
        }
        await turns.play(
            scripts.map { script in
                {
                    for step in script {
                        do {
                            try await Self.perform(step, books.id, spare.id, in: world)
                        } catch let error as ConnectionError {
                            #expect(Self.expected.contains(error.code), "\(step): \(error)")
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            })
        #expect(try await world.isTidy())
        let slots = try await world.observed.all(Slot.self)
        let connections = try await world.observed.all(Connection.self)
        for slot in slots {
            let connection = try #require(connections.first { $0.id == slot.id.connection }, "\(slot)")
            #expect((slot.id.environment == nil) == connection.sharesAuthorization, "\(slot)")
        }
        #expect(slots.count == Set(slots.map(\.id)).count)
        #expect(try await world.observed.all(Grant.self).count == world.provider.completeCalls)
        try await world.system.verifyAuditTrail(of: "maker")
    }
}
