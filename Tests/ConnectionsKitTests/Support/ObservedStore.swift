import ConnectionsKit
import Synchronization

/// A store that remembers what was committed, so that a test can look at every record that there is.
final class ObservedStore: ConnectionStore, Sendable {
    /// Names a record over all accounts.
    struct Owned: Hashable, Sendable {
        var account: AccountID
        var key: RecordKey
    }

    private struct State {
        var written: Set<Owned> = []
        var commits: [ChangeSet] = []
    }

    private let inner: any ConnectionStore
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

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key, in: account)
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.inner.page(selection, in: account, after: cursor, limit: limit)
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

    func revision(of account: AccountID) async throws(StoreError) -> Int {
        try await self.inner.revision(of: account)
    }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.inner.due(work, at: moment, limit: limit)
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
    }

    func audit(of account: AccountID, after sequence: Int, limit: Int) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.audit(of: account, after: sequence, limit: limit)
    }
}
