import ConnectionsKit
import ConnectionsKitTesting

/// All that several writers do at once: the same for the same seed, whoever comes first.
///
/// Each writer has an account of its own, and all write to one that they share.
struct Plan: Sendable {
    let seed: UInt64
    let writers: [[PlannedCommit]]
    let trail: Trail

    /// The account that all writers write to.
    static let shared: AccountID = "shared"

    static func account(of writer: Int) -> AccountID { AccountID("writer-\(writer)") }

    init(seed: UInt64, writers count: Int, steps: Int) async throws {
        self.seed = seed
        self.writers = (0..<count).map { writer in
            var script = Script(seed: seed, writer: writer)
            return (0..<steps).map { _ in script.next() }
        }
        self.trail = try await Trail(of: [Self.shared] + (0..<count).map { Self.account(of: $0) })
    }

    /// Every account that is written to.
    var accounts: [AccountID] { [Self.shared] + self.writers.indices.map { Self.account(of: $0) } }

    func commit(_ id: CommitID) -> PlannedCommit? {
        guard self.writers.indices.contains(id.writer) else { return nil }
        let steps = self.writers[id.writer]
        return steps.indices.contains(id.step) ? steps[id.step] : nil
    }
}

/// One commit that is planned.
struct PlannedCommit: Sendable {
    let id: CommitID
    let changes: ChangeSet
    /// Whether the store must refuse it, since a change of it conflicts.
    let isRefused: Bool
}

/// Which commit: the number of the writer, and of its step.
struct CommitID: Hashable, Sendable, CustomStringConvertible {
    let writer: Int
    let step: Int

    init(writer: Int, step: Int) {
        self.writer = writer
        self.step = step
    }

    /// Both as one number.
    var number: Int64 { Int64(self.writer) << 32 | Int64(self.step) }

    init(number: Int64) {
        self.init(writer: Int(number >> 32), step: Int(number & 0xFFFF_FFFF))
    }

    /// The subject of the audit entry with the given number.
    func subject(_ entry: Int) -> String { "commit:\(self.writer).\(self.step).\(entry)" }

    /// The commit that an audit entry belongs to.
    init?(subject: String?) {
        guard let subject, subject.hasPrefix("commit:") else { return nil }
        let parts = subject.dropFirst("commit:".count).split(separator: ".").compactMap { Int($0) }
        guard parts.count == 3 else { return nil }
        self.init(writer: parts[0], step: parts[1])
    }

    var description: String { "commit \(self.step) of writer \(self.writer)" }
}
