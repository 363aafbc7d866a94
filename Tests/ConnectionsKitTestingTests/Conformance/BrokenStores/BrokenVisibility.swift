import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Answers from what it kept when the applications were asked for three times in a row.
final class KeepsWhatIsAskedOften: StoreDecorator {
    let inner: any ConnectionStore
    private let last = Mutex<(asked: Asked, times: Int, page: Page<Record>)?>(nil)

    private struct Asked: Hashable {
        var selection: Selection
        var account: AccountID
        var cursor: Cursor?
        var limit: Int
    }

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let asked = Asked(selection: selection, account: account, cursor: cursor, limit: limit)
        let kept = self.last.withLock { $0 }
        if let kept, kept.asked == asked, kept.times >= 3 {
            self.last.withLock { $0 = nil }
            return kept.page
        }
        let page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        if selection == .applications {
            let times = kept?.asked == asked ? kept?.times ?? 0 : 0
            self.last.withLock { $0 = (asked, times + 1, page) }
        }
        return page
    }
}

/// Keeps each record that it read until it writes that record itself, as if nobody else could.
final class KeepsWhatItRead: StoreDecorator {
    let inner: any ConnectionStore
    private let records = Mutex<[Place: Record]>([:])

    private struct Place: Hashable {
        var account: AccountID
        var key: RecordKey
    }

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        let place = Place(account: account, key: key)
        if let record = self.records.withLock({ $0[place] }) { return record }
        let record = try await self.inner.record(key, in: account)
        self.records.withLock { $0[place] = record }
        return record
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let result = try await self.inner.commit(changes, link: link)
        self.records.withLock { records in
            for change in changes.changes {
                if let key = change.writtenKey { records[Place(account: change.account, key: key)] = nil }
                if change.isErasure { records = records.filter { $0.key.account != change.account } }
            }
        }
        return result
    }
}

/// Tells of a commit before it is done, when it updates an application that was updated often before.
final class AnswersEarly: StoreDecorator {
    let inner: any ConnectionStore

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard changes.changes.count == 1, changes.audit.isEmpty,
            case .write(let record, .version(let version)) = changes.changes[0].action,
            case .application = record.key, record.version > 10,
            await self.holds(.version(version), on: record.key, in: changes.changes[0].account)
        else { return try await self.inner.commit(changes, link: link) }
        Task {
            await self.dawdle()
            try await self.inner.commit(changes, link: link)
        }
        return []
    }
}
