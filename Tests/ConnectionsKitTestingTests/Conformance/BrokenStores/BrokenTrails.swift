import ConnectionsKit
import ConnectionsKitTesting

/// Writes other entries and codes than it is given.
struct RewritesEntries: StoreDecorator {
    let inner: any ConnectionStore
    var rewrite: @Sendable (inout AuditEntry) -> Void = { _ in }
    var codeLength = Int.max

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result = ChangeSet()
        for change in changes.changes { result.append(change) }
        for var entry in changes.audit {
            self.rewrite(&entry)
            result.record(entry)
        }
        return try await self.inner.commit(result) { sequence, previous, entry in
            Array(link(sequence, previous, entry).prefix(self.codeLength))
        }
    }
}

/// Returns the first entry of the trail where it should return none.
struct ReturnsOldEntries: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        guard records.isEmpty, let account = changes.changes.first?.account else { return records }
        return try await self.inner.audit(of: account, after: 0, limit: 1)
    }
}

/// Trims the trail of every account.
struct TrimsEveryTrail: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        for change in changes.changes {
            guard case .trimAudit(let sequence) = change.action else { continue }
            for account in try await self.inner.accounts(after: nil, limit: 10) where account != change.account {
                guard try await !self.inner.audit(of: account, after: sequence - 1, limit: 1).isEmpty else { continue }
                var other = ChangeSet()
                other.trimAudit(of: account, through: sequence)
                try await self.inner.commit(other, link: link)
            }
        }
        return records
    }
}

/// Trims invitations with the trail.
struct TrimsRecordsToo: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result = changes
        for change in changes.changes {
            guard case .trimAudit = change.action else { continue }
            for invitation in try await self.inner.all(.invitations, in: change.account) { result.delete(invitation) }
        }
        return try await self.inner.commit(result, link: link)
    }
}

/// Erases no more than a thousand applications.
struct ErasesAThousand: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var left = ChangeSet()
        for change in changes.changes where change.isErasure {
            let applications = try await self.inner.all(.applications, in: change.account)
            for application in applications.dropFirst(1_000) { left.insert(application) }
        }
        let records = try await self.inner.commit(changes, link: link)
        if !left.isEmpty { try await self.inner.commit(left, link: link) }
        return records
    }
}

/// Still finds grants that were erased.
struct FindsErasedGrants: StoreDecorator {
    let inner: any ConnectionStore
    let erased: Memory<Grant>

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var grants: [Grant] = []
        for change in changes.changes where change.isErasure {
            grants += try await self.inner.all(.grants(), in: change.account)
        }
        let records = try await self.inner.commit(changes, link: link)
        for grant in grants { self.erased.insert(grant) }
        return records
    }

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        if self.erased.all.contains(where: { $0.connector == connector && $0.subject == subject }) { return true }
        return try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: excluded)
    }
}

/// Still finds erased connections for the applications that shared them.
struct FindsErasedSharing: StoreDecorator {
    let inner: any ConnectionStore
    let erased: Memory<Connection>

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var connections: [Connection] = []
        for change in changes.changes where change.isErasure {
            connections += try await self.inner.all(.connections(), in: change.account)
        }
        let records = try await self.inner.commit(changes, link: link)
        for connection in connections { self.erased.insert(connection) }
        return records
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        var page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        guard case .connections(let application?) = selection else { return page }
        let found = self.erased.all.filter { $0.account == account && $0.systemApplications.contains(application) }
        page.elements.insert(contentsOf: found.map(\.record), at: 0)
        return page
    }
}
