import Foundation
import Shared

/// All scenarios, one after the other; each says a line, and what it found wrong.
struct Scenarios {
    let world: World
    let arguments: Arguments
    private(set) var problems: [Problem] = []

    /// How many rounds run side by side.
    private static let width = 16

    init(world: World, arguments: Arguments) {
        self.world = world
        self.arguments = arguments
    }

    mutating func run() {
        self.storms()
        self.crashes()
        self.lateHolders()
        self.revocations()
        self.exclusivities()
    }

    private mutating func storms() {
        let storm = Storm(world: self.world)
        for number in 1...self.arguments.storms {
            do throws(Problem) {
                self.say("storm \(number) of \(self.arguments.storms): \(try storm.run(number))")
            } catch {
                self.fail(error)
            }
        }
    }

    private mutating func crashes() {
        let began = WallClock.milliseconds
        let crash = Crash(world: self.world)
        var rounds: [(CrashStep, ServerMode, Int)] = []
        for number in 1...self.arguments.crashes {
            for step in CrashStep.allCases {
                for mode in ServerMode.allCases { rounds.append((step, mode, number)) }
            }
        }
        let results = self.results(of: rounds) { round throws(Problem) in try crash.run(round.0, round.1, round.2) }
        self.say(
            "crashes: \(results.count) of \(rounds.count) processes were killed and judged rightly, \(Self.since(began))"
        )
        for line in CrashTable(results: results).lines { self.say(line) }
    }

    private mutating func lateHolders() {
        let began = WallClock.milliseconds
        let lateHolder = LateHolder(world: self.world)
        let rounds = LateHolder.Kind.allCases.flatMap { kind in (1...self.arguments.crashes).map { (kind, $0) } }
        let results = self.results(of: rounds) { round throws(Problem) in
            try lateHolder.run(round.0, round.1)
            return round.0
        }
        self.say(
            "late holders: \(results.count) of \(rounds.count) could neither write nor condemn, or kept a good token, "
                + Self.since(began))
    }

    private mutating func revocations() {
        let began = WallClock.milliseconds
        let revocation = Revocation(world: self.world)
        let results = self.results(of: Array(1...self.arguments.crashes)) { number throws(Problem) in
            try revocation.run(number)
            return number
        }
        self.say(
            "revocations: \(results.count) of \(self.arguments.crashes) were seen by the next call in another process, "
                + Self.since(began))
    }

    private mutating func exclusivities() {
        let began = WallClock.milliseconds
        let exclusivity = Exclusivity(world: self.world)
        let results = self.results(of: Array(1...self.arguments.crashes)) { number throws(Problem) in
            try exclusivity.run(number)
            return number
        }
        self.say(
            "exclusive files: \(results.count) of \(self.arguments.crashes) were kept from other processes and left to "
                + "the next, \(Self.since(began))")
    }

    private mutating func results<Item: Sendable, Result: Sendable>(
        of rounds: [Item], _ run: @escaping @Sendable (Item) throws(Problem) -> Result
    ) -> [Result] {
        Rounds.run(rounds, width: Self.width) { item in Swift.Result { () throws(Problem) in try run(item) } }
            .compactMap { result in
                switch result {
                case .success(let value): return value
                case .failure(let problem):
                    self.fail(problem)
                    return nil
                }
            }
    }

    private mutating func fail(_ problem: Problem) {
        self.problems.append(problem)
        self.say("FAILED: \(problem)")
    }

    private func say(_ line: String) {
        LineChannel(input: 0, output: 1).writeLine(line)
    }

    private static func since(_ began: Int64) -> String {
        "\((WallClock.milliseconds - began + 500) / 1_000) s"
    }
}
