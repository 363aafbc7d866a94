import ConnectionsKit

/// A whole adapter, as short as one can be: everything in a dictionary, behind an actor.
///
/// It searches where an adapter for use has an index.
actor DictionaryStore: ConnectionStore {
    private let time: TimeSource
    private var contents = Contents()

    init(time: TimeSource) {
        self.time = time
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        self.contents[account].records[key]
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int { self.contents[account].revision }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let found = self.contents[account].records.values
            .filter { selection.asks(for: $0) }
            .map { (place: $0.key.place, record: $0) }
            .filter { candidate in cursor.map { $0.text.precedes(candidate.place) } ?? true }
            .sorted { $0.place.precedes($1.place) }
        let page = found.prefix(limit.bounded)
        return Page(
            elements: page.map(\.record), next: page.count < found.count ? page.last.map { Cursor($0.place) } : nil)
    }

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        let due = self.contents.accounts.values.flatMap(\.records.values)
            .compactMap { record in record.moment(of: work).map { (moment: $0, record: record) } }
            .filter { $0.moment <= moment }
            .sorted { $0.moment < $1.moment }
        return due.prefix(limit.bounded).map(\.record)
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        self.contents.accounts.values.flatMap(\.records.values).compactMap { Grant($0) }.contains { grant in
            grant.isInUse && grant.connector == connector && grant.client?.clientID == clientID && grant.id != excluded
                && (subject == nil || grant.subject == nil || grant.subject == subject)
        }
    }

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        let found = self.contents[account].trail.lazy.filter { $0.sequence > sequence && filter.matches($0.entry) }
        return Array(found.prefix(limit.bounded))
    }

    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart { self.contents[account].start }

    func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        let keys = self.contents.accounts.values.flatMap(\.records.values).compactMap { DataKey($0) }
        let samples = Dictionary(keys.map { ($0.wrapped.wrappingKey, $0) }) { first, _ in first }
            .filter { sample in wrappingKey.map { $0.precedes(sample.key) } ?? true }
        return samples.sorted { $0.key.precedes($1.key) }.prefix(limit.bounded).map(\.value)
    }

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        let known = self.contents.accounts.filter { $0.value.isKnown }.keys.sorted()
        return Array(known.filter { candidate in account.map { $0 < candidate } ?? true }.prefix(limit.bounded))
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if Task.isCancelled { throw StoreError(.cancelled, "the task was cancelled before its commit") }
        // A copy: what fails on the way leaves everything as it was. A database begins a transaction here.
        var next = self.contents
        for (index, change) in changes.changes.enumerated() {
            do throws(Refusal) {
                try next.apply(change, now: self.time.now())
            } catch {
                throw .conflict(at: index, error.conflict)
            }
        }
        for account in changes.revisedAccounts { next[account].revision += 1 }
        let written = changes.audit.map { next[$0.account].append($0, link) }
        self.contents = next
        return written
    }
}

extension Int {
    /// A limit as the contract takes it.
    fileprivate var bounded: Int { Swift.min(Swift.max(self, 1), 1_000) }
}
