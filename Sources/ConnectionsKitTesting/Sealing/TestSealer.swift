public import ConnectionsKit
import Synchronization

/// A sealer for tests, which **does not encrypt**: whoever has the envelope can have the secret.
///
/// It behaves as a sealer must in every other way. An envelope names its key, opens only in the context that it was made
/// for and with the account's own keys, and is refused once a byte of it has changed. The secret does not stand in it as
/// it is, so that a search for a planted secret tells a sealed one from a leaked one. The same secret in the same context
/// gives the same envelope.
public final class TestSealer: SecretSealer, Sendable {
    private let key: String
    private let olderKeys: Set<String>
    private let failures = Mutex<[Call: SealerError]>([:])

    /// What a sealer is asked to do.
    public enum Call: Sendable, Hashable, CaseIterable {
        /// Make the keys of an account ready.
        case keys
        /// Seal a secret.
        case seal
        /// Open an envelope.
        case open
    }

    /// Makes a sealer.
    ///
    /// - Parameters:
    ///   - key: the name of the key that seals.
    ///   - olderKeys: the names of the keys that only open.
    public init(key: String = "test-1", olderKeys: Set<String> = []) {
        self.key = key
        self.olderKeys = olderKeys
    }

    /// Makes a call fail from now on, or work again.
    ///
    /// - Parameters:
    ///   - call: which one; of keys that were made ready before as well.
    ///   - error: the error to throw; `nil` to work again.
    public func fail(_ call: Call, with error: SealerError?) {
        self.failures.withLock { $0[call] = error }
    }

    public func keys(for account: AccountID) async throws(SealerError) -> any AccountKeys {
        try self.check(.keys)
        return TestKeys(sealer: self, account: account)
    }

    /// The name of the key with which `sealed` was sealed; `nil` when it is no envelope of this sealer.
    public static func key(of sealed: SealedSecret) -> String? { TestEnvelope(sealed)?.key }

    fileprivate func check(_ call: Call) throws(SealerError) {
        if let error = self.failures.withLock({ $0[call] }) { throw error }
    }

    fileprivate func seal(_ secret: Secret, _ binding: [UInt8]) -> SealedSecret {
        secret.withBytes { TestEnvelope(secret: $0, key: self.key, binding: binding).sealed }
    }

    fileprivate func open(_ sealed: SealedSecret, _ binding: [UInt8]) throws(SealerError) -> Secret {
        guard let envelope = TestEnvelope(sealed) else {
            throw SealerError(.malformed, "these bytes are no envelope of the test sealer")
        }
        guard envelope.key == self.key || self.olderKeys.contains(envelope.key) else {
            throw SealerError(.unknownKey, "the key \"\(envelope.key)\" is not here")
        }
        guard let secret = envelope.opened(binding: binding) else {
            throw SealerError(.refused, "the envelope was changed, or belongs to another record")
        }
        return Secret(secret)
    }
}

/// The keys of one account, which seal as their sealer does.
private struct TestKeys: AccountKeys {
    let sealer: TestSealer
    let account: AccountID

    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret {
        try self.sealer.check(.seal)
        return self.sealer.seal(secret, self.binding(context))
    }

    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret {
        try self.sealer.check(.open)
        return try self.sealer.open(sealed, self.binding(context))
    }

    // The key of the trail is apart from the data keys: it stays when they are changed.
    func authenticate(_ message: [UInt8]) -> [UInt8] {
        Checksum.bytes(of: Array("audit \(self.account.text.utf8.count):\(self.account.text)".utf8) + message)
    }

    private func binding(_ context: SealContext) -> [UInt8] {
        Array("\(self.account.text.utf8.count):\(self.account.text)".utf8) + context.associatedData
    }
}
