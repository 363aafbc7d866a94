/// Bytes that do not print: no description, dump, mirror or encoder shows them.
///
/// Reading them takes a call by name, ``withBytes(_:)`` or ``reveal()``, so that each place where a secret leaves its
/// wrapping can be found.
public struct Secret: Sendable {
    private let storage: [UInt8]

    /// Wraps bytes.
    public init(_ bytes: [UInt8]) {
        self.storage = bytes
    }

    /// Wraps the UTF-8 of a text.
    public init(_ text: String) {
        self.storage = Array(text.utf8)
    }

    /// The number of bytes.
    public var count: Int { self.storage.count }

    /// Gives the bytes to `body`.
    ///
    /// - Parameter body: reads the bytes; they should not leave it.
    /// - Returns: what `body` returns.
    /// - Throws: what `body` throws.
    public func withBytes<Output, Failure: Error>(_ body: ([UInt8]) throws(Failure) -> Output) throws(Failure) -> Output
    {
        try body(self.storage)
    }

    /// The secret as text, for the one place that sends it.
    public func reveal() -> String { String(decoding: self.storage, as: UTF8.self) }

    /// Whether two secrets are equal, in a time that depends on their lengths alone.
    public func matches(_ other: Secret) -> Bool {
        guard self.storage.count == other.storage.count else { return false }
        return zip(self.storage, other.storage).reduce(into: UInt8(0)) { $0 |= $1.0 ^ $1.1 } == 0
    }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Always `Secret(redacted)`.
    public var description: String { "Secret(redacted)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
