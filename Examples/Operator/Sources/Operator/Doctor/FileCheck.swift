import ConnectionsKit
import ConnectionsKitSQLite

/// Looks at the file without opening it.
struct FileCheck {
    /// A log beyond this is kept long by somebody: an open reader, a backup that hangs, or a checkpoint that fails.
    private static let longLog = 256 * 1_024 * 1_024

    static func findings(_ report: SQLiteFileReport) -> [Finding] {
        var findings = report.concerns.map { concern in
            Finding(
                severity: report.kind == .store && !report.isOpenToOthers ? .warning : .error, check: .file,
                message: concern.firstSentence, remedy: concern.rest)
        }
        if report.kind == .empty {
            findings.append(
                Finding(
                    severity: .error, check: .file, message: "The file is empty.",
                    remedy: "Check the path; the host makes the database when it starts."))
        }
        if report.writeAheadLogSize > self.longLog {
            findings.append(
                Finding(
                    severity: .warning, check: .file,
                    message: "The write-ahead log has grown to \(size(report.writeAheadLogSize)).",
                    remedy: "Look for a process that keeps a transaction or a backup open; the log is shortened after.")
            )
        }
        return findings
    }
}

extension String {
    /// What stands before the end of the first sentence, the full stop included.
    fileprivate var firstSentence: String { self.range(ofSentenceEnd: ()).map { String(self[..<$0]) } ?? self }
    /// What comes after it.
    fileprivate var rest: String {
        self.range(ofSentenceEnd: ()).map { String(self[$0...].drop { $0 == " " }) } ?? ""
    }

    private func range(ofSentenceEnd: Void) -> Index? {
        var index = self.startIndex
        while index < self.endIndex {
            let next = self.index(after: index)
            if self[index] == ".", next < self.endIndex, self[next] == " " { return next }
            index = next
        }
        return nil
    }
}
