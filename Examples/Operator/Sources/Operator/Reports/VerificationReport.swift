import ConnectionsKit

/// What the verification of audit trails found.
struct VerificationReport: Report {
    var trails: [Trail] = []

    struct Trail: Encodable, Sendable {
        var account: String
        var isIntact: Bool
        /// After which number it was verified.
        var after: Int
        /// The last record that fits; pass it as --from the next time.
        var last: Int
        /// How many records fit.
        var count: Int
        /// The first record that is missing or was changed.
        @OrNull var broken: Int?

        init(_ found: AuditVerification) {
            self.account = found.account.text
            self.isIntact = found.isIntact
            self.after = found.after
            self.last = found.last
            self.count = found.count
            self.broken = found.broken
        }
    }

    var isIntact: Bool { self.trails.allSatisfy(\.isIntact) }
    var exit: Exit { self.isIntact ? .fine : .findings }

    func text(width: Int?) -> String {
        var lines = self.trails.filter { !$0.isIntact || self.trails.count <= 20 }.map(\.line)
        let broken = self.trails.count { !$0.isIntact }
        let records = self.trails.reduce(0) { $0 + $1.count }
        let verdict = broken == 0 ? "all intact" : "\(grouped(broken)) broken"
        lines.append("\(counted(self.trails.count, "trail")), \(counted(records, "record")): \(verdict)")
        return lines.joined(separator: "\n")
    }
}

extension VerificationReport {
    private enum Key: String, CodingKey { case isIntact, trails }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(self.isIntact, forKey: .isIntact)
        try container.encode(self.trails, forKey: .trails)
    }
}

extension VerificationReport.Trail {
    /// The trail in a sentence.
    var line: String {
        let start = self.after == 0 ? "" : " after record \(grouped(self.after))"
        guard let broken else { return "\(self.account): \(counted(self.count, "record"))\(start), intact" }
        return "\(self.account): BROKEN at record \(grouped(broken)), which is missing or was changed; "
            + "\(counted(self.count, "record"))\(start) before it fit"
    }
}
