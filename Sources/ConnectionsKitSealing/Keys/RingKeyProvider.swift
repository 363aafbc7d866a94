public import ConnectionsKit

/// A provider that has the host's keys at hand, as a ring: from a file, from the environment.
///
/// It answers from memory as a rule and may answer with another ring after a while, when the host has changed it.
public protocol RingKeyProvider: KeyProvider {
    /// The present keys.
    ///
    /// - Returns: the ring that is to be used from now on.
    /// - Throws: ``SealerError``: `unavailable` when the keys cannot be had at the moment, `malformed` when what was found
    ///   are no keys. Its message never holds a key.
    func keyRing() async throws(SealerError) -> KeyRing
}

extension RingKeyProvider {
    public func wrap(_ key: Secret, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> WrappedKey {
        try await self.keyRing().wrap(key, of: id, in: account)
    }

    public func unwrap(_ key: WrappedKey, of id: DataKey.ID, in account: AccountID) async throws(SealerError) -> Secret
    {
        try await self.keyRing().unwrap(key, of: id, in: account)
    }

    public func wrappingKeys() async throws(SealerError) -> WrappingKeys {
        let ring = try await self.keyRing()
        return WrappingKeys(writing: ring.primary, readable: Set(ring.identifiers))
    }

    public func auditKey() async throws(SealerError) -> Secret {
        try await self.keyRing().withKeys { _, audit in audit }
    }
}
