import Shared

/// Four processes with two hundred callers each want one grant whose access token has ended.
struct Storm {
    let world: World

    static let processes = 4
    static let callers = 200

    func run(_ number: Int) throws(Problem) -> String {
        try self.world.round("storm-\(number)", .strict, latency: 50) { round in
            let workers = try (0..<Self.processes).map { _ in try round.worker() }
            let began = WallClock.milliseconds
            for worker in workers { try worker.tell(.call(callers: Self.callers)) }
            let reports = try workers.map { try $0.report() }
            let took = WallClock.milliseconds - began
            let successes = reports.reduce(0) { $0 + $1.successes }
            let state = try round.state()
            try require(successes == Self.processes * Self.callers, "\(successes) callers were served: \(reports)")
            try require(state.calls.count == 1, "\(state.calls.count) token calls")
            try require(state.isAlive, "the family is revoked")
            try require(Set(reports.map(\.accesses)).count == 1, "different tokens were handed out: \(reports)")
            try round.requireAlive(reports[0], by: workers[0])
            return "1 token call, \(successes) served, the family alive, \(took) ms"
        }
    }
}
