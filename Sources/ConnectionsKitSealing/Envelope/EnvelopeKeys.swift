import ConnectionsKit
import Crypto

/// The keys of one account, derived from the master keys.
struct EnvelopeKeys: AccountKeys {
    private let account: AccountID
    private let primary: String
    private let dataKeys: [String: SymmetricKey]
    private let auditKey: SymmetricKey

    init(account: AccountID, ring: KeyRing) {
        self.account = account
        self.primary = ring.primary
        (self.dataKeys, self.auditKey) = ring.withKeys { keys, audit in
            (
                keys.mapValues { Self.derive("connectionskit.data.1", for: account, from: $0) },
                Self.derive("connectionskit.audit.1", for: account, from: audit)
            )
        }
    }

    /// HKDF (RFC 5869) with SHA-256; without salt, since a master key is uniformly random.
    private static func derive(_ purpose: String, for account: AccountID, from master: Secret) -> SymmetricKey {
        master.withBytes {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: $0), info: Array("\(purpose)\0\(account.text)".utf8),
                outputByteCount: 32)
        }
    }

    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret {
        try self.requireAccount(of: context)
        guard let key = self.dataKeys[self.primary] else { throw self.unknown(self.primary) }
        do {
            // The nonce is fresh and random; one key may seal 2^32 secrets so (NIST SP 800-38D section 8.3).
            let box = try secret.withBytes {
                try AES.GCM.seal(
                    $0, using: key, authenticating: Envelope.associatedData(key: self.primary, context: context))
            }
            guard let combined = box.combined else { throw SealerError(.unavailable, "the cipher gave no envelope") }
            return Envelope(key: self.primary, combined: Array(combined)).sealed
        } catch {
            throw SealerError(.unavailable, "the cipher failed; nothing was sealed")
        }
    }

    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret {
        try self.requireAccount(of: context)
        guard let envelope = Envelope(sealed) else {
            throw SealerError(.malformed, "the stored secret is no envelope of this library")
        }
        guard let key = self.dataKeys[envelope.key] else { throw self.unknown(envelope.key) }
        do {
            let box = try AES.GCM.SealedBox(combined: envelope.combined)
            let data = Envelope.associatedData(key: envelope.key, context: context)
            return Secret(Array(try AES.GCM.open(box, using: key, authenticating: data)))
        } catch {
            // The library underneath throws another error on each platform; all of them mean this.
            throw SealerError(
                .refused,
                "the stored secret was changed, belongs to another record, or was sealed by another key of "
                    + "the name \"\(envelope.key)\"")
        }
    }

    func authenticate(_ message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: self.auditKey))
    }

    private func requireAccount(of context: SealContext) throws(SealerError) {
        guard context.account == self.account else {
            throw SealerError(.refused, "the secret belongs to another account than these keys")
        }
    }

    private func unknown(_ key: String) -> SealerError {
        let known = self.dataKeys.keys.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
        return SealerError(
            .unknownKey,
            "the stored secret was sealed with the key \"\(key)\", but the keys here are \(known): most likely this is the "
                + "wrong key file, or the old key was taken out too early")
    }
}

extension EnvelopeKeys: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "EnvelopeKeys(redacted)" }
    var debugDescription: String { self.description }
    var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
