package import ConnectionsKit

/// The resources for which tokens are asked (RFC 8707).
package enum ResourceIndicator {
    /// The `resource` parameters of a request, one for each resource of a connector.
    ///
    /// - Throws: ``CredentialError/Code/configuration`` that names the resource which is not acceptable.
    package static func fields(for facts: OAuth2Facts) throws(CredentialError) -> [FormField] {
        var fields: [FormField] = []
        for resource in facts.resources {
            guard self.isAcceptable(resource) else {
                throw CredentialError(
                    .configuration,
                    "the connector's resource \"\(resource)\" must be an absolute address without a fragment (RFC 8707 "
                        + "section 2)")
            }
            fields.append(FormField("resource", resource))
        }
        return fields
    }

    /// Whether `text` is absolute, which is to say it has a scheme (RFC 3986 section 4.3), and has no fragment.
    package static func isAcceptable(_ text: String) -> Bool {
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let scheme = text.utf8[..<colon]
        let rest = text.utf8[text.utf8.index(after: colon)...]
        guard let first = scheme.first, self.isLetter(first), !rest.isEmpty else { return false }
        return scheme.allSatisfy { self.isLetter($0) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0) }
            && rest.allSatisfy { (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "#") }
    }

    private static func isLetter(_ byte: UInt8) -> Bool {
        (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
    }
}
