import ConnectionsKit
import Synchronization

/// A sealer that does something first when its keys are asked for, as one does that fetches them.
final class SlowSealer: SecretSealer, Sendable {
    private let inner: any SecretSealer
    private let action = Mutex<(@Sendable () async -> Void)?>(nil)

    init(inner: any SecretSealer) {
        self.inner = inner
    }

    /// Does `action` the next time that keys are asked for.
    func beforeKeys(_ action: @escaping @Sendable () async -> Void) {
        self.action.withLock { $0 = action }
    }

    func keys(for account: AccountID, from dataKeys: [DataKey]) async throws(SealerError) -> any AccountKeys {
        let action = self.action.withLock { action in
            defer { action = nil }
            return action
        }
        await action?()
        return try await self.inner.keys(for: account, from: dataKeys)
    }

    func makeDataKey(_ id: DataKey.ID, for account: AccountID) async throws(SealerError) -> WrappedKey {
        try await self.inner.makeDataKey(id, for: account)
    }

    func rewrap(_ key: DataKey) async throws(SealerError) -> WrappedKey { try await self.inner.rewrap(key) }

    func wrappingKeys() async throws(SealerError) -> WrappingKeys { try await self.inner.wrappingKeys() }

    func auditKey(for account: AccountID) async throws(SealerError) -> any AuditKey {
        try await self.inner.auditKey(for: account)
    }

    func dataKey(of sealed: SealedSecret) -> DataKey.ID? { self.inner.dataKey(of: sealed) }
}
