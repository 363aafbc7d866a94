/// What a look over everything found.
struct DoctorReport: Report {
    var findings: [Finding] = []
    /// The checks that were made.
    var checked: [Finding.Check] = []
    /// Those that could not be made, since one before found something that stands in the way, or for want of keys.
    var skipped: [Finding.Check] = []

    var isHealthy: Bool { self.findings.allSatisfy { $0.severity == .note } }
    var exit: Exit { self.isHealthy ? .fine : .findings }

    mutating func add(_ check: Finding.Check, _ findings: [Finding]) {
        self.checked.append(check)
        self.findings += findings
    }

    func text(width: Int?) -> String {
        var lines: [String] = []
        for severity in Finding.Severity.allCases {
            for finding in self.findings where finding.severity == severity {
                lines.append("\(severity.rawValue.uppercased()) (\(finding.check.rawValue)): \(finding.message)")
                if !finding.remedy.isEmpty { lines.append("  \(finding.remedy)") }
            }
        }
        if !lines.isEmpty { lines.append("") }
        lines.append("Looked at: \(self.checked.map(\.words).joined(separator: "; "))")
        if !self.skipped.isEmpty { lines.append("Not looked at: \(self.skipped.map(\.words).joined(separator: "; "))") }
        lines.append(self.verdict)
        return lines.joined(separator: "\n")
    }

    private var verdict: String {
        let counts = Finding.Severity.allCases.compactMap { severity -> String? in
            let count = self.findings.count { $0.severity == severity }
            return count == 0 ? nil : counted(count, severity.rawValue)
        }
        return counts.isEmpty ? "Healthy: nothing was found." : counts.joined(separator: ", ")
    }
}

extension DoctorReport {
    private enum Key: String, CodingKey { case isHealthy, findings, checked, skipped }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(self.isHealthy, forKey: .isHealthy)
        try container.encode(self.findings, forKey: .findings)
        try container.encode(self.checked, forKey: .checked)
        try container.encode(self.skipped, forKey: .skipped)
    }
}
