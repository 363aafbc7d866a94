/// A JSON document as far as messages need it.
///
/// It does not print, since its strings may be tokens.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// A number as it was written, so that reading loses nothing.
    case number(String)
    case string(String)
    case array([JSONValue])
    /// An object; of members with one name the last one counts, as in every browser.
    case object([String: JSONValue])

    /// The member `name` of an object.
    package subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// The text of a string.
    package var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    /// The texts of an array's strings; other elements are left out.
    package var texts: [String]? {
        if case .array(let elements) = self { elements.compactMap(\.text) } else { nil }
    }
}

extension JSONValue: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "JSONValue(redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .enum) }
}
