import ConnectionsKit
import ConnectionsKitInMemory

/// A store that does as the store inside it does, but for what it defines itself.
protocol StoreDecorator: ConnectionStore {
    var inner: InMemoryConnectionStore { get }
}

extension StoreDecorator {
    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key, in: account)
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.inner.page(selection, in: account, after: cursor, limit: limit)
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.commit(changes, link: link)
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
        of account: AccountID, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.audit(of: account, after: sequence, limit: limit)
    }
}

extension StoreDecorator {
    /// Whether the record stands in the version, as far as anybody can tell without holding it.
    func holds(_ expectation: Change.Expectation, on key: RecordKey, in account: AccountID) async -> Bool {
        let version = try? await self.inner.record(key, in: account)?.version
        return switch expectation {
        case .absent: version == nil
        case .version(let expected): version == expected
        }
    }

    /// Gives the others time to do what must not happen now.
    func dawdle() async {
        for _ in 0..<20 { await Task.yield() }
    }
}
