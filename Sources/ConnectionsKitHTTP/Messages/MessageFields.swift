import ConnectionsKit

/// The members of a message from an authorization server, in whichever form it came.
///
/// JSON is asked for. Some services answer form-encoded all the same, and some name the wrong media type, so that the body
/// itself decides: what begins like JSON is read as JSON, anything else as a form.
package struct MessageFields: Sendable {
    private let members: [String: JSONValue]

    /// Reads a body; nothing when it is neither a JSON object nor a form.
    package init?(_ body: [UInt8]) {
        let start = body.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let first = body[start...].first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") || first == UInt8(ascii: "\"") {
            guard case .object(let members) = JSONReader.value(in: body) else { return nil }
            self.members = members
            return
        }
        // A form of tokens has no white space and no angle brackets; a page of HTML has both.
        let text = body.drop { $0 <= 0x20 }.reversed().drop { $0 <= 0x20 }.reversed()
        guard text.contains(UInt8(ascii: "=")), text.allSatisfy({ $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "<") }),
            let fields = try? FormEncoding.decode(Array(text))
        else { return nil }
        self.members = Dictionary(fields.map { ($0.name, .string($0.value)) }, uniquingKeysWith: { $1 })
    }

    /// The member `name`; `nil` also when it is `null`.
    package subscript(name: String) -> JSONValue? {
        self.members[name].flatMap { $0 == .null ? nil : $0 }
    }
}

extension MessageFields: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "MessageFields(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
