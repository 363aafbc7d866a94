import ConnectionsKit

/// Where an adapter begins: it compiles, and every requirement fails.
struct SkeletonStore: ConnectionStore {
    private let notYet = StoreError(.unavailable, "this store does not do that yet")

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? { throw self.notYet }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> { throw self.notYet }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        throw self.notYet
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int { throw self.notYet }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        throw self.notYet
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool { throw self.notYet }

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] { throw self.notYet }

    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart { throw self.notYet }

    func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        throw self.notYet
    }

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] { throw self.notYet }
}
