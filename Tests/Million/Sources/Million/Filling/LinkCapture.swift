import ConnectionsKit
import Synchronization

/// A store that keeps what chains the audit trail of an account, from the first operation in it: so that many records more
/// can be written into the trail in one commit, chained as the library chains them.
final class LinkCapture: ConnectionStore {
    private let inner: any ConnectionStore
    private let links = Mutex<[AccountID: AuditLink]>([:])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    /// Chains entries of the accounts in which an operation was done.
    var link: AuditLink {
        let links = self.links.withLock { $0 }
        return { sequence, previous, entry in links[entry.account]?(sequence, previous, entry) ?? [] }
    }

    @discardableResult
    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        for entry in changes.audit { self.links.withLock { $0[entry.account] = link } }
        return try await self.inner.commit(changes, link: link)
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key, in: account)
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.inner.page(selection, in: account, after: cursor, limit: limit)
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

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
    }

    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        try await self.inner.auditStart(of: account)
    }

    func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        try await self.inner.wrappingKeys(after: wrappingKey, limit: limit)
    }

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        try await self.inner.accounts(after: account, limit: limit)
    }
}
