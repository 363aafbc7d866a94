/// A promise of a parser that an input broke.
struct Violation: Error, CustomStringConvertible {
    /// The promise.
    var description: String

    init(_ promise: String) {
        self.description = promise
    }
}

/// Goes on only when the promise holds.
func hold(_ condition: Bool, _ promise: @autoclosure () -> String) throws(Violation) {
    guard condition else { throw Violation(promise()) }
}

/// The bytes of texts, since two texts of different bytes may be equal to Swift.
func bytes(_ texts: String?...) -> [[UInt8]?] {
    texts.map { $0.map { Array($0.utf8) } }
}

/// What hides in an input and may be in no error.
enum Planted {
    /// Stands in the corpora as a code, a state, a token; in no message of ours.
    static let word = "canary"
    /// A secret that was sent: of letters alone, so that it would pass for an error code.
    static let secret = "canary_qzxwvkjhyrrab"

    /// Refuses an error that shows the word.
    static func mayNotShow(in error: some Error) throws(Violation) {
        let text = "\(error)\n\(String(reflecting: error))"
        try hold(!text.contains(self.word), "an error shows nothing of the input")
    }

    /// Refuses an error that shows eight characters of the secret.
    static func mayNotShowSecret(in error: some Error) throws(Violation) {
        let text = Array("\(error)\n\(String(reflecting: error))".utf8)
        let secret = Array(self.secret.utf8)
        for start in 0...(secret.count - 8) {
            try hold(!text.contains(secret[start..<start + 8]), "an error shows no piece of a secret that was sent")
        }
    }
}
