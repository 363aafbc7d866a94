package import ConnectionsKit

/// A store that does as the store inside it does, but for what it defines itself.
package protocol StoreDecorator: ConnectionStore {
    /// The store inside.
    var inner: any ConnectionStore { get }
}

extension StoreDecorator {
    package func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key, in: account)
    }

    package func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        try await self.inner.page(selection, in: account, after: cursor, limit: limit)
    }

    @discardableResult
    package func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.commit(changes, link: link)
    }

    package func revision(of account: AccountID) async throws(StoreError) -> Int {
        try await self.inner.revision(of: account)
    }

    package func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.inner.due(work, at: moment, limit: limit)
    }

    package func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
    }

    package func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
    }

    package func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        try await self.inner.auditStart(of: account)
    }

    package func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        try await self.inner.wrappingKeys(after: wrappingKey, limit: limit)
    }

    package func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        try await self.inner.accounts(after: account, limit: limit)
    }
}
