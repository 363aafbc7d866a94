extension ConnectionStore {
    /// Reads one record by its own kind of key.
    ///
    /// - Throws: ``StoreError``.
    public func read<Value: StoredRecord>(
        _ type: Value.Type = Value.self, _ key: Value.Key, in account: AccountID
    ) async throws(StoreError) -> Value? {
        guard let record = try await self.record(Value.recordKey(key), in: account) else { return nil }
        return try Self.value(of: record)
    }

    /// Reads a page of typed records.
    ///
    /// - Throws: ``StoreError``.
    public func page<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID, after cursor: Cursor? = nil, limit: Int = 100
    ) async throws(StoreError) -> Page<Value> {
        let page = try await self.page(query.selection, in: account, after: cursor, limit: limit)
        var elements: [Value] = []
        for record in page.elements { elements.append(try Self.value(of: record)) }
        return Page(elements: elements, next: page.next)
    }

    /// Reads all records of a query, page by page.
    ///
    /// - Throws: ``StoreError``.
    public func all<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID
    ) async throws(StoreError) -> [Value] {
        var result: [Value] = []
        var cursor: Cursor?
        repeat {
            let page = try await self.page(query, in: account, after: cursor, limit: 500)
            result.append(contentsOf: page.elements)
            cursor = page.next
        } while cursor != nil
        return result
    }

    /// Reads the first record of a query.
    ///
    /// - Throws: ``StoreError``.
    public func first<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID
    ) async throws(StoreError) -> Value? {
        try await self.page(query, in: account, limit: 1).elements.first
    }

    private static func value<Value: StoredRecord>(of record: Record) throws(StoreError) -> Value {
        guard let value = Value(record) else {
            throw StoreError(.corrupt, "the store returned a record of another kind than \(Value.self)")
        }
        return value
    }
}
