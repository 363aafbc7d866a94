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

    /// Does something with each record of a query, a page in memory at a time.
    ///
    /// What is changed or deleted on the way neither repeats nor hides others, since a cursor is a place and not a count.
    package func forEach<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID,
        _ body: (Value) async throws(ConnectionError) -> Void
    ) async throws(ConnectionError) {
        var cursor: Cursor?
        repeat {
            let page = try await self.page(query, in: account, after: cursor, limit: Self.pageOfWork)
            for value in page.elements { try await body(value) }
            cursor = page.next
        } while cursor != nil
    }

    /// How many records of a long piece of work are held in memory at once.
    private static let pageOfWork = 200
}
