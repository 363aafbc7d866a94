public import ConnectionsKit

/// Seals secrets with AES-256-GCM, under keys that are derived for each account from the master keys of a key provider.
///
/// An envelope names its master key, so that old secrets open while new ones are sealed with another key, and a wrong key
/// file is told from a damaged secret. Its tag covers the account, record, field, kind and user of the secret: in any other
/// place it does not open. Lengths are not hidden.
///
/// ```swift
/// let sealer = EnvelopeSealer(keys: try FileKeyProvider(at: "keys.json"))
/// ```
///
/// The code of the audit trail is an HMAC with SHA-256 under a key of its own.
public struct EnvelopeSealer: SecretSealer {
    private let provider: any KeyProvider
    private let derived = DerivedKeys(capacity: 4_096)

    /// Makes a sealer.
    ///
    /// - Parameter keys: where the master keys come from.
    public init(keys: any KeyProvider) {
        self.provider = keys
    }

    public func keys(for account: AccountID) async throws(SealerError) -> any AccountKeys {
        self.derived.keys(for: account, ring: try await self.provider.keyRing())
    }
}

extension EnvelopeSealer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "EnvelopeSealer(redacted)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
