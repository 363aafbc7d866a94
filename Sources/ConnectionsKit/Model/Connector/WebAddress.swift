/// An absolute address of the web, read strictly.
///
/// Hosts are compared as credentials depend on them: only ASCII letters, digits, hyphens and dots, lower-cased, with one
/// trailing dot removed. A percent sign, user information, a non-ASCII character or an IPv6 literal other than `[::1]` is
/// refused, because parsers disagree about them.
public struct WebAddress: Sendable, Hashable, Codable, CustomStringConvertible {
    /// `https` or `http`, in lower case.
    public let scheme: String
    /// The host in lower case.
    public let host: String
    /// The port, if it is named and is not the scheme's own.
    public let port: Int?
    /// The path with its leading slash; `/` when the address has none.
    public let path: String
    /// The query without its question mark.
    public let query: String?

    /// Reads an address.
    ///
    /// - Parameters:
    ///   - text: the address, such as `https://accounts.example.com/oauth/v2/token`.
    ///   - field: the name of the field that holds it, for the error.
    /// - Throws: ``InvalidInput`` that says which part is not accepted.
    public init(_ text: String, field: String = "address") throws(InvalidInput) {
        func refuse(_ problem: String) -> InvalidInput {
            InvalidInput(
                field: field, problem: problem,
                remedy: "Pass an absolute address such as https://accounts.example.com/token")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != 0x5C }) else {
            throw refuse("a space, a backslash, a control character or a character outside ASCII")
        }
        guard let separator = text.firstRange(of: "://") else { throw refuse("no scheme") }
        let scheme = text[..<separator.lowerBound].lowercased()
        guard scheme == "https" || scheme == "http" else { throw refuse("the scheme is neither https nor http") }
        let rest = text[separator.upperBound...]
        guard !rest.contains("#") else { throw refuse("a fragment") }
        let authorityEnd = rest.firstIndex { $0 == "/" || $0 == "?" } ?? rest.endIndex
        let authority = rest[..<authorityEnd]
        guard !authority.contains("@") else { throw refuse("user information before the host") }
        let (host, port) = try Self.split(authority, refuse)
        let target = rest[authorityEnd...]
        let queryStart = target.firstIndex(of: "?")
        let path = target[..<(queryStart ?? target.endIndex)]
        self.scheme = scheme
        self.host = host
        self.port = port == (scheme == "https" ? 443 : 80) ? nil : port
        self.path = path.isEmpty ? "/" : String(path)
        self.query = queryStart.map { String(target[target.index(after: $0)...]) }
    }

    public init(from decoder: any Decoder) throws {
        try self.init(try decoder.singleValueContainer().decode(String.self))
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(self.description)
    }

    private static func split(
        _ authority: Substring, _ refuse: (String) -> InvalidInput
    ) throws(InvalidInput) -> (host: String, port: Int?) {
        if authority.hasPrefix("[::1]") {
            let rest = authority.dropFirst(5)
            if rest.isEmpty { return ("[::1]", nil) }
            guard rest.first == ":", let port = Self.port(rest.dropFirst()) else { throw refuse("a malformed port") }
            return ("[::1]", port)
        }
        let parts = authority.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let host = Self.normalizedHost(first) else {
            throw refuse("a host that is empty, or not of ASCII letters, digits, hyphens and dots alone")
        }
        guard parts.count == 2 else { return (host, nil) }
        guard let port = Self.port(parts[1]) else { throw refuse("a malformed port") }
        return (host, port)
    }

    private static func port(_ text: Substring) -> Int? {
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(text), (1...65_535).contains(port)
        else { return nil }
        return port
    }

    /// The host in the one form in which hosts are compared, or nothing when it is not acceptable.
    package static func normalizedHost(_ text: some StringProtocol) -> String? {
        var host = text.lowercased()
        if host.hasSuffix(".") { host.removeLast() }
        let labels = host.split(separator: ".", omittingEmptySubsequences: false)
        let isPlain = labels.allSatisfy { label in
            !label.isEmpty && label.utf8.count <= 63
                && label.utf8.allSatisfy {
                    (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D
                }
        }
        return isPlain && host.utf8.count <= 253 && text.utf8.allSatisfy({ $0 < 0x80 }) ? host : nil
    }

    /// The host, with the port when one is named.
    public var authority: String { self.port.map { "\(self.host):\($0)" } ?? self.host }

    /// The path, with the query when there is one.
    public var pathAndQuery: String { self.query.map { "\(self.path)?\($0)" } ?? self.path }

    /// Whether the host is this machine: `localhost`, `127.0.0.0/8` or `[::1]`.
    public var isLoopback: Bool {
        if self.host == "localhost" || self.host == "[::1]" { return true }
        let parts = self.host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127"
            && parts.allSatisfy { part in UInt8(part) != nil && (part == "0" || !part.hasPrefix("0")) }
    }

    /// The address as text.
    public var description: String { "\(self.scheme)://\(self.authority)\(self.pathAndQuery)" }
}
