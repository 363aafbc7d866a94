import ConnectionsKit
import Crypto

/// The key of an account's audit trail, derived from the host's.
struct EnvelopeAuditKey: AuditKey {
    private let key: SymmetricKey

    /// HKDF (RFC 5869) with SHA-256; without salt, since the host's key is uniformly random.
    init(_ master: Secret, for account: AccountID) {
        self.key = master.withBytes {
            HKDF<SHA256>.deriveKey(
                inputKeyMaterial: SymmetricKey(data: $0), info: Array("connectionskit.audit.1\0\(account.text)".utf8),
                outputByteCount: 32)
        }
    }

    func authenticate(_ message: [UInt8]) -> [UInt8] {
        Array(HMAC<SHA256>.authenticationCode(for: message, using: self.key))
    }
}

extension EnvelopeAuditKey: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { "EnvelopeAuditKey(redacted)" }
    var debugDescription: String { self.description }
    var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
