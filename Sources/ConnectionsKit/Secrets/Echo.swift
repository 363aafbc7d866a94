/// A secret that a service repeats in what would be shown.
package enum Echo {
    /// How many characters in a row give a secret away.
    private static let run = 8

    /// How many characters a shorter secret has at least, whose whole gives it away wherever it stands.
    private static let shortest = 4

    /// Whether `text` is `secret`, or has eight characters in a row of it.
    ///
    /// A shorter secret is told by the whole of it, and one of less than four only by that alone: so short a word may stand
    /// anywhere.
    package static func isIn(_ text: String, of secret: String) -> Bool {
        let text = Array(text.utf8)
        let secret = Array(secret.utf8)
        if text == secret { return true }
        let run = min(Self.run, secret.count)
        guard run >= Self.shortest, text.count >= run else { return false }
        let pieces = Set((0...(text.count - run)).map { text[$0..<$0 + run] })
        return (0...(secret.count - run)).contains { pieces.contains(secret[$0..<$0 + run]) }
    }
}
