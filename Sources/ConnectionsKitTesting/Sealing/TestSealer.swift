public import ConnectionsKit
import Synchronization

/// A sealer for tests, which **does not encrypt**: whoever has the envelope can have the secret.
///
/// It behaves as a sealer must in every other way. An envelope names its data key, opens only in the context that it was
/// made for and with the account's own data keys, and is refused once a byte of it has changed. The secret does not stand
/// in it as it is, so that a search for a planted secret tells a sealed one from a leaked one. The same secret in the same
/// context gives the same envelope under the same data key.
public final class TestSealer: SecretSealer, Sendable {
    private let wrapping: Mutex<(key: String, olderKeys: Set<String>)>
    private let failures = Mutex<[Call: SealerError]>([:])
    private let counts = Mutex<[Call: Int]>([:])

    /// What a sealer is asked to do.
    public enum Call: Sendable, Hashable, CaseIterable {
        /// Make the keys of an account ready: its data keys are unwrapped.
        case keys
        /// Wrap a new data key, or one anew.
        case wrap
        /// Make the key of an audit trail ready.
        case auditKey
        /// Seal a secret.
        case seal
        /// Open an envelope.
        case open
    }

    /// Makes a sealer.
    ///
    /// - Parameters:
    ///   - key: the name of the host's key that wraps data keys.
    ///   - olderKeys: the names of the keys that only unwrap.
    public init(key: String = "test-1", olderKeys: Set<String> = []) {
        self.wrapping = Mutex((key, olderKeys))
    }

    /// Changes the host's keys, as one who replaces their key file does.
    ///
    /// - Parameters:
    ///   - key: the name of the key that wraps data keys.
    ///   - olderKeys: the names of the keys that only unwrap.
    public func use(key: String, olderKeys: Set<String> = []) {
        self.wrapping.withLock { $0 = (key, olderKeys) }
    }

    /// Makes a call fail from now on, or work again.
    ///
    /// - Parameters:
    ///   - call: which one; of keys that were made ready before as well.
    ///   - error: the error to throw; `nil` to work again.
    public func fail(_ call: Call, with error: SealerError?) {
        self.failures.withLock { $0[call] = error }
    }

    /// How often it was asked for `call`.
    public func count(of call: Call) -> Int { self.counts.withLock { $0[call] ?? 0 } }

    public func keys(for account: AccountID, from dataKeys: [DataKey]) async throws(SealerError) -> any AccountKeys {
        try self.check(.keys)
        for key in dataKeys { try self.unwrap(key) }
        return TestKeys(
            sealer: self, account: account, writing: dataKeys.first(where: \.isWriting)?.id,
            all: Set(dataKeys.map(\.id)))
    }

    public func makeDataKey(_ id: DataKey.ID, for account: AccountID) async throws(SealerError) -> WrappedKey {
        try self.check(.wrap)
        return self.wrapped(id, in: account)
    }

    public func rewrap(_ key: DataKey) async throws(SealerError) -> WrappedKey {
        try self.check(.wrap)
        try self.unwrap(key)
        return self.wrapped(key.id, in: key.account)
    }

    public func wrappingKeys() async throws(SealerError) -> WrappingKeys {
        self.wrapping.withLock { WrappingKeys(writing: $0.key, readable: $0.olderKeys.union([$0.key])) }
    }

    public func auditKey(for account: AccountID) async throws(SealerError) -> any AuditKey {
        try self.check(.auditKey)
        return TestAuditKey(account: account)
    }

    public func dataKey(of sealed: SealedSecret) -> DataKey.ID? { Self.key(of: sealed) }

    /// The data key with which `sealed` was sealed; `nil` when it is no envelope of this sealer.
    public static func key(of sealed: SealedSecret) -> DataKey.ID? {
        TestEnvelope(sealed).flatMap { DataKey.ID($0.key) }
    }

    fileprivate func check(_ call: Call) throws(SealerError) {
        self.counts.withLock { $0[call, default: 0] += 1 }
        if let error = self.failures.withLock({ $0[call] }) { throw error }
    }

    private func wrapped(_ id: DataKey.ID, in account: AccountID) -> WrappedKey {
        let key = self.wrapping.withLock { $0.key }
        return WrappedKey(bytes: Self.bytes(id, account, key), wrappingKey: key)
    }

    private func unwrap(_ key: DataKey) throws(SealerError) {
        let name = key.wrapped.wrappingKey
        let isHere = self.wrapping.withLock { $0.key == name || $0.olderKeys.contains(name) }
        guard isHere else { throw SealerError(.wrongKey, "the key \"\(name)\" is not here") }
        guard key.wrapped.bytes == Self.bytes(key.id, key.account, name) else {
            throw SealerError(.wrongKey, "the data key was changed, or wrapped by another key than \"\(name)\"")
        }
    }

    private static func bytes(_ id: DataKey.ID, _ account: AccountID, _ key: String) -> [UInt8] {
        Array("not wrapped:\(id)".utf8) + Checksum.bytes(of: Array("\(account.text) \(key)".utf8))
    }
}

/// The keys of one account, which seal as their sealer does.
private struct TestKeys: AccountKeys {
    let sealer: TestSealer
    let account: AccountID
    let writing: DataKey.ID?
    let all: Set<DataKey.ID>

    func seal(_ secret: Secret, in context: SealContext) throws(SealerError) -> SealedSecret {
        try self.sealer.check(.seal)
        guard let writing = self.writing else { throw SealerError(.unknownKey, "no data key seals") }
        return secret.withBytes {
            TestEnvelope(secret: $0, key: writing.description, binding: self.binding(context)).sealed
        }
    }

    func open(_ sealed: SealedSecret, in context: SealContext) throws(SealerError) -> Secret {
        try self.sealer.check(.open)
        guard let envelope = TestEnvelope(sealed), let key = DataKey.ID(envelope.key) else {
            throw SealerError(.malformed, "these bytes are no envelope of the test sealer")
        }
        guard self.all.contains(key) else { throw SealerError(.unknownKey, "the data key \(key) is not here") }
        guard let secret = envelope.opened(binding: self.binding(context)) else {
            throw SealerError(.refused, "the envelope was changed, or belongs to another record")
        }
        return Secret(secret)
    }

    private func binding(_ context: SealContext) -> [UInt8] {
        Array("\(self.account.text.utf8.count):\(self.account.text)".utf8) + context.associatedData
    }
}

/// The key of a trail, apart from the data keys: it stays when they are changed.
private struct TestAuditKey: AuditKey {
    let account: AccountID

    func authenticate(_ message: [UInt8]) -> [UInt8] {
        Checksum.bytes(of: Array("audit \(self.account.text.utf8.count):\(self.account.text)".utf8) + message)
    }
}
