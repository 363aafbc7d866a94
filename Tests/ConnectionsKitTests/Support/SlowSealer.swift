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

    func keys(for account: AccountID) async throws(SealerError) -> any AccountKeys {
        let action = self.action.withLock { action in
            defer { action = nil }
            return action
        }
        await action?()
        return try await self.inner.keys(for: account)
    }
}
