import CPowerLoss
import Foundation
import Shared

extension Command {
    /// How many cuts are made of one workload.
    private static let cutsEach = 50

    /// Does what is asked for, and returns what to say of it.
    ///
    /// - Throws: what was found wrong, with the command that shows it again.
    func run() async throws -> String {
        switch self {
        case .cuts(let count, let seed): return try await Self.cut(count, seed)
        case .weakness(let weakness, let cuts, let seed): return try await Self.cut(cuts, seed, with: weakness)
        case .kills(let count, let seed): return try await Self.kill(count, seed)
        case .replay(let path):
            try Self.install()
            return try await Replay.run(path)
        case .write(let child):
            try await child.run()
            return ""
        }
    }

    private static func install() throws {
        guard power_install() == 0 else { throw Problem("there is no file system to record") }
    }

    private static func cut(_ count: Int, _ seed: UInt64) async throws -> String {
        try Self.install()
        let outcome = try await Cuts(seed: seed, count: count, each: Self.cutsEach).run()
        if let (fault, replay) = outcome.first {
            throw Problem("\(replay): \(fault); again: \(CommandLine.arguments[0]) replay \(try replay.save())")
        }
        return """
            cuts: \(outcome.cuts), \(outcome.doubles) of them cut again in opening; nothing lost, torn or damaged; \
            \(outcome.workloads) workloads from seed \(seed), \(outcome.calls) calls, \
            the log copied \(outcome.copies) times, \(outcome.acknowledged) commits acknowledged
            """
    }

    /// The same cuts on a machine with a weakness: they have to find what it loses, or they prove nothing.
    private static func cut(_ count: Int, _ seed: UInt64, with weakness: Weakness) async throws -> String {
        try Self.install()
        power_weaken(weakness.value)
        let outcome = try await Cuts(seed: seed, count: count, each: Self.cutsEach).run()
        let faults = outcome.faults.sorted { $0.key.rawValue < $1.key.rawValue }.map {
            "\($0.value) \($0.key.rawValue)"
        }
        let said = "\(weakness.rawValue): of \(outcome.cuts) cuts from seed \(seed): \(faults.joined(separator: ", "))"
        guard outcome.faults[.lost, default: 0] > 0 else {
            throw Problem("\(said), and none lost: these cuts do not find what \(weakness.rawValue) must lose")
        }
        // Without the syncs of its commits a log is short, and what there is of it is still in order.
        if weakness == .normal, outcome.faults.count > 1 {
            throw Problem("\(said), and NORMAL must lose whole commits and nothing else")
        }
        return said + ", as must be"
    }

    private static func kill(_ count: Int, _ seed: UInt64) async throws -> String {
        do {
            let outcome = try await Kills(seed: seed, count: count).run()
            return """
                kills: \(outcome.kills) of \(Kills.processes) processes at once, \(outcome.whileOpening) while opening, \
                \(outcome.whileCopying) while copying the log; nothing lost, torn or damaged; \(outcome.files) files from \
                seed \(seed), \(outcome.acknowledged) commits acknowledged
                """
        } catch {
            throw Problem("kills: \(error); again: \(CommandLine.arguments[0]) kills \(count) \(seed)")
        }
    }
}
