import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Finds a record in whatever account has it.
final class ReadsOthers: StoreDecorator {
    let inner: any ConnectionStore
    private let accounts = Mutex<Set<AccountID>>([])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        for candidate in [account] + self.accounts.withLock({ $0 }) {
            if let record = try await self.inner.record(key, in: candidate) { return record }
        }
        return nil
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        self.accounts.withLock { $0.formUnion(changes.changes.map(\.account)) }
        return try await self.inner.commit(changes, link: link)
    }
}

/// Takes the second insert of a guard for an update.
struct WritesOver: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result: [Change] = []
        for var change in changes.changes {
            if case .write(.guardian(var record), .absent) = change.action,
                let current = try await self.inner.record(record.recordKey, in: change.account)
            {
                record.version = current.version + 1
                change.action = .write(.guardian(record), expecting: .version(current.version))
            }
            result.append(change)
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}
