import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitSQLite
import Foundation

@main
enum Benchmarks {
    static func main() async throws { try await self.run() }

    // Apart from `main`, which is the main actor's.
    private nonisolated static func run() async throws {
        let floor = DecisionFloor()
        let facts = Array(0..<10)
        let users = (0..<64).map { "user-\($0)" }
        var count = 0
        var turn = 0
        let decisionFloor = await nanoseconds(each: 100_000) {
            turn &+= 1
            if floor.decide(users[turn & 63], facts) { count += 1 }
        }
        guard count > 0 else { return }
        try await self.decisions(floor: decisionFloor)
        try await self.credentials(InMemoryConnectionStore.init(time:), "in memory", floor: decisionFloor)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("bench.sqlite").path
        try await self.credentials(
            { try await SQLiteConnectionStore.open(at: path, time: $0) }, "SQLite", floor: decisionFloor)
        try await self.storm()
    }

    private static func decisions(floor: Double) async throws {
        let policy = Policy()
        let user = Principal.client("maria", name: "Maria", account: "acme", role: .liveUser)
        for (name, action) in [("allow", Action.use), ("deny", Action.authorize)] {
            var request = PolicyRequest(action, by: user)
            request.environment = .production
            request.connection = .init(kind: .admin, name: "Zoho Books", isInstalled: true)
            var allowed = 0
            let time = await nanoseconds(each: 20_000) { if policy.decide(request).isAllowed { allowed += 1 } }
            guard (allowed > 0) == (name == "allow") else { fatalError("the decision is not the one to be measured") }
            report("policy decision, \(name)", time, "ns", floor: floor, "role look-up and ten comparisons")
        }
    }

    private static func credentials(
        _ open: @Sendable (TimeSource) async throws -> any ConnectionStore, _ name: String, floor: Double
    ) async throws {
        let clock = MovedClock()
        let world = try World(store: try await open(clock.source), clock: clock)
        let connection = try await world.connect()
        let time = try await nanoseconds(each: 5_000) {
            _ = try await connection.credential(at: world.place, for: world.developer)
        }
        report("fresh credential, \(name)", time, "ns", floor: floor, "role look-up and ten comparisons")
    }

    /// Many callers of one ended token: one call, and what a waiter costs.
    private static func storm() async throws {
        let waiters = 10_000
        let bare = WaiterFloor()
        let floor = await nanoseconds(batches: 5, each: 1) { await bare.run(waiters) } / Double(waiters)
        let clock = MovedClock()
        let world = try World(store: InMemoryConnectionStore(time: clock.source), clock: clock)
        let connection = try await world.connect()
        let time =
            try await nanoseconds(batches: 5, each: 1) {
                clock.advance(by: .seconds(3_601))
                let before = world.provider.calls
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<waiters {
                        group.addTask { _ = try await connection.credential(at: world.place, for: world.developer) }
                    }
                    try await group.waitForAll()
                }
                guard world.provider.calls == before + 1 else { fatalError("the storm made more than one call") }
            } / Double(waiters)
        report("refresh storm of 10,000, a caller", time, "ns", floor: floor, "continuations under a mutex")
    }
}
