import ConnectionsKit

extension Trial {
    /// Fails the requirement unless the query finds the records with these keys, in their order.
    func expectFound<Value: StoredRecord>(_ query: Query<Value>, _ keys: [Value.Key]) async throws {
        let found = try await self.store.all(query, in: .fixture)
        try self.expect(found.map(\.storedKey), equals: keys, "what \(query.selection) finds")
        // What is found is the record itself, with its version.
        for value in found { try self.expect(try await self.stored(value) == value, "\(value.recordKey) is another") }
    }

    /// Fails the requirement unless the query finds the records with these keys, in whatever order.
    func expectFound<Value: StoredRecord>(_ query: Query<Value>, anyOrder keys: Set<Value.Key>) async throws {
        let found = try await self.store.all(query, in: .fixture).map(\.storedKey)
        try self.expect(Set(found), equals: keys, "what \(query.selection) finds")
        try self.expect(found.count, equals: keys.count, "how much \(query.selection) finds")
    }

    /// Reads a query page by page; fails the requirement when a page is too large, or empty though another follows.
    func walk<Value: StoredRecord>(
        _ query: Query<Value>, after cursor: Cursor? = nil, limit: Int
    ) async throws -> [Value] {
        var (result, cursor) = ([Value](), cursor)
        repeat {
            await Task.yield()
            let page = try await self.store.page(query, in: .fixture, after: cursor, limit: limit)
            try self.expect(
                page.elements.count <= limit, "a page of \(page.elements.count) where \(limit) were asked for")
            try self.expect(page.next == nil || !page.elements.isEmpty, "a page of nothing has a page after it")
            try self.expect(page.next == nil || page.next != cursor, "a page leads back to itself")
            result += page.elements
            cursor = page.next
        } while cursor != nil
        return result
    }

    /// Fails the requirement unless exactly this is due, in this order.
    func expectDue(_ work: DueWork, at moment: Timestamp, _ keys: [RecordKey]) async throws {
        let due = try await self.store.due(work, at: moment, limit: 1_000)
        try self.expect(due.map(\.key), equals: keys, "the \(work) due at \(moment.milliseconds)")
        for record in due {
            let stored = try await self.store.record(record.key, in: record.account)
            try self.expect(stored == record, "what is due is another record than \(record.key) of \(record.account)")
        }
    }
}
