/// The hosts to which a connector's credentials may go: one host, or all hosts below a domain.
public struct HostPattern: Sendable, Hashable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The pattern: `api.example.com`, or `*.example.com` for every host below that domain (not the domain itself).
    public let text: String

    /// Makes a pattern from its text.
    public init(_ text: String) {
        self.text = text
    }

    public init(stringLiteral value: String) {
        self.text = value
    }

    /// Whether `host`, in normal form, is one of these hosts.
    package func matches(_ host: String) -> Bool {
        if self.text.hasPrefix("*.") {
            let suffix = self.text.dropFirst().lowercased()
            return host.hasSuffix(suffix) && host.utf8.count > suffix.utf8.count
        }
        return host == self.text.lowercased()
    }

    /// Refuses a pattern that could match too much or nothing.
    package func validate(field: String) throws(InvalidInput) {
        let isWildcard = self.text.hasPrefix("*.")
        let base = isWildcard ? String(self.text.dropFirst(2)) : self.text
        // A trailing dot is in no normal form, so that a pattern with one matches nothing.
        let isPlain = WebAddress.normalizedHost(base) == base.lowercased() || base == "[::1]"
        guard isPlain, !isWildcard || base.contains(".") else {
            throw InvalidInput(
                field: field, problem: "the host pattern \"\(self.text)\" is not acceptable",
                remedy: "Name a host such as api.example.com, or *.example.com for the hosts below a domain")
        }
    }

    public var description: String { self.text }
}
