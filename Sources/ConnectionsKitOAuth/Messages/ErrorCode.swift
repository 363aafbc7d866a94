/// The error code in a service's answer (RFC 6749 section 5.2), fit to be shown and stored.
///
/// Only a short word of plain characters counts as a code: what a service puts there may be anything, a token included.
package struct ErrorCode: Sendable, Hashable, CustomStringConvertible {
    /// The code as the service wrote it.
    package let text: String

    /// Takes a code of 1 to 40 letters, digits, spaces and `_-.:`, or nothing.
    package init?(_ text: String) {
        let isPlain = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: " "), UInt8(ascii: "_"), UInt8(ascii: "-"),
                UInt8(ascii: "."), UInt8(ascii: ":"):
                true
            default: false
            }
        }
        guard (1...40).contains(text.utf8.count), isPlain else { return nil }
        self.text = text
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

    /// Whether the code is `secret`, or holds the whole of a longer one.
    package func repeats(_ secret: String) -> Bool {
        self.text == secret || (secret.utf8.count >= 8 && self.text.contains(secret))
    }

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
