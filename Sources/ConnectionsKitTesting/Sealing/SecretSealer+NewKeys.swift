public import ConnectionsKit

extension SecretSealer {
    /// Makes the keys of an account with one new data key, which is stored nowhere: for tests of what is sealed.
    ///
    /// - Parameters:
    ///   - account: the account.
    ///   - id: the identifier of the data key.
    /// - Returns: the keys.
    /// - Throws: ``SealerError``.
    public func newKeys(
        for account: AccountID = .fixture, id: DataKey.ID = .fixture(1)
    ) async throws(SealerError) -> any AccountKeys {
        try await self.keys(for: account, from: [try await self.newDataKey(id, for: account)])
    }

    /// Makes a data key, as an account stores it.
    ///
    /// - Parameters:
    ///   - id: the identifier of the data key.
    ///   - account: the account.
    /// - Returns: the key, which seals.
    /// - Throws: ``SealerError``.
    public func newDataKey(
        _ id: DataKey.ID = .fixture(1), for account: AccountID = .fixture
    ) async throws(SealerError) -> DataKey {
        DataKey(
            id: id, account: account, wrapped: try await self.makeDataKey(id, for: account), createdAt: .fixture)
    }
}
