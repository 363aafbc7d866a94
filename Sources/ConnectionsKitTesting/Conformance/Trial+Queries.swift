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
}
