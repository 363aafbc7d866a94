import ConnectionsKit

extension World {
    /// The keys of an account, as the system seals with them.
    func keys(for account: AccountID) async throws -> HeldKeys { try await self.system.keys.sealing(for: account) }

    /// The data keys of an account, as they are stored, the oldest first.
    func dataKeys(of account: AccountID) async throws -> [DataKey] {
        try await self.store.all(.dataKeys, in: account).sorted { $0.createdAt < $1.createdAt }
    }
}
