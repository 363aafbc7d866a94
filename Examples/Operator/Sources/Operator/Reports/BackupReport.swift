import ConnectionsKitSQLite

/// A backup that was made, and what was found in it.
struct BackupReport: Report {
    var path: String
    /// The moment whose state it holds.
    var takenAt: String
    /// In bytes.
    var size: Int
    var pages: Int
    var schemaVersion: Int
    /// What its audit trails are; `nil` without keys.
    @OrNull var trails: VerificationReport?

    init(_ backup: SQLiteBackup) {
        self.path = backup.path
        self.takenAt = backup.takenAt.description
        self.size = backup.size
        self.pages = backup.pageCount
        self.schemaVersion = backup.schemaVersion
        self.trails = nil
    }

    var exit: Exit { self.trails?.exit ?? .fine }

    func text(width: Int?) -> String {
        var lines = [
            "\(self.path): \(Operator.size(self.size)), schema \(self.schemaVersion), the state of \(self.takenAt)",
            "looked through for damage: sound",
        ]
        lines.append(
            self.trails.map { $0.text(width: width) } ?? "audit trails: not verified, since no keys were given")
        return lines.joined(separator: "\n")
    }
}
