/// The rules for the names of connections.
package enum ConnectionName {
    /// The longest name and link name.
    package static let maximumLength = 50
    /// The longest name in UTF-8, since a character can carry any number of combining marks.
    private static let maximumBytes = 1_000
    /// Begins the link names of system connections, and of no other.
    package static let systemPrefix = "system_"
    private static let marks: Set<Character> = ["&", "@", "!", ":", "-", "_", "\\", "|", "/", "~", "*", " "]

    /// Refuses a name that is empty, too long, or has a character other than letters, digits, spaces and `&@!:-_\|/~*`.
    package static func validate(_ name: String, field: String = "name") throws(InvalidInput) {
        let remedy = "Use 1 to 50 letters, digits, spaces and & @ ! : - _ \\ | / ~ *"
        guard (1...self.maximumLength).contains(name.count), name.utf8.count <= self.maximumBytes,
            name.contains(where: { $0 != " " })
        else {
            throw InvalidInput(
                field: field, problem: "\(name.count) characters long, over 1,000 bytes, or blank", remedy: remedy)
        }
        if let bad = name.first(where: { !self.marks.contains($0) && !$0.unicodeScalars.allSatisfy(self.isPartOfWord) })
        {
            throw InvalidInput(field: field, problem: "the character \"\(bad)\" is not allowed", remedy: remedy)
        }
    }

    /// Whether it is a letter, a digit or a mark on one; what cannot be seen is none.
    private static func isPartOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .decimalNumber: true
        default: scalar.properties.isAlphabetic
        }
    }

    /// Refuses a link name that is empty, too long, reserved, or has a character that it cannot have.
    package static func validate(linkName: String, field: String = "linkName") throws(InvalidInput) {
        let remedy = "Use 1 to 50 of the letters a to z, digits and underscores, beginning with a letter"
        func refuse(_ problem: String) -> InvalidInput { InvalidInput(field: field, problem: problem, remedy: remedy) }
        guard (1...self.maximumLength).contains(linkName.count) else {
            throw refuse("\(linkName.count) characters long")
        }
        if let bad = linkName.first(where: { !self.isPlain($0) && $0 != "_" }) {
            throw refuse("the character \"\(bad)\" is not allowed")
        }
        if let first = linkName.first, !first.isLetter { throw refuse("it begins with \"\(first)\"") }
        guard !linkName.hasPrefix(self.systemPrefix) else {
            throw InvalidInput(
                field: field, problem: "\"\(self.systemPrefix)\" begins the link names of system connections alone",
                remedy: "Begin it with something else")
        }
    }

    /// The link name made from a name: lower-case ASCII letters, digits and underscores, beginning with a letter.
    ///
    /// A further one for the same name gets a number. A name without any Latin letter or digit, in another script or of
    /// marks alone, gets `connection`.
    package static func linkName(for name: String, number: Int = 1) -> String {
        self.numbered(self.linkStem(of: name), number, separator: "_")
    }

    /// The name with a number from 2 on, trimmed to what is allowed.
    package static func numbered(_ base: String, _ number: Int, separator: String) -> String {
        self.suffixed(base, number < 2 ? "" : "\(separator)\(number)")
    }

    /// The name and the link name of a copy: with `_copy`, and a number from 2 on, trimmed to what is allowed.
    ///
    /// Both are made of the name, so that two copies of one name have one link name too, which a store keeps unique.
    package static func copy(of name: String, number: Int = 1) -> (name: String, linkName: String) {
        let suffix = self.numbered("_copy", number, separator: "_")
        return (self.suffixed(name, suffix), self.suffixed(self.linkStem(of: name), suffix))
    }

    private static func linkStem(of name: String) -> String {
        var link = ""
        for character in name.lowercased() {
            if self.isPlain(character) {
                link.append(character)
            } else if link.last != "_", !link.isEmpty {
                link.append("_")
            }
        }
        while link.last == "_" { link.removeLast() }
        if link.isEmpty { return "connection" }
        // A number must not make a reserved name of it either.
        let isFree = link.first.map(\.isLetter) ?? false && !"\(link)_".hasPrefix(self.systemPrefix)
        return isFree ? link : "c_" + link
    }

    private static func isPlain(_ character: Character) -> Bool {
        // Characters are ordered by their text: a letter with a mark on it stands among the letters.
        character.isASCII && (("a"..."z").contains(character) || ("0"..."9").contains(character))
    }

    /// The base, trimmed so that the whole is allowed, and without a space or an underscore where it was cut.
    private static func suffixed(_ base: String, _ suffix: String) -> String {
        var stem = base
        while stem.count + suffix.count > self.maximumLength || stem.utf8.count + suffix.utf8.count > self.maximumBytes
        {
            stem.removeLast()
        }
        guard stem.count < base.count else { return base + suffix }
        while stem.last == "_" || stem.last == " " { stem.removeLast() }
        return stem + suffix
    }
}
