import ConnectionsKit
import ConnectionsKitTesting

/// Writes something else than it was told.
struct Rewrites: StoreDecorator {
    let inner: any ConnectionStore
    let rewrite: @Sendable (Record) -> Record

    /// Changes the records of one kind.
    init<Value: StoredRecord>(
        _ inner: any ConnectionStore, _ type: Value.Type, _ change: @escaping @Sendable (inout Value) -> Void
    ) {
        self.inner = inner
        self.rewrite = { record in
            guard var value = Value(record) else { return record }
            change(&value)
            return value.record
        }
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let result = changes.changes.map { change in
            guard case .write(let record, let expectation) = change.action else { return change }
            var rewritten = change
            rewritten.action = .write(self.rewrite(record), expecting: expectation)
            return rewritten
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}

/// Takes people for one whose identifiers differ in case alone.
struct FoldsCase: StoreDecorator {
    let inner: any ConnectionStore

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key.folded, in: account)
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let result = changes.changes.map { change in
            var folded = change
            switch change.action {
            case .write(.guardian(var record), let expectation):
                record.user = record.user.folded
                folded.action = .write(.guardian(record), expecting: expectation)
            case .delete(let key, let version): folded.action = .delete(key.folded, expecting: version)
            case .expect(let key, let expectation): folded.action = .expect(key.folded, expectation)
            default: break
            }
            return folded
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}

extension UserID {
    fileprivate var folded: UserID { UserID(self.text.lowercased()) }
}

extension RecordKey {
    fileprivate var folded: RecordKey { if case .guardian(let user) = self { .guardian(user.folded) } else { self } }
}
