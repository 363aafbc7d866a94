public import ConnectionsKit
import Synchronization

/// Keeps the library's records in memory: for tests, previews and hosts whose connections need not outlive the process.
///
/// Commits happen one after another under one lock, and the store's clock, which judges the leases of refreshes, is the
/// time source that it is made with. Nothing is written to disk: a commit lasts as long as the store.
public final class InMemoryConnectionStore: ConnectionStore, Sendable {
    private let time: TimeSource
    private let state = Mutex(StoreState())

    /// Makes an empty store.
    ///
    /// - Parameter time: the clock that judges leases.
    public init(time: TimeSource = .system) {
        self.time = time
    }

    public func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        self.state.withLock { $0.accounts[account]?.records[key] }
    }

    public func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        self.state.withLock { state in
            state.accounts[account]?.page(selection, after: cursor, limit: Self.bounded(limit))
                ?? Page(elements: [], next: nil)
        }
    }

    @discardableResult
    public func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if Task.isCancelled {
            throw StoreError(.cancelled, "the task was cancelled before its commit; nothing was written")
        }
        let now = self.time.now()
        return try self.state.withLock { state throws(StoreError) in
            try state.commit(changes, now: now, link: link)
        }
    }

    public func revision(of account: AccountID) async throws(StoreError) -> Int {
        self.state.withLock { $0.accounts[account]?.revision ?? 0 }
    }

    public func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        self.state.withLock { $0.due(work, at: moment, limit: Self.bounded(limit)) }
    }

    public func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        self.state.withLock { state in
            state.liveGrants.contains(connector: connector, clientID: clientID, subject: subject, excluding: excluded)
        }
    }

    public func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        self.state.withLock { state in
            state.accounts[account]?.trail.page(matching: filter, after: sequence, limit: Self.bounded(limit)) ?? []
        }
    }

    public func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        self.state.withLock { $0.accounts[account]?.trail.start ?? AuditStart() }
    }

    public func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        self.state.withLock { $0.wrappingKeys(after: wrappingKey, limit: Self.bounded(limit)) }
    }

    public func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        self.state.withLock { $0.accounts(after: account, limit: Self.bounded(limit)) }
    }

    /// The contract's range for limits.
    private static func bounded(_ limit: Int) -> Int { min(max(limit, 1), 1_000) }
}
