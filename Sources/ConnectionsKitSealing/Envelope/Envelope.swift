import ConnectionsKit

/// How a sealed secret is laid out: a mark and a version, the length and identifier of the key, the nonce, the ciphertext
/// and the tag.
struct Envelope {
    /// `CKS`, and 1 for this layout with AES-256-GCM.
    private static let mark: [UInt8] = [0x43, 0x4B, 0x53, 0x01]
    static let nonceBytes = 12
    static let tagBytes = 16

    /// The identifier of the master key.
    let key: String
    /// The nonce, the ciphertext and the tag, as the cipher combines them.
    let combined: [UInt8]

    init(key: String, combined: [UInt8]) {
        self.key = key
        self.combined = combined
    }

    /// Reads an envelope, or gives nothing when the bytes are something else.
    init?(_ sealed: SealedSecret) {
        var rest = sealed.envelope[...]
        guard rest.starts(with: Self.mark) else { return nil }
        rest = rest.dropFirst(Self.mark.count)
        guard let length = rest.popFirst(), rest.count >= Int(length) + Self.nonceBytes + Self.tagBytes,
            let key = String(validating: rest.prefix(Int(length)), as: UTF8.self), KeyRing.isIdentifier(key)
        else { return nil }
        self.key = key
        self.combined = Array(rest.dropFirst(Int(length)))
    }

    /// The envelope as it is stored.
    var sealed: SealedSecret { SealedSecret(envelope: Self.header(key: self.key) + self.combined) }

    /// What the tag covers beside the ciphertext: the header, then the context; both say where they end.
    static func associatedData(key: String, context: SealContext) -> [UInt8] {
        self.header(key: key) + context.associatedData
    }

    private static func header(key: String) -> [UInt8] {
        self.mark + [UInt8(truncatingIfNeeded: key.utf8.count)] + Array(key.utf8)
    }
}
