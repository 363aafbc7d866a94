/// The named values of a credential that has several, as one secret.
public struct SecretFields: Sendable {
    private var fields: [(name: String, value: Secret)]

    /// Makes fields in the given order; of two with one name the first is found.
    public init(_ fields: [(name: String, value: Secret)]) {
        self.fields = fields
    }

    /// The names, in their order.
    public var names: [String] { self.fields.map(\.name) }

    /// The value of the field `name`, if there is one.
    public subscript(name: String) -> Secret? { self.fields.first { $0.name == name }?.value }

    /// The fields as one secret: for each its name and value, each preceded by its length in four bytes.
    package var encoded: Secret {
        var bytes: [UInt8] = []
        for field in self.fields {
            bytes += field.name.utf8.lengthPrefixed
            field.value.withBytes { bytes += $0.lengthPrefixed }
        }
        return Secret(bytes)
    }

    /// Reads fields from ``encoded``, or nothing when the bytes are something else.
    package init?(decoding secret: Secret) {
        var fields: [(name: String, value: Secret)] = []
        let bytes = secret.withBytes { $0 }
        var offset = 0
        func next() -> [UInt8]? {
            guard bytes.count - offset >= 4 else { return nil }
            let length = bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
            offset += 4
            guard bytes.count - offset >= length else { return nil }
            defer { offset += length }
            return Array(bytes[offset..<offset + length])
        }
        while offset < bytes.count {
            guard let name = next(), let text = String(validating: name, as: UTF8.self), let value = next() else {
                return nil
            }
            fields.append((text, Secret(value)))
        }
        self.fields = fields
    }
}

extension SecretFields: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// The names alone.
    public var description: String { "SecretFields(\(self.names.joined(separator: ", ")))" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
