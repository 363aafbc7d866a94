/// The rules for the names of accounts at services.
package enum AccountName {
    /// The longest name.
    package static let maximumLength = 100
    private static let maximumBytes = 1_000

    /// Refuses a name that is blank, too long, or has a character that cannot be printed.
    package static func validate(_ name: String, field: String = "accountName") throws(InvalidInput) {
        let remedy = "Use 1 to \(self.maximumLength) printable characters"
        // A character can carry any number of combining marks.
        guard name.count <= self.maximumLength, name.utf8.count <= self.maximumBytes else {
            throw InvalidInput(
                field: field, problem: "\(name.count) characters long, or over 1,000 bytes", remedy: remedy)
        }
        guard name.unicodeScalars.allSatisfy(self.isPrintable) else {
            throw InvalidInput(field: field, problem: "a character in it cannot be printed", remedy: remedy)
        }
        guard !self.isBlank(name) else { throw InvalidInput(field: field, problem: "blank", remedy: remedy) }
    }

    /// A name as a service gave it, without what cannot be printed and cut to what is allowed; `nil` when nothing is left.
    package static func cleaned(_ name: String) -> String? {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars where self.isPrintable(scalar) { scalars.append(scalar) }
        var result = String(String(scalars).prefix(self.maximumLength))
        while result.utf8.count > self.maximumBytes { result.removeLast() }
        return self.isBlank(result) ? nil : result
    }

    /// The name of an account to which the service gives none, such as `Twilio Account 2`.
    package static func generated(_ service: String, _ number: Int) -> String { "\(service) Account \(number)" }

    /// The number in a generated name; `nil` for every other name.
    package static func number(in name: String, of service: String) -> Int? {
        let prefix = "\(service) Account "
        guard name.hasPrefix(prefix), let number = Int(name.dropFirst(prefix.count)), number > 0, number < 1_000_000_000
        else { return nil }
        return number
    }

    private static func isBlank(_ name: String) -> Bool { name.allSatisfy(\.isWhitespace) }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse: false
        // The joiners make up emoji and the letters of some scripts; the rest of their class turns text around or hides it.
        case .format: scalar == "\u{200C}" || scalar == "\u{200D}"
        default: true
        }
    }
}
