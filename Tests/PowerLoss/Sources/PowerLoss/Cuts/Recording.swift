import CPowerLoss
import ConnectionsKitSQLite
import ConnectionsKitTesting
import Foundation
import Shared

/// One workload, and all that it asked of the disk.
struct Recording: Codable, Sendable {
    let seed: UInt64
    let calls: [Call]

    static let writers = 4
    static let steps = 60

    static func plan(_ seed: UInt64) async throws -> Plan {
        try await Plan(seed: seed, writers: Self.writers, steps: Self.steps)
    }

    /// Runs the workload of `plan` on a new file in a folder, opening it twice.
    ///
    /// Some stores keep the file to themselves. While others use theirs, another program copies the log into the file once;
    /// the store does it by itself as well.
    static func make(_ plan: Plan) async throws -> Recording {
        try await Folder.with { folder in try await Self.make(plan, in: folder) }
    }

    private static func make(_ plan: Plan, in folder: Folder) async throws -> Recording {
        var generator = SeededGenerator(seed: plan.seed)
        power_start(folder.path)
        var configuration = SQLiteConnectionStore.Configuration()
        if Bool.random(using: &generator) { configuration.access = .exclusive }
        let isShared = configuration.access == .shared
        let middle = Int.random(in: 1..<Self.steps, using: &generator)
        for steps in [0..<middle, middle..<Self.steps] {
            let copying = Int.random(in: steps, using: &generator)
            let mode = Int32.random(in: 0...3, using: &generator)
            let all = plan.writers.indices.map { ($0, steps) }
            try await Session(folder.file, plan, configuration).run(Dictionary(uniqueKeysWithValues: all)) { id in
                if isShared, id.writer == 0, id.step == copying { _ = power_checkpoint(folder.file, mode) }
            } acknowledged: { id in
                power_mark(id.number)
            }
            // The store is closed soon after it is let go; a writer that closes a file last copies the log and deletes it.
            try await folder.awaitClosing()
        }
        return Recording(seed: plan.seed, calls: try Call.recorded())
    }

    /// The commits that were acknowledged before the call with the given number.
    func acknowledged(before position: Int) -> Set<CommitID> {
        self.calls[..<position].reduce(into: []) { commits, call in
            if case .mark(let number) = call { commits.insert(CommitID(number: number)) }
        }
    }

    /// How often the log was copied into the file, which is synced then and hardly otherwise.
    var copies: Int {
        self.calls.count { if case .sync("store.sqlite") = $0 { true } else { false } }
    }

    /// How many calls there are before the first commit was acknowledged.
    var callsBeforePromises: Int {
        self.calls.firstIndex { if case .mark = $0 { true } else { false } } ?? self.calls.count
    }
}
