public import ConnectionsKit
import Crypto

/// Seals secrets with AES-256-GCM, under data keys that each account has of its own and that the host's keys wrap.
///
/// An envelope names its data key, and a wrapped data key the host's key that wrapped it, so that the host can change its
/// keys while everything goes on, and a wrong key file is told from a damaged secret. The tag of an envelope covers the
/// account, record, field, kind and user of the secret: in any other place it does not open. Lengths are not hidden.
///
/// ```swift
/// let sealer = EnvelopeSealer(keys: try FileKeyProvider(at: "keys.json"))
/// ```
///
/// The code of the audit trail is an HMAC with SHA-256 under a key that has nothing to do with the data keys.
public struct EnvelopeSealer: SecretSealer {
    private let provider: any KeyProvider

    /// Makes a sealer.
    ///
    /// - Parameter keys: where the keys of the host are.
    public init(keys: any KeyProvider) {
        self.provider = keys
    }

    public func keys(for account: AccountID, from dataKeys: [DataKey]) async throws(SealerError) -> any AccountKeys {
        var keys: [DataKey.ID: SymmetricKey] = [:]
        for key in dataKeys { keys[key.id] = SymmetricKey(data: try await self.unwrap(key).withBytes { $0 }) }
        return EnvelopeKeys(account: account, writing: dataKeys.first(where: \.isWriting)?.id, keys: keys)
    }

    public func makeDataKey(_ id: DataKey.ID, for account: AccountID) async throws(SealerError) -> WrappedKey {
        let key = unsafe SymmetricKey(size: .bits256).withUnsafeBytes { unsafe Secret(Array($0)) }
        return try await self.provider.wrap(key, of: id, in: account)
    }

    public func rewrap(_ key: DataKey) async throws(SealerError) -> WrappedKey {
        try await self.provider.wrap(try await self.unwrap(key), of: key.id, in: key.account)
    }

    public func wrappingKeys() async throws(SealerError) -> WrappingKeys { try await self.provider.wrappingKeys() }

    public func auditKey(for account: AccountID) async throws(SealerError) -> any AuditKey {
        EnvelopeAuditKey(try await self.provider.auditKey(), for: account)
    }

    public func dataKey(of sealed: SealedSecret) -> DataKey.ID? { Envelope(sealed)?.key }

    private func unwrap(_ key: DataKey) async throws(SealerError) -> Secret {
        let unwrapped = try await self.provider.unwrap(key.wrapped, of: key.id, in: key.account)
        // A key service may give anything.
        guard unwrapped.count == 32 else {
            throw SealerError(
                .wrongKey,
                "what the key \"\(key.wrapped.wrappingKey)\" unwrapped is no data key: it has \(unwrapped.count) bytes")
        }
        return unwrapped
    }
}

extension EnvelopeSealer: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "EnvelopeSealer(redacted)" }
    public var debugDescription: String { self.description }
    public var customMirror: Mirror { Mirror(self, children: [:], displayStyle: .struct) }
}
