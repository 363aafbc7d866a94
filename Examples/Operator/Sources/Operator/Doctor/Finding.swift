/// One thing that somebody should know of.
struct Finding: Encodable, Sendable, Hashable {
    var severity: Severity
    /// Which check found it.
    var check: Check
    /// What was found, as a sentence.
    var message: String
    /// What to do about it, as a sentence.
    var remedy: String

    /// How bad it is.
    enum Severity: String, Encodable, Sendable, Comparable, CaseIterable {
        /// Something is lost, open to others, or does not work.
        case error
        /// Something will not work soon, or needs somebody to look.
        case warning
        /// Nothing is wrong.
        case note

        static func < (left: Severity, right: Severity) -> Bool {
            Self.allCases.firstIndex(of: left) ?? 0 < Self.allCases.firstIndex(of: right) ?? 0
        }
    }

    /// What is looked at, in this order.
    enum Check: String, Encodable, Sendable, CaseIterable {
        case file, integrity, keys, clock, maintenance, grants, people

        /// The check in words.
        var words: String {
            switch self {
            case .file: "the file, its schema, its permissions and its write-ahead log"
            case .integrity: "its integrity"
            case .keys: "the keys"
            case .clock: "the clock"
            case .maintenance: "due work"
            case .grants: "grants"
            case .people: "what people should do"
            }
        }
    }
}
