import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitSQLite
import Foundation

@main
enum Benchmarks {
    static func main() async throws { try await self.run() }

    // Apart from `main`, which is the main actor's.
    private nonisolated static func run() async throws {
        // "storm" or "sqlite" as the only argument measures that alone.
        if CommandLine.arguments.dropFirst() == ["storm"] { return try await self.storm() }
        if CommandLine.arguments.dropFirst() == ["sqlite"] { return try await SQLiteBenchmarks.run() }
        let decisionFloor = try await self.decisionFloor()
        try await self.decisions(floor: decisionFloor)
        try await self.credentials(InMemoryConnectionStore.init(time:), "in memory", floor: decisionFloor)
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("bench-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appendingPathComponent("bench.sqlite").path
        try await self.credentials(
            { try await SQLiteConnectionStore.open(at: path, time: $0) }, "SQLite", floor: decisionFloor)
        try await SQLiteBenchmarks.run()
        try await self.storm()
    }

    private static let floorName = "role look-up and ten comparisons"

    private static func decisionFloor() async throws -> Double {
        let users = (0..<64).map { UserID("user-\($0)") }
        let applications: [ApplicationID] = ["estate", "real-estate-sales", "workshop"]
        let floor = DecisionFloor(users: users, applications: applications)
        let request = self.request(.use, by: .client(users[0], account: "acme", role: .liveUser))
        var allowed = 0
        var turn = 0
        let time = await nanoseconds(each: 100_000) {
            turn &+= 1
            if floor.decide(request, users[turn & 63], applications[turn % 3]) { allowed += 1 }
        }
        guard allowed > 0, allowed < turn else { fatalError("the floor does not decide") }
        report("a bare check, written by hand", time, "ns", floor: time, self.floorName)
        return time
    }

    /// A question with all of its facts, as a task or a page asks it.
    private static func request(_ action: Action, by principal: Principal) -> PolicyRequest {
        let isClient = principal.side == .client
        var request = PolicyRequest(action, by: principal)
        request.environment = isClient ? .production : .stage
        request.connection = .init(kind: .admin, name: "Zoho Books", isInstalled: isClient)
        request.connectorID = World.connector.id
        request.connector = World.connector
        request.application = "real-estate-sales"
        request.place = .formWorkflow("sale of a house", event: "sold")
        return request
    }

    private static func decisions(floor: Double) async throws {
        let policy = Policy()
        let user = Principal.client("maria", name: "Maria", account: "acme", role: .liveUser)
        let developer = Principal.console(
            "dan", name: "Dan", account: "makers", role: .developer,
            rights: ["real-estate-sales": .stageAccess, "workshop": .all])
        for (name, action, principal) in [
            ("allow, a user", Action.use, user), ("allow, a developer by right", .authorize, developer),
            ("deny, a user", .authorize, user), ("deny, a developer without right", .publish, developer),
        ] {
            let request = self.request(action, by: principal)
            var allowed = 0
            let time = await nanoseconds(each: 20_000) { if policy.decide(request).isAllowed { allowed += 1 } }
            guard (allowed > 0) == name.hasPrefix("allow") else { fatalError("not the decision to be measured") }
            report("policy decision, \(name)", time, "ns", floor: floor, self.floorName)
        }
        let denied = self.request(.authorize, by: user)
        var length = 0
        let time = await nanoseconds(each: 5_000) { length += policy.decide(denied).description.count }
        guard length > 0 else { return }
        report("policy decision, deny, read as a sentence", time, "ns", floor: floor, self.floorName)
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
        report("fresh credential, \(name)", time, "ns", floor: floor, self.floorName)
    }

    /// Many callers of one ended token: one call, and what a waiter costs, from its task to its credential.
    ///
    /// The floor holds what no waiter can do without: its task, and a continuation kept under a mutex and resumed.
    private static func storm() async throws {
        let waiters = 10_000
        let bare = WaiterFloor()
        let clock = MovedClock()
        let world = try World(store: InMemoryConnectionStore(time: clock.source), clock: clock)
        let connection = try await world.connect()
        for fails in [false, true] {
            let (time, ratio) = try await processorNanoseconds {
                clock.advance(by: .seconds(3_601))
                world.provider.setFails(fails)
                // Nobody is served before all are there.
                world.provider.gate.shut(for: waiters)
                let before = world.provider.calls
                let served = await withTaskGroup(of: Bool.self) { group in
                    for _ in 0..<waiters {
                        group.addTask {
                            world.provider.gate.arrive()
                            return (try? await connection.credential(at: world.place, for: world.developer)) != nil
                        }
                    }
                    return await group.reduce(into: 0) { if $1 { $0 += 1 } }
                }
                guard world.provider.calls == before + 1 else {
                    fatalError("the storm made \(world.provider.calls - before) calls")
                }
                guard served == (fails ? 0 : waiters) else { fatalError("the storm served \(served)") }
            } floor: {
                await bare.run(waiters)
            }
            report(
                "refresh storm of 10,000\(fails ? ", a failed call" : ""), a caller", time / Double(waiters), "ns CPU",
                floor: time / ratio / Double(waiters), "a task and a continuation under a mutex")
        }
    }
}
