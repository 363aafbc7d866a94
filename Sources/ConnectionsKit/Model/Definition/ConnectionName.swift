/// The rules for the names of connections.
package enum ConnectionName {
    /// The longest name and link name.
    package static let maximumLength = 50
    /// Begins the link names of system connections, and of no other.
    package static let systemPrefix = "system_"
    private static let marks: Set<Character> = ["&", "@", "!", ":", "-", "_", "\\", "|", "/", "~", "*", " "]

    /// Refuses a name that is empty, too long, or has a character other than letters, digits, spaces and `&@!:-_\|/~*`.
    package static func validate(_ name: String, field: String = "name") throws(InvalidInput) {
        let remedy = "Use 1 to 50 letters, digits, spaces and & @ ! : - _ \\ | / ~ *"
        // A character can carry any number of combining marks.
        guard (1...self.maximumLength).contains(name.count), name.utf8.count <= 1_000,
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

    /// The link name made from a name: lower-case ASCII letters, digits and underscores, beginning with a letter.
    ///
    /// A further one for the same name gets a number.
    package static func linkName(for name: String, number: Int = 1) -> String {
        var link = ""
        for character in name.lowercased() {
            let isPlain = character.isASCII && (character.isLetter || character.isNumber)
            if isPlain { link.append(character) } else if link.last != "_", !link.isEmpty { link.append("_") }
        }
        while link.last == "_" { link.removeLast() }
        let isFree = link.first.map(\.isLetter) ?? false && !link.hasPrefix(self.systemPrefix)
        if !isFree { link = "c_" + link }
        return self.numbered(link, number, separator: "_")
    }

    /// The name with a number from 2 on, trimmed to what is allowed.
    package static func numbered(_ base: String, _ number: Int, separator: String) -> String {
        let suffix = number < 2 ? "" : "\(separator)\(number)"
        return String(base.prefix(self.maximumLength - suffix.count)) + suffix
    }
}
