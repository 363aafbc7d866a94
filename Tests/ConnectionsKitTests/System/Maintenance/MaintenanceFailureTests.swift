import ConnectionsKit
import ConnectionsKitTesting
import Synchronization
import Testing

@Suite(.timeLimit(.minutes(10))) struct MaintenanceFailureTests {
    @Test(arguments: 0..<3) func `a kind of work that cannot be read keeps no other from being done`(
        unreadable: Int
    ) async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        try await world.authorize("books", in: installation, as: world.admin)
        _ = try await world.workspace.authorize("books", in: installation.id, as: world.admin)
        world.time.advance(by: .seconds(90 + 3_600))
        world.store.failNext(.due, with: StoreError(.corrupt, "damaged"), skipping: unreadable)
        let error = try await world.error { try await world.system.maintenance.runOnce() }
        #expect(error.code == .corrupt)
        #expect(try await world.observed.all(Attempt.self).isEmpty == (unreadable != 0))
        #expect(world.provider.revokedTokens.isEmpty == (unreadable == 1))
        #expect(world.provider.refreshCalls == (unreadable == 2 ? 0 : 1))
    }

    @Test func `the host is told what a round could not read`() async throws {
        let world = World()
        world.store.failNext(.due)
        let told = Failures()
        let task = Task { await world.system.maintenance.run { told.append($0.code) } }
        try await world.time.waitForSleepers()
        task.cancel()
        await task.value
        #expect(told.codes == [.unavailable])
    }

    @Test func `a call to a service that never answers ends at its limit, and is made again`() async throws {
        let provider = SilentProvider()
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        let system = ConnectionSystem(
            store: world.store, catalogue: World.catalogue, sealer: world.sealer, providers: [provider],
            time: world.time.source, random: .seeded(44))
        let round = Task { try await system.maintenance.runOnce() }
        try await world.time.waitForSleepers()
        world.time.advance(by: .seconds(25))
        #expect(try await round.value.dutiesPostponed == 1)
        provider.open()
        #expect(try await world.grant(of: "books").revocation == .pending)
        world.time.advance(by: .seconds(3_600))
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
    }

    @Test func `a sweep is audited for each grant, and leaves neither connections nor slots`() async throws {
        let world = World()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        for person in [world.maria, world.nils] { try await world.authorize("sheets", in: installation, as: person) }
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        let before = try await world.trail(of: "acme").count
        #expect(try await world.system.maintenance.runOnce().dutiesDone == 1)
        let entries = try await world.trail(of: "acme").dropFirst(before).map(\.entry)
        let grants = try await world.observed.all(Grant.self)
        let (revoked, removed) = (entries.filter { $0.action == .revoke }, entries.filter { $0.action == .uninstall })
        #expect(grants.count == 2 && Set(revoked.map(\.grant)) == Set(grants.map(\.id)))
        #expect(revoked.count == 2 && removed.count == 1 && entries.allSatisfy { $0.actor == .system })
        #expect(removed.first?.connection == grants.first?.connection)
        #expect(removed.first?.subject == "installation:\(installation.id)" && entries.count == 3)
        #expect(try await world.observed.all(Slot.self).isEmpty)
        #expect(try await world.observed.all(Connection.self).allSatisfy { $0.account == "maker" })
        _ = try await world.system.maintenance.runOnce()
        #expect(Set(world.provider.revokedTokens) == ["refresh-1", "refresh-2"])
    }
}

/// What the host was told.
private final class Failures: Sendable {
    private let state = Mutex<[ConnectionError.Code]>([])

    var codes: [ConnectionError.Code] { self.state.withLock { $0 } }
    func append(_ code: ConnectionError.Code) { self.state.withLock { $0.append(code) } }
}

/// A provider whose revocations are not answered before it is opened.
private final class SilentProvider: CredentialProvider, Sendable {
    private let gate = Gate()
    private let inner = ScriptedProvider()

    var method: AuthenticationMethod { .oauth2 }

    func open() { self.gate.open() }

    func begin(_ request: AuthorizationRequest) throws(CredentialError) -> AuthorizationStart {
        try self.inner.begin(request)
    }

    func complete(_ exchange: AuthorizationExchange) async throws(CredentialError) -> ObtainedCredential {
        try await self.inner.complete(exchange)
    }

    func refresh(_ request: RefreshRequest) async throws(CredentialError) -> ObtainedCredential {
        try await self.inner.refresh(request)
    }

    func revoke(_ request: RevocationRequest) async throws(CredentialError) -> Bool {
        await self.gate.pass()
        return true
    }
}
