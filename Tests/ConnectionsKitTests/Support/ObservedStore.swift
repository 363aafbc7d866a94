import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// A store that remembers what was committed, so that a test can look at every record that there is.
final class ObservedStore: StoreDecorator, Sendable {
    /// Names a record over all accounts.
    struct Owned: Hashable, Sendable {
        var account: AccountID
        var key: RecordKey
    }

    private struct State {
        var written: Set<Owned> = []
        var commits: [ChangeSet] = []
    }

    let inner: any ConnectionStore
    private let state = Mutex(State())

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    /// The change sets that were committed, in the order of their commits as far as they did not overlap.
    var commits: [ChangeSet] { self.state.withLock { $0.commits } }

    /// Every record that there is.
    func records() async throws -> [Owned: Record] {
        var result: [Owned: Record] = [:]
        for owned in self.state.withLock({ $0.written }) {
            result[owned] = try await self.inner.record(owned.key, in: owned.account)
        }
        return result
    }

    /// Every record of one type.
    func all<Value: StoredRecord>(_ type: Value.Type = Value.self) async throws -> [Value] {
        try await self.records().values.compactMap { Value($0) }
    }

    @discardableResult
    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        self.state.withLock { state in
            state.commits.append(changes)
            for change in changes.changes {
                if case .write(let record, _) = change.action {
                    state.written.insert(Owned(account: change.account, key: record.key))
                }
            }
        }
        return records
    }
}
