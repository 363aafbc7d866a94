/// A key under another key: what only its wrapping key makes usable again.
public struct WrappedKey: Sendable, Hashable, Codable {
    /// The wrapped bytes.
    public var bytes: [UInt8]
    /// The identifier of the key that wrapped them; it is not secret.
    public var wrappingKey: String

    /// Makes a wrapped key.
    ///
    /// - Parameters:
    ///   - bytes: the wrapped bytes.
    ///   - wrappingKey: the identifier of the key that wrapped them.
    public init(bytes: [UInt8], wrappingKey: String) {
        self.bytes = bytes
        self.wrappingKey = wrappingKey
    }
}

extension WrappedKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "WrappedKey(\(self.bytes.count) bytes, under \"\(self.wrappingKey)\")" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
