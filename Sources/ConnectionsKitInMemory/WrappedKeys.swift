import ConnectionsKit

/// The data keys by the keys of the host that wrapped them, over all accounts.
struct WrappedKeys {
    private var keys: [String: Set<Owned>] = [:]

    mutating func insert(_ key: DataKey) {
        self.keys[key.wrapped.wrappingKey, default: []].insert(Owned(account: key.account, key: key.recordKey))
    }

    mutating func remove(_ key: DataKey) {
        let wrappingKey = key.wrapped.wrappingKey
        self.keys[wrappingKey]?.remove(Owned(account: key.account, key: key.recordKey))
        if self.keys[wrappingKey]?.isEmpty ?? false { self.keys[wrappingKey] = nil }
    }

    /// One of each of at most `limit` wrapping keys after `wrappingKey`, in the order of the bytes of their identifiers.
    func samples(after wrappingKey: String?, limit: Int) -> [Owned] {
        // A host has few keys.
        self.keys.keys.filter { key in wrappingKey.map { $0.utf8.lexicographicallyPrecedes(key.utf8) } ?? true }
            .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            .prefix(limit).compactMap { self.keys[$0]?.first }
    }
}
