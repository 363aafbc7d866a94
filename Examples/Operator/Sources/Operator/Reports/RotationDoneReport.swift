import ConnectionsKit

/// What a rotation of keys did.
struct RotationDoneReport: Report {
    /// `wrapping` or `secrets`.
    var rotation: String
    /// Whether every account is done.
    var isFinished: Bool
    /// Whether it was stopped; begun again, it goes on where it ended.
    var isStopped: Bool
    var done: Done
    /// The first hundred accounts that could not be done.
    var unfinished: [Unfinished]
    var unfinishedCount: Int

    struct Done: Encodable, Sendable {
        var accounts = 0
        /// Data keys that were wrapped anew.
        var wrapped = 0
        /// Data keys that were made.
        var made = 0
        /// Secrets that were sealed anew.
        var secrets = 0
        /// Data keys that were destroyed.
        var destroyed = 0

        /// Before anything was done.
        init() {}

        init(_ progress: KeyRotationProgress) {
            self.accounts = progress.accounts
            self.wrapped = progress.wrapped
            self.made = progress.made
            self.secrets = progress.secrets
            self.destroyed = progress.destroyed
        }
    }

    struct Unfinished: Encodable, Sendable {
        var account: String
        var reason: String
    }

    init(_ rotation: KeyRotation, _ report: KeyRotationReport) {
        self.rotation = rotation.rawValue
        self.isFinished = report.isFinished
        self.isStopped = false
        self.done = Done(report.done)
        self.unfinished = report.unfinished.map { Unfinished(account: $0.account.text, reason: $0.reason) }
        self.unfinishedCount = report.unfinishedCount
    }

    init(_ rotation: KeyRotation, stoppedAt progress: KeyRotationProgress?) {
        self.rotation = rotation.rawValue
        self.isFinished = false
        self.isStopped = true
        self.done = progress.map { Done($0) } ?? Done()
        self.unfinished = []
        self.unfinishedCount = 0
    }

    var exit: Exit { self.isStopped ? .stopped : self.isFinished ? .fine : .findings }

    func text(width: Int?) -> String {
        var lines = [
            "\(counted(self.done.accounts, "account")) done: \(counted(self.done.wrapped, "data key")) wrapped anew, "
                + "\(grouped(self.done.made)) made, \(grouped(self.done.destroyed)) destroyed; "
                + "\(counted(self.done.secrets, "secret")) sealed anew"
        ]
        lines += self.unfinished.map { "NOT DONE \($0.account): \($0.reason)" }
        let more = self.unfinishedCount - self.unfinished.count
        if more > 0 { lines.append("… and \(counted(more, "account")) more") }
        if self.isStopped {
            lines.append("Stopped. What is done stays; run the same command again, and it goes on where it ended.")
        } else if self.isFinished {
            lines.append("Finished. A key that is not the primary unwraps nothing of this database any more.")
        } else {
            lines.append("Not finished: remove what stands in the way, and run the same command again.")
        }
        return lines.joined(separator: "\n")
    }
}
