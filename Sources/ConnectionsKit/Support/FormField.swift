/// One name and its value in a form or a query.
///
/// Its description holds the name alone, since the value may be a secret.
package struct FormField: Sendable, Hashable {
    /// The name, decoded.
    package var name: String
    /// The value, decoded; empty when there was none.
    package var value: String

    /// Makes a field.
    package init(_ name: String, _ value: String) {
        self.name = name
        self.value = value
    }
}

extension FormField: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    package var description: String { "FormField(\(self.name), redacted)" }
    package var debugDescription: String { self.description }
    package var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
