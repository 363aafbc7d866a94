import ConnectionsKit
import Synchronization

/// Two stores over one storage, asked in turn, as by two processes.
final class AlternatingStore: ConnectionStore {
    private let stores: (any ConnectionStore, any ConnectionStore)
    private let calls = Atomic<Int>(0)

    init(_ first: any ConnectionStore, _ second: any ConnectionStore) {
        self.stores = (first, second)
    }

    /// Whose turn it is.
    private var next: any ConnectionStore {
        // Requirements often write and read in turn; by threes, each of the two falls to each of the stores.
        let number = self.calls.wrappingAdd(1, ordering: .relaxed).oldValue
        return number % 3 == 1 ? self.stores.1 : self.stores.0
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.next.record(key, in: account)
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.next.page(selection, in: account, after: cursor, limit: limit)
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.next.commit(changes, link: link)
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int {
        try await self.next.revision(of: account)
    }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.next.due(work, at: moment, limit: limit)
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.next.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
    }

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.next.audit(of: account, matching: filter, after: sequence, limit: limit)
    }

    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        try await self.next.auditStart(of: account)
    }

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        try await self.next.accounts(after: account, limit: limit)
    }
}
