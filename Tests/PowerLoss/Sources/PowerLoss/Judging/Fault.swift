/// What is wrong with a file after a cut or a kill.
struct Fault: Error, CustomStringConvertible {
    let kind: Kind
    let message: String

    enum Kind: String, CaseIterable, Sendable {
        /// The store does not open it, or cannot write it any more.
        case unusable
        /// SQLite's integrity check finds something.
        case damaged
        /// An audit trail has a gap, or a code that does not fit.
        case brokenTrail
        /// A commit that was acknowledged is not there.
        case lost
        /// A commit is there in part, or one that was refused is.
        case torn
    }

    init(_ kind: Kind, _ message: String) {
        self.kind = kind
        self.message = message
    }

    var description: String { "\(self.kind.rawValue): \(self.message)" }
}
