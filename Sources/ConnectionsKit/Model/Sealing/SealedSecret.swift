/// A secret in sealed form: an envelope that only the sealer which made it can open, in the context it was made for.
public struct SealedSecret: Sendable, Hashable, Codable {
    /// The envelope, the key's identifier included.
    public var envelope: [UInt8]

    /// Wraps an envelope.
    public init(envelope: [UInt8]) {
        self.envelope = envelope
    }
}

extension SealedSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SealedSecret(\(self.envelope.count) bytes)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
