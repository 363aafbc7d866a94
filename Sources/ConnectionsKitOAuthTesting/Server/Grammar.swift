/// The character rules of the standards, for what is registered and for what comes in.
enum Grammar {
    /// `VSCHAR`, a space or a visible ASCII character (RFC 6749 appendix A).
    static func isPrintable(_ byte: UInt8) -> Bool { (0x20...0x7E).contains(byte) }

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default:
            false
        }
    }

    /// One scope, `scope-token` (RFC 6749 section 3.3).
    static func isScope(_ scope: some StringProtocol) -> Bool {
        !scope.isEmpty
            && scope.utf8.allSatisfy { $0 == 0x21 || (0x23...0x5B).contains($0) || (0x5D...0x7E).contains($0) }
    }

    /// The scopes of a parameter, once each, or `nil` when it breaks the grammar.
    static func scopes(_ parameter: String) -> [String]? {
        let scopes = parameter.split(separator: " ", omittingEmptySubsequences: false).map(String.init)
        guard scopes.allSatisfy(self.isScope) else { return nil }
        var seen: Set<String> = []
        return scopes.filter { seen.insert($0).inserted }
    }

    /// A token as HTTP carries it, `b64token` (RFC 6750 section 2.1).
    static func isBearerToken(_ token: some StringProtocol) -> Bool {
        let body = token.utf8.reversed().drop { $0 == UInt8(ascii: "=") }
        return !body.isEmpty && body.allSatisfy { self.isAlphanumeric($0) || "-._~+/".utf8.contains($0) }
    }

    /// A redirect address that may be registered (RFC 6749 section 3.1.2, RFC 9700 sections 2.1 and 2.6).
    static func isRedirectURI(_ text: String) -> Bool {
        guard text.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), !text.contains("#"), !text.contains("*") else {
            return false
        }
        if let address = Address(text) {
            return address.scheme == "https" || address.isLoopback
        }
        // A private scheme of an app on a device: a reversed domain name (RFC 8252 section 7.1).
        let scheme = text.prefix { $0 != ":" }
        return scheme.count < text.count && scheme.contains(".")
            && scheme.utf8.allSatisfy { self.isAlphanumeric($0) || "+-.".utf8.contains($0) }
    }
}
