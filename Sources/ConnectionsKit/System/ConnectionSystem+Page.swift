extension ConnectionSystem {
    /// Reads a page of a query.
    package func page<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(ConnectionError) -> Page<Value> {
        do throws(StoreError) {
            return try await self.store.page(query, in: account, after: cursor, limit: limit)
        } catch {
            throw ConnectionError(error)
        }
    }
}
