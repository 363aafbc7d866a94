import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// An installed and authorized admin connection, with a look behind the façade: its tokens, its grant, other processes.
struct ConnectedWorld: Sendable {
    let world: World
    let installation: Installation
    let books: TaskConnection
    let grant: Grant.ID

    var time: ManualTimeSource { self.world.time }
    var store: FaultingStore { self.world.store }
    var provider: ScriptedProvider { self.world.provider }
    var target: RefreshTarget { RefreshTarget(grant: self.grant, account: "acme") }

    init(settings: (inout RefreshSettings) -> Void = { _ in }) async throws {
        self.world = World { settings(&$0.refresh) }
        (self.installation, self.books) = try await self.world.connectedBooks()
        self.grant = try await self.books.credential(at: self.world.sale, for: self.world.maria).grant
    }

    /// One whose access token has run out.
    static func expired(settings: (inout RefreshSettings) -> Void = { _ in }) async throws -> ConnectedWorld {
        let connected = try await ConnectedWorld(settings: settings)
        connected.expire()
        return connected
    }

    /// Lets an access token run out.
    func expire() { self.time.advance(by: .seconds(3_601)) }

    /// The access token that a task gets.
    func access(minimumValidity: Duration = .zero) async throws -> String {
        try await self.access(through: self.books, minimumValidity: minimumValidity)
    }

    func access(through books: TaskConnection, minimumValidity: Duration = .zero) async throws -> String {
        try token(
            try await books.credential(
                at: self.world.sale, for: self.world.maria, minimumValidity: minimumValidity))
    }

    /// The error that a task gets instead of an access token.
    func failure(
        through books: TaskConnection? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async -> ConnectionError? {
        do {
            let access = try await self.access(through: books ?? self.books)
            Issue.record("got \(access)", sourceLocation: sourceLocation)
            return nil
        } catch {
            return error as? ConnectionError
        }
    }

    /// The tokens as they are stored.
    func tokens() async throws -> TokenState {
        try #require(try await self.store.read(TokenState.self, self.grant, in: "acme"))
    }

    /// The grant as it is stored.
    func storedGrant() async throws -> Grant {
        try #require(try await self.store.read(Grant.self, self.grant, in: "acme"))
    }

    /// Changes the stored grant, as an operation does.
    func changeGrant(_ change: (inout Grant) -> Void) async throws {
        var grant = try await self.storedGrant()
        change(&grant)
        var changes = ChangeSet()
        changes.update(grant)
        try await self.store.commit(changes, with: self.world.sealer)
    }

    /// Writes the data keys anew, so that every process unwraps them again.
    func rewrapDataKeys() async throws {
        var changes = ChangeSet()
        for key in try await self.world.dataKeys(of: "acme") { changes.update(key) }
        try await self.store.commit(changes, with: self.world.sealer)
    }

    /// Takes a step in the refresh of the tokens, as another process does.
    func take(_ step: RefreshStep) async throws {
        var changes = ChangeSet()
        changes.refresh(self.grant, in: "acme", step)
        try await self.store.commit(changes, with: self.world.sealer)
    }

    /// Another process: a system of its own, over the same records unless a store is given.
    func process(
        store: (any ConnectionStore)? = nil, sealer: (any SecretSealer)? = nil, time: ManualTimeSource? = nil,
        seed: UInt64 = 43,
        settings: (inout RefreshSettings) -> Void = { _ in }
    ) -> ConnectionSystem {
        var configuration = ConnectionSystem.Configuration()
        settings(&configuration.refresh)
        return ConnectionSystem(
            store: store ?? self.store, catalogue: World.catalogue, sealer: sealer ?? self.world.sealer,
            providers: [self.provider, .apiKey, .basic], time: (time ?? self.time).source,
            random: .seeded(seed),
            configuration: configuration)
    }

    /// The connection as a task of another process uses it.
    func books(in system: ConnectionSystem) async throws -> TaskConnection {
        try await ConnectionRuntime(system).connection(
            "books", in: .installed(self.installation.id, of: self.installation.account))
    }

    func revoke() async throws {
        try await self.world.workspace.revoke("books", in: self.installation.id, as: self.world.admin)
    }

    /// Lets `duration` pass in steps, each when somebody is asleep.
    func pass(_ duration: Duration, by step: Duration) async throws {
        var passed = Duration.zero
        while passed < duration {
            try await self.time.waitForSleepers()
            self.time.advance(by: step)
            passed += step
        }
    }

    /// So many tasks that ask for a credential, all of them waiting for one held call.
    func callers(_ count: Int, until gate: Gate) async throws -> [Task<String, any Error>] {
        self.provider.hold { await gate.pass() }
        let callers = (0..<count).map { _ in Task { try await self.access() } }
        try await gate.waitForArrivals()
        try await self.waitForWaiters(count)
        return callers
    }

    /// Waits until so many callers of `system` wait for flights.
    func waitForWaiters(_ count: Int, in system: ConnectionSystem? = nil) async throws {
        let board = (system ?? self.world.system).coordinator.board
        try await wait { board.waiterCount >= count }
    }

    /// Waits until `system` has no flight.
    func waitForLanding(in system: ConnectionSystem? = nil) async throws {
        let board = (system ?? self.world.system).coordinator.board
        try await wait { board.count == 0 }
    }
}

/// The kinds of refresh steps, to choose commits by.
enum StepKind: String, Sendable, CaseIterable {
    case acquire, intend, succeed, fail, release, postpone

    func matches(_ changes: ChangeSet) -> Bool {
        changes.changes.contains { change in
            guard case .refresh(_, let step) = change.action else { return false }
            switch step {
            case .acquire: return self == .acquire
            case .intend: return self == .intend
            case .succeed: return self == .succeed
            case .fail: return self == .fail
            case .release: return self == .release
            case .postpone: return self == .postpone
            }
        }
    }
}
