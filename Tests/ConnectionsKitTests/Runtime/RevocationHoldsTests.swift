import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// What has been taken away is not handed out to any call that starts later, here or in another process.
@Suite(.timeLimit(.minutes(10))) struct RevocationHoldsTests {
    enum Removal: String, Sendable, CaseIterable, CustomTestStringConvertible {
        case revoke, uninstall, suspend, condemn
        var testDescription: String { self.rawValue }

        func take(from connected: ConnectedWorld) async throws {
            switch self {
            case .revoke: try await connected.revoke()
            case .uninstall:
                try await connected.world.workspace.uninstall(
                    connected.installation.id, as: connected.world.superAdmin)
            case .suspend:
                let until = connected.time.now + .seconds(1_000)
                try await connected.changeGrant { $0.status = .suspended(until: until) }
            case .condemn:
                try await connected.changeGrant { $0.status = .needsReauthorization(.clientRetired) }
            }
        }

        var code: ConnectionError.Code {
            switch self {
            case .revoke: .notAuthorized
            case .uninstall: .applicationDisabled
            case .suspend: .suspended
            case .condemn: .needsReauthorization
            }
        }
    }

    @Test(arguments: Removal.allCases)
    func `no cache survives, in this process or another`(_ removal: Removal) async throws {
        let connected = try await ConnectedWorld()
        let otherBooks = try await connected.books(in: connected.process())
        let later = try await connected.books(in: connected.world.system)
        for books in [connected.books, otherBooks] {
            #expect(try await connected.access(through: books) == "Bearer access-1")
        }
        try await removal.take(from: connected)
        for books in [connected.books, otherBooks, later] {
            #expect(await connected.failure(through: books)?.code == removal.code)
        }
        // Nor is anything refreshed for it when that would be due.
        connected.time.advance(by: .seconds(900))
        #expect(await connected.failure()?.code == removal.code)
        connected.time.advance(by: .seconds(2_700))
        _ = await connected.failure()
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test(arguments: Removal.allCases)
    func `a refused credential is not replaced afterwards`(_ removal: Removal) async throws {
        let connected = try await ConnectedWorld()
        let refused = try await connected.books.credential(at: connected.world.sale, for: connected.world.maria)
        try await removal.take(from: connected)
        #expect(
            await code {
                try await connected.books.credential(
                    replacing: refused, at: connected.world.sale, for: connected.world.maria)
            } == removal.code)
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test(arguments: Removal.allCases)
    func `under a storm of calls none that starts later gets a credential`(_ removal: Removal) async throws {
        let connected = try await ConnectedWorld()
        let otherBooks = try await connected.books(in: connected.process())
        let isTaken = Counter()
        let served = Counter()
        let leaked = Counter()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for index in 0..<8 {
                let books = index.isMultiple(of: 2) ? connected.books : otherBooks
                group.addTask {
                    var refusals = 0
                    while refusals < 50 {
                        let startsLater = isTaken.value > 0
                        if (try? await connected.access(through: books)) != nil {
                            served.add()
                            if startsLater { leaked.add() }
                        } else {
                            refusals += 1
                        }
                        try Task.checkCancellation()
                        await Task.yield()
                    }
                }
            }
            group.addTask {
                try await wait { served.value > 200 }
                try await removal.take(from: connected)
                isTaken.add()
            }
            try await group.waitForAll()
        }
        #expect(served.value > 200)
        #expect(leaked.value == 0)
    }

    @Test func `a call that waits for a refresh while its connection is revoked gets nothing, whoever begins`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let callers = (0..<20).map { _ in Task { try await connected.access() } }
        try await gate.waitForArrivals()
        try await connected.waitForWaiters(20)
        try await connected.revoke()
        gate.open()
        for caller in callers { #expect(await code { try await caller.value } == .notAuthorized) }
    }

    @Test func `a disabled connection serves its application no more, at once`() async throws {
        let world = World()
        try await world.console.registerApplication("estate", name: "Estate", as: world.owner)
        let connection = try await world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: world.developer)
        try await world.console.enable(connection.id, for: "estate", as: world.developer)
        let pending = try await world.console.authorize(connection.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        let context = TaskContext.console("estate", of: "maker", .development)
        let here = try await world.runtime.connection("books", in: context)
        let there = try await ConnectionRuntime(world.otherProcess()).connection("books", in: context)
        for task in [here, there] {
            #expect(try token(try await task.credential(at: world.sale, for: world.developer)) == "Bearer access-1")
        }
        try await world.console.disable(connection.id, for: "estate", as: world.developer)
        for task in [here, there] {
            #expect(await code { try await task.credential(at: world.sale, for: world.developer) } == .notEnabled)
        }
    }

    @Test func `a new authorization serves its own tokens at once, here and elsewhere`() async throws {
        let connected = try await ConnectedWorld()
        let otherBooks = try await connected.books(in: connected.process())
        #expect(try await connected.access(through: otherBooks) == "Bearer access-1")
        try await connected.world.authorize("books", in: connected.installation, as: connected.world.admin)
        #expect(try await connected.access() == "Bearer access-2")
        #expect(try await connected.access(through: otherBooks) == "Bearer access-2")
    }
}
