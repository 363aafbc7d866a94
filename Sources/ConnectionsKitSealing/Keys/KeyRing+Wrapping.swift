import ConnectionsKit
import Crypto

// How a ring wraps data keys: AES-256-GCM under a key derived from one of its own, the tag covering the account, the data
// key's identifier and that of the wrapping key.
extension KeyRing {
    /// `CKW`, and 1 for this layout.
    private static let mark: [UInt8] = [0x43, 0x4B, 0x57, 0x01]

    func wrap(_ key: Secret, of id: DataKey.ID, in account: AccountID) throws(SealerError) -> WrappedKey {
        let name = self.primary
        do {
            let wrapping = try self.wrappingKey(name)
            let box = try key.withBytes {
                try AES.GCM.seal($0, using: wrapping, authenticating: Self.associatedData(id, account, name))
            }
            guard let combined = box.combined else { throw SealerError(.unavailable, "the cipher gave no envelope") }
            return WrappedKey(bytes: Self.mark + combined, wrappingKey: name)
        } catch {
            throw SealerError(.unavailable, "the cipher failed; nothing was wrapped")
        }
    }

    func unwrap(_ key: WrappedKey, of id: DataKey.ID, in account: AccountID) throws(SealerError) -> Secret {
        let name = key.wrappingKey
        let wrapping = try self.wrappingKey(name)
        guard key.bytes.starts(with: Self.mark) else {
            throw SealerError(
                .wrongKey,
                "the data key \(id) was not wrapped by a key ring: most likely the keys are of another provider")
        }
        do {
            let box = try AES.GCM.SealedBox(combined: key.bytes.dropFirst(Self.mark.count))
            let data = Self.associatedData(id, account, name)
            return Secret(Array(try AES.GCM.open(box, using: wrapping, authenticating: data)))
        } catch {
            throw SealerError(
                .wrongKey,
                "the key \"\(name)\" here is not the one of that name that wrapped the data key \(id): most likely this is "
                    + "the wrong key file, or the data key was changed")
        }
    }

    /// HKDF (RFC 5869) with SHA-256; without salt, since a key of the ring is uniformly random.
    private func wrappingKey(_ name: String) throws(SealerError) -> SymmetricKey {
        let derived: SymmetricKey? = self.withKeys { keys, _ in
            keys[name]?.withBytes {
                HKDF<SHA256>.deriveKey(
                    inputKeyMaterial: SymmetricKey(data: $0), info: Array("connectionskit.wrap.1".utf8),
                    outputByteCount: 32)
            }
        }
        if let derived { return derived }
        let known = self.identifiers.map { "\"\($0)\"" }.joined(separator: ", ")
        let shown = Self.isIdentifier(name) ? "\"\(name)\"" : "of no lawful name"
        throw SealerError(
            .wrongKey,
            "a data key was wrapped by the key \(shown), but the keys here are \(known): most likely this is the wrong key "
                + "file, or the key was taken out too early")
    }

    private static func associatedData(_ id: DataKey.ID, _ account: AccountID, _ name: String) -> [UInt8] {
        ["connectionskit.wrap.1", account.text, id.description, name].flatMap(\.utf8.lengthPrefixed)
    }
}
