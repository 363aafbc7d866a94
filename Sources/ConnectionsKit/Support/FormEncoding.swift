/// The encoding `application/x-www-form-urlencoded` of bodies and queries (WHATWG URL section 5, RFC 6749 appendix B).
///
/// Encoding is byte for byte that of WHATWG. Decoding is stricter, since an authorization code or a token that was
/// damaged on its way must not be taken for another one: what WHATWG repairs is refused here. Fields keep their order
/// and their duplicates, so that a caller can refuse a repeated parameter (RFC 6749 section 3.1).
package enum FormEncoding {
    /// The text of `fields`, joined by `&`.
    package static func encode(_ fields: some Sequence<FormField>) -> String {
        var text: [UInt8] = []
        for field in fields {
            if !text.isEmpty { text.append(UInt8(ascii: "&")) }
            self.append(field.name, to: &text)
            text.append(UInt8(ascii: "="))
            self.append(field.value, to: &text)
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The text of one name or value, as the two halves of HTTP Basic authentication need it (RFC 6749 section 2.3.1).
    package static func encode(_ component: String) -> String {
        var text: [UInt8] = []
        self.append(component, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    /// The fields of a body or of a query without its `?`, in their order.
    ///
    /// Empty pieces, as in `a=1&&b=2`, are skipped; a piece without `=` is a name with an empty value.
    ///
    /// - Throws: ``MessageError/Code/malformedEscape`` or ``MessageError/Code/invalidUTF8``.
    package static func decode(_ bytes: some Collection<UInt8>) throws(MessageError) -> [FormField] {
        var fields: [FormField] = []
        for piece in bytes.split(separator: UInt8(ascii: "&")) {
            let name = piece.prefix { $0 != UInt8(ascii: "=") }
            let value = piece.dropFirst(name.count + 1)
            fields.append(FormField(try self.decode(component: name), try self.decode(component: value)))
        }
        return fields
    }

    /// One name or value, decoded.
    ///
    /// - Throws: ``MessageError/Code/malformedEscape`` or ``MessageError/Code/invalidUTF8``.
    package static func decode(component bytes: some Collection<UInt8>) throws(MessageError) -> String {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(bytes.count)
        var iterator = bytes.makeIterator()
        while let byte = iterator.next() {
            switch byte {
            case UInt8(ascii: "+"):
                decoded.append(UInt8(ascii: " "))
            case UInt8(ascii: "%"):
                guard let high = iterator.next().flatMap(self.digit), let low = iterator.next().flatMap(self.digit)
                else {
                    throw MessageError(
                        .malformedEscape, "two hexadecimal digits must follow each %; write %25 for % itself")
                }
                decoded.append(high << 4 | low)
            default:
                decoded.append(byte)
            }
        }
        guard let text = String(validating: decoded, as: UTF8.self) else {
            throw MessageError(.invalidUTF8, "names and values must be UTF-8")
        }
        return text
    }

    private static func append(_ component: String, to text: inout [UInt8]) {
        for byte in component.utf8 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"):
                text.append(byte)
            case UInt8(ascii: " "):
                text.append(UInt8(ascii: "+"))
            default:
                text.append(UInt8(ascii: "%"))
                text.append(self.character(of: byte >> 4))
                text.append(self.character(of: byte & 0x0F))
            }
        }
    }

    private static func character(of digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "A") + digit - 10
    }

    private static func digit(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        default: nil
        }
    }
}
