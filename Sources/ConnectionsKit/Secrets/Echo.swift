/// A secret that a service repeats in what would be shown.
package enum Echo {
    /// How many characters in a row give a secret away.
    private static let run = 8

    /// Whether `text` is `secret`, or has eight characters in a row of it.
    ///
    /// A secret that is shorter is told only by the whole of it, since so short a word may stand anywhere.
    package static func isIn(_ text: String, of secret: String) -> Bool {
        let text = Array(text.utf8)
        let secret = Array(secret.utf8)
        if text == secret { return true }
        guard text.count >= Self.run, secret.count >= Self.run else { return false }
        let pieces = Set((0...(text.count - Self.run)).map { text[$0..<$0 + Self.run] })
        return (0...(secret.count - Self.run)).contains { pieces.contains(secret[$0..<$0 + Self.run]) }
    }
}
