import ConnectionsKitHTTP

/// The host and port of an authority (RFC 3986 section 3.2), in the one spelling that is accepted.
struct HostAndPort: Sendable {
    /// The host, lower-cased, without brackets or a trailing dot.
    let host: String
    /// The port as written; `nil` stands for the scheme's own.
    let port: String?

    init(_ authority: String) throws(HTTPTransportError) {
        let parts: (host: Substring, port: Substring?)
        if authority.hasPrefix("["), let end = authority.firstIndex(of: "]") {
            let rest = authority[authority.index(after: end)...]
            guard rest.isEmpty || rest.hasPrefix(":") else { throw Self.badHost }
            let literal = authority[authority.index(after: authority.startIndex)..<end]
            guard Self.isAddressLiteral(literal) else { throw Self.badHost }
            parts = (literal, rest.isEmpty ? nil : rest.dropFirst())
        } else {
            let pieces = authority.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            var name = pieces[0]
            if name.hasSuffix(".") { name = name.dropLast() }
            guard Self.isName(name) else { throw Self.badHost }
            parts = (name, pieces.count > 1 ? pieces[1] : nil)
        }
        if let port = parts.port {
            guard port.utf8.allSatisfy(Self.isDigit), let number = Int(port), (1...65_535).contains(number) else {
                throw .invalid("The port is not a number from 1 to 65535: correct it or leave it out.")
            }
        }
        self.host = parts.host.lowercased()
        self.port = parts.port.map(String.init)
    }

    /// The authority, as it is sent.
    var text: String {
        (self.host.contains(":") ? "[\(self.host)]" : self.host) + (self.port.map { ":\($0)" } ?? "")
    }

    /// Whether `host` is four decimal numbers up to 255 without leading zeros; other spellings of an IPv4 address are
    /// read differently by different parsers.
    static func isDottedQuad(_ host: some StringProtocol) -> Bool {
        let numbers = host.split(separator: ".", omittingEmptySubsequences: false)
        return numbers.count == 4
            && numbers.allSatisfy { number in UInt8(number).map { String($0) == number } ?? false }
    }

    private static let badHost = HTTPTransportError.invalid(
        "The host is not a name of ASCII letters, digits, hyphens and dots, nor an IP address: correct it.")

    private static func isName(_ name: Substring) -> Bool {
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        guard name.utf8.count <= 253, let last = labels.last else { return false }
        // A name that ends in a number is an address (URL Standard, "ends in a number").
        if let first = last.utf8.first, Self.isDigit(first) { return Self.isDottedQuad(name) }
        return labels.allSatisfy { label in
            !label.isEmpty && label.utf8.allSatisfy { Self.isDigit($0) || Self.isLetter($0) || $0 == UInt8(ascii: "-") }
        }
    }

    private static func isAddressLiteral(_ literal: Substring) -> Bool {
        literal.contains(":")
            && literal.utf8.allSatisfy { character in
                Self.isDigit(character) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(character | 0x20)
                    || character == UInt8(ascii: ":") || character == UInt8(ascii: ".")
            }
    }

    private static func isDigit(_ character: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(character)
    }

    private static func isLetter(_ character: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(character | 0x20)
    }
}
