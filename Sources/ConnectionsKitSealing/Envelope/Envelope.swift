import ConnectionsKit

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// How a sealed secret is laid out: a mark and a version, the 16 bytes of the data key's identifier, the nonce, the
/// ciphertext and the tag.
struct Envelope {
    /// `CKS`, and 1 for this layout with AES-256-GCM.
    private static let mark: [UInt8] = [0x43, 0x4B, 0x53, 0x01]
    private static let keyBytes = 16
    static let nonceBytes = 12
    static let tagBytes = 16

    /// The data key.
    let key: DataKey.ID
    /// The nonce, the ciphertext and the tag, as the cipher combines them.
    let combined: [UInt8]

    init(key: DataKey.ID, combined: [UInt8]) {
        self.key = key
        self.combined = combined
    }

    /// Reads an envelope, or gives nothing when the bytes are something else.
    init?(_ sealed: SealedSecret) {
        let bytes = sealed.envelope
        let start = Self.mark.count + Self.keyBytes
        guard bytes.starts(with: Self.mark), bytes.count >= start + Self.nonceBytes + Self.tagBytes else { return nil }
        self.key = DataKey.ID(UUID(bytes[Self.mark.count..<start]))
        self.combined = Array(bytes[start...])
    }

    /// The envelope as it is stored.
    var sealed: SealedSecret { SealedSecret(envelope: Self.header(key: self.key) + self.combined) }

    /// What the tag covers beside the ciphertext: the header, then the context; both say where they end.
    static func associatedData(key: DataKey.ID, context: SealContext) -> [UInt8] {
        self.header(key: key) + context.associatedData
    }

    private static func header(key: DataKey.ID) -> [UInt8] { self.mark + key.uuid.bytes }
}

extension UUID {
    /// Makes one of its 16 bytes.
    fileprivate init(_ bytes: ArraySlice<UInt8>) {
        let b = Array(bytes)
        self.init(
            uuid: (
                b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11], b[12], b[13], b[14], b[15]
            ))
    }

    fileprivate var bytes: [UInt8] {
        let b = self.uuid
        return [b.0, b.1, b.2, b.3, b.4, b.5, b.6, b.7, b.8, b.9, b.10, b.11, b.12, b.13, b.14, b.15]
    }
}
