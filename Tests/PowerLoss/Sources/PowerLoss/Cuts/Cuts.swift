import CPowerLoss
import ConnectionsKitTesting
import Foundation
import Shared

/// Many cuts of many workloads.
struct Cuts {
    /// The first workload's seed; the others' follow.
    let seed: UInt64
    let count: Int
    /// How many cuts are made of one workload.
    let each: Int

    /// What was found, by its kind.
    struct Outcome {
        var cuts = 0
        var doubles = 0
        var workloads = 0
        var calls = 0
        /// How often the log was copied into the file.
        var copies = 0
        var acknowledged = 0
        var faults: [Fault.Kind: Int] = [:]
        /// The first one of all, and what it takes to see it again.
        var first: (fault: Fault, replay: Replay)?
    }

    /// Makes the cuts.
    ///
    /// - Throws: what is no ``Fault`` of a file.
    func run() async throws -> Outcome {
        var outcome = Outcome()
        var next = self.seed
        while outcome.cuts < self.count {
            let plan = try await Recording.plan(next)
            let recording = try await Recording.make(plan)
            outcome.workloads += 1
            outcome.calls += recording.calls.count
            outcome.copies += recording.copies
            outcome.acknowledged += recording.acknowledged(before: recording.calls.count).count
            var generator = SeededGenerator(seed: next &+ 0x5EED)
            let left = min(self.each, self.count - outcome.cuts)
            // Each fifth falls before the first promise, where the file and its schema are made.
            let cuts = (0..<left).map { index in
                let end = index.isMultiple(of: 5) ? recording.callsBeforePromises : recording.calls.count
                return Cut(position: .random(in: 0...end, using: &generator), seed: generator.next())
            }
            try await self.judge(cuts, recording, plan, &outcome)
            next += 1
        }
        return outcome
    }

    private func judge(
        _ cuts: [Cut], _ recording: Recording, _ plan: Plan, _ outcome: inout Outcome
    ) async throws {
        // In the order of the calls, so that the disk goes through them once.
        var disk = Disk()
        var position = 0
        for cut in cuts.sorted(by: { $0.position < $1.position }) {
            for call in recording.calls[position..<cut.position] { try disk.apply(call) }
            position = cut.position
            outcome.cuts += 1
            if cut.isDouble { outcome.doubles += 1 }
            do {
                try await cut.judge(recording, plan, disk)
            } catch let fault as Fault {
                outcome.faults[fault.kind, default: 0] += 1
                if outcome.first == nil { outcome.first = (fault, Replay(recording: recording, cut: cut)) }
            }
        }
    }
}
