import Foundation
import Testing

/// A JSON value, for tests that ask for one of its parts.
struct JSON {
    private let value: Any
    private let location: SourceLocation

    init(_ value: Any, _ location: SourceLocation) {
        self.value = value
        self.location = location
    }

    subscript(key: String) -> JSON {
        let object = self.value as? [String: Any]
        if object?[key] == nil { Issue.record("there is no key \"\(key)\"", sourceLocation: self.location) }
        return JSON(object?[key] ?? "", self.location)
    }

    subscript(index: Int) -> JSON {
        let array = self.array
        if !array.indices.contains(index) {
            Issue.record("there is no element \(index)", sourceLocation: self.location)
        }
        return array.indices.contains(index) ? array[index] : JSON("", self.location)
    }

    var array: [JSON] { (self.value as? [Any] ?? []).map { JSON($0, self.location) } }
    var keys: Set<String> { Set((self.value as? [String: Any] ?? [:]).keys) }
    var string: String? { self.value as? String }
    var int: Int? { self.value as? Int }
    var bool: Bool? { self.value as? Bool }
}

extension JSON {
    var isNull: Bool { self.value is NSNull }
    /// The value as text, by which two can be compared.
    var text: String {
        let data = try? JSONSerialization.data(withJSONObject: self.value, options: [.sortedKeys, .fragmentsAllowed])
        return String(decoding: data ?? Data(), as: UTF8.self)
    }
}
