import ConnectionsKitTesting
import Foundation
import Shared

/// Processes that write to one file, killed again and again.
///
/// A file is begun anew after some kills, so that some fall into the making of its schema.
struct Kills {
    let seed: UInt64
    let count: Int

    /// How many processes write at once, and how many writers each of them has.
    static let processes = 2
    static let writersEach = 2
    private static let killsOfOneFile = 12
    private static let steps = 250

    static func plan(_ seed: UInt64) async throws -> Plan {
        try await Plan(seed: seed, writers: Self.processes * Self.writersEach, steps: Self.steps)
    }

    struct Outcome {
        var kills = 0
        var files = 0
        var acknowledged = 0
        /// Kills of a process that was opening the file, or making its schema.
        var whileOpening = 0
        /// Kills of a process that was copying the log into the file.
        var whileCopying = 0

        fileprivate mutating func count(_ events: [Child.Event]) {
            self.kills += 1
            if events.contains(.opening), !events.contains(.opened) { self.whileOpening += 1 }
            // Other writers of the process may have said something in the meantime.
            if events.last(where: { $0 == .copying || $0 == .copied }) == .copying { self.whileCopying += 1 }
        }
    }

    /// Kills as often as was asked for.
    ///
    /// - Throws: ``Fault`` with the seed of the file.
    func run() async throws -> Outcome {
        var outcome = Outcome()
        while outcome.kills < self.count {
            let seed = self.seed &+ UInt64(outcome.files)
            outcome.files += 1
            do {
                try await self.useFile(seed, &outcome)
            } catch let fault as Fault {
                throw Fault(fault.kind, "the file of seed \(seed), after \(outcome.kills) kills: \(fault.message)")
            }
        }
        return outcome
    }

    private func useFile(_ seed: UInt64, _ outcome: inout Outcome) async throws {
        let plan = try await Self.plan(seed)
        var generator = SeededGenerator(seed: seed)
        let last = min(outcome.kills + Self.killsOfOneFile, self.count)
        try await Folder.with { folder in
            var acknowledged: Set<CommitID> = []
            var over = plan.writers.map { _ in 0 }
            while outcome.kills < last {
                let children = try (0..<Self.processes).map { number in
                    try ChildProcess(
                        "power-loss", ["write", folder.file, "\(seed)", "\(number)"] + over.map { "\($0)" })
                }
                defer { for child in children { child.kill() } }
                let read = try Self.letWork(children[0], &generator)
                for (index, child) in children.enumerated() {
                    let events = try (index == 0 ? read : []) + child.killAndRead().map { try Child.Event(line: $0) }
                    outcome.count(events)
                    for case .acknowledged(let number) in events { acknowledged.insert(CommitID(number: number)) }
                }
                over = try await Judge(plan: plan, path: folder.file).judge(acknowledged: acknowledged)
            }
            outcome.acknowledged += acknowledged.count
        }
    }

    /// Waits until it is time to kill: while the file is opened, in the midst of the work, or while the log is copied.
    ///
    /// - Returns: what the process has said so far.
    private static func letWork(_ child: ChildProcess, _ generator: inout SeededGenerator) throws -> [Child.Event] {
        var events: [Child.Event] = []
        func wait(for event: Child.Event, longest: Double) throws {
            while events.last != event, events.last != .finished {
                guard let line = try child.lines.readLine(within: 60_000) else { throw Problem("a process has ended") }
                events.append(try Child.Event(line: line))
            }
            WallClock.sleep(milliseconds: .random(in: 0...longest, using: &generator))
        }
        switch Int.random(in: 0..<4, using: &generator) {
        case 0: try wait(for: .opening, longest: 10)
        case 1: try wait(for: .copying, longest: 0.2)
        default: try wait(for: .opened, longest: 200)
        }
        return events
    }
}
