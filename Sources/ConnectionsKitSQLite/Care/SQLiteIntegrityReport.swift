/// What a look through a store's file found.
public struct SQLiteIntegrityReport: Sendable, Hashable {
    /// How much is looked at.
    public enum Depth: String, Sendable, Hashable, CaseIterable {
        /// Pages, rows, rules and references: about a second for each gigabyte.
        case quick
        /// Besides that every index, entry by entry: several times as long.
        case full
    }

    /// One thing that is not as it should be.
    public struct Finding: Sendable, Hashable, CustomStringConvertible {
        /// What kind of thing it is.
        public let subject: Subject
        /// What is wrong with it, in SQLite's words where SQLite found it; never a stored value.
        public let detail: String

        /// What can be wrong.
        public enum Subject: String, Sendable, Hashable, CaseIterable {
            /// A page of the file, or the way pages lead to each other.
            case page
            /// An index that does not match its table.
            case index
            /// A row that breaks a rule of its table.
            case row
            /// A row that refers to one that is not there.
            case reference
            /// A table, an index or a trigger of the schema that is missing or not as the library made it.
            case schema
        }

        /// What is wrong and what to do, for people.
        public var description: String { "\(self.subject.words): \(self.detail). \(self.subject.remedy)" }
    }

    /// How much was looked at.
    public let depth: Depth
    /// What was found, a hundred at most from each of pages and references; empty for a file that is sound.
    public let findings: [Finding]

    /// Whether nothing was found.
    public var isSound: Bool { self.findings.isEmpty }
}

extension SQLiteIntegrityReport.Finding.Subject {
    fileprivate var words: String {
        switch self {
        case .page: "A part of the file is damaged"
        case .index: "An index does not match its table"
        case .row: "A row breaks a rule of its table"
        case .reference: "A row refers to one that is not there"
        case .schema: "The schema is not as the library made it"
        }
    }

    fileprivate var remedy: String {
        switch self {
        case .page, .row, .reference: "Keep a copy of the file, check the disk, and restore the last sound backup."
        case .index: "Stop every process, let the sqlite3 shell run REINDEX on the file, and check it again."
        case .schema: "Restore the last sound backup, or put back what was changed by hand."
        }
    }
}
