import ConnectionsKit

/// The error code in a service's answer (RFC 6749 section 5.2), fit to be shown and stored.
///
/// Only a short word of plain characters counts as a code: what a service puts there may be anything, a token included.
package struct ErrorCode: Sendable, Hashable, CustomStringConvertible {
    /// The code as the service wrote it.
    package let text: String

    /// Takes a code, or gives nothing when it is not fit to be shown.
    ///
    /// A code is up to 40 letters, spaces and underscores, or up to 12 characters with digits, dots and hyphens among them:
    /// what is longer and has digits may be a token.
    package init?(_ text: String) {
        let count = text.utf8.count
        guard (1...40).contains(count), text.utf8.allSatisfy({ Self.isWordly($0) || (count <= 12 && Self.isPlain($0)) })
        else { return nil }
        self.text = text
    }

    private static func isWordly(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: " "):
            true
        default: false
        }
    }

    private static func isPlain(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
    }

    /// Finds the code in an answer: in `error` as a word or as an object with a `code` or `type`, else in the fields that
    /// some services use instead.
    ///
    /// - Returns: the code; `unrecognized` when there is one that cannot be shown; nothing when there is none.
    package init?(in fields: MessageFields) {
        guard let found = Self.found(in: fields), !found.isEmpty else { return nil }
        self = ErrorCode(found) ?? .unrecognized
    }

    /// Stands for a code that cannot be shown.
    package static let unrecognized = ErrorCode(unchecked: "unrecognized")
    /// What Zoho's accounts server answers, with the status 200, beyond its limits.
    package static let accessDeniedText = ErrorCode(unchecked: "Access Denied")

    /// Whether the code gives `secret` away.
    package func repeats(_ secret: String) -> Bool { Echo.isIn(self.text, of: secret) }

    /// The code in the form in which codes are compared.
    package var key: String { self.text.lowercased() }

    package var description: String { self.text }

    private init(unchecked text: String) {
        self.text = text
    }

    private static func found(in fields: MessageFields) -> String? {
        if let error = fields["error"] {
            if let text = error.text { return text }
            for name in ["code", "type", "status"] {
                switch error[name] {
                case .string(let text): return text
                case .number(let text): return text
                default: continue
                }
            }
            return error == .bool(false) ? nil : Self.unrecognized.text
        }
        return ["errorCode", "error_code"].lazy.compactMap { fields[$0]?.text }.first
    }
}
