import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// Who joins a flight that is under way, what that costs, and what is looked at again once it has landed.
@Suite(.timeLimit(.minutes(10))) struct JoiningTests {
    @Test func `who knows that the token has ended joins the flight and reads nothing but the revision`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        var callers = try await connected.callers(1, until: gate)
        let (records, revisions) = (connected.store.count(of: .record), connected.store.count(of: .revision))
        callers += (0..<100).map { _ in Task { try await connected.access() } }
        try await connected.waitForWaiters(101)
        #expect(connected.store.count(of: .record) == records)
        #expect(connected.store.count(of: .revision) == revisions + 100)
        gate.open()
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        // The flight looks at the tokens, the revision and the grant once, for all of them, and whether the keys still stand.
        #expect(connected.store.count(of: .record) - records <= 4)
        #expect(connected.store.count(of: .revision) == revisions + 102)
    }

    @Test func `a failed flight looks for a token that still lasts once, for all who waited`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .milliseconds(3_599_000))
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
        let gate = Gate()
        let callers = try await connected.callers(100, until: gate)
        let records = connected.store.count(of: .record)
        gate.open()
        for caller in callers { #expect(try await caller.value == "Bearer access-1") }
        #expect(connected.store.count(of: .record) - records <= 3)
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a call that starts after a revocation does not join the flight`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let callers = try await connected.callers(5, until: gate)
        try await connected.revoke()
        // The call is still held: nobody waits for it to be told.
        #expect(await connected.failure()?.code == .notAuthorized)
        #expect(connected.world.system.coordinator.board.waiterCount == 5)
        gate.open()
        for caller in callers { #expect(await code { try await caller.value } == .notAuthorized) }
    }

    @Test func `a connection that is disabled while callers wait serves none of them`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let callers = try await connected.callers(50, until: gate)
        try await connected.world.workspace.pauseConnection(
            "books", in: connected.installation.id, as: connected.world.admin)
        gate.open()
        for caller in callers { #expect(await code { try await caller.value } == .connectionDisabled) }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `another change in the account while callers wait costs them nothing but a look`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let callers = try await connected.callers(50, until: gate)
        try await connected.world.write { $0.insert(UserGuard(user: "somebody", account: "acme", status: .active)) }
        try await connected.changeGrant { $0.grantedScopes = ["read", "write"] }
        gate.open()
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        #expect(
            try await connected.books.credential(at: connected.world.sale, for: connected.world.maria).scopes
                == ["read", "write"])
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `who knows older tokens does not wait for the flight of newer ones that still serve`() async throws {
        let connected = try await ConnectedWorld()
        let other = connected.process()
        let books = try await connected.books(in: other)
        #expect(try await connected.access(through: books) == "Bearer access-1")
        connected.expire()
        #expect(try await connected.access() == "Bearer access-2")
        connected.time.advance(by: .seconds(2_700))
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        // Another connection of the same process begins a refresh ahead, which hangs.
        #expect(try await connected.access(through: try await connected.books(in: other)) == "Bearer access-2")
        try await gate.waitForArrivals()
        #expect(try await connected.access(through: books) == "Bearer access-2")
        gate.open()
        try await connected.waitForLanding(in: other)
        #expect(connected.provider.refreshCalls == 2)
    }

    @Test func `a refresh that hangs keeps nobody with another grant waiting`() async throws {
        let world = World()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        try await world.authorize("sheets", in: installation, as: world.maria)
        world.time.advance(by: .seconds(3_000))
        try await world.authorize("sheets", in: installation, as: world.nils)
        world.time.advance(by: .seconds(601))
        let sheets = try await world.runtime.connection("sheets", in: .installed(installation.id, of: "acme"))
        let gate = Gate()
        world.provider.hold { await gate.pass() }
        let waiting = Task { try token(try await sheets.credential(at: world.panel, for: world.maria)) }
        try await gate.waitForArrivals()
        for _ in 0..<100 {
            #expect(try token(try await sheets.credential(at: world.panel, for: world.nils)) == "Bearer access-2")
        }
        #expect(world.provider.refreshCalls == 1)
        gate.open()
        #expect(try await waiting.value == "Bearer access-3")
    }

    // MARK: - Replacing a refused credential

    @Test(arguments: [Duration.zero, .seconds(3_601)])
    func `callers with a refused token and callers without one make one call`(age: Duration) async throws {
        let connected = try await ConnectedWorld()
        let refused = try await connected.books.credential(at: connected.world.sale, for: connected.world.maria)
        connected.time.advance(by: age)
        let isEnded = age > .zero
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let callers = (0..<200).map { index in
            Task {
                guard index.isMultiple(of: 2) else { return try await connected.access() }
                return try token(
                    try await connected.books.credential(
                        replacing: refused, at: connected.world.sale, for: connected.world.maria))
            }
        }
        try await gate.waitForArrivals()
        // Whose token was not refused is served what still lasts.
        try await connected.waitForWaiters(isEnded ? 200 : 100)
        gate.open()
        for (index, caller) in callers.enumerated() {
            let access = try await caller.value
            if isEnded || index.isMultiple(of: 2) { #expect(access == "Bearer access-2") }
        }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a process that remembers the refused token gets the stored newer one without a call`() async throws {
        let connected = try await ConnectedWorld()
        let books = try await connected.books(in: connected.process())
        let refused = try await books.credential(at: connected.world.sale, for: connected.world.maria)
        _ = try await connected.books.credential(
            replacing: refused, at: connected.world.sale, for: connected.world.maria)
        #expect(connected.provider.refreshCalls == 1)
        let callers = (0..<100).map { _ in
            Task {
                try token(
                    try await books.credential(
                        replacing: refused, at: connected.world.sale, for: connected.world.maria))
            }
        }
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
    }
}
