import ConnectionsKit
import ConnectionsKitTesting

/// Forgets to which code the first record that is left is chained.
struct ForgetsTheCode: StoreDecorator {
    let inner: any ConnectionStore

    func auditStart(of account: AccountID) async throws(StoreError) -> AuditStart {
        AuditStart(sequence: try await self.inner.auditStart(of: account).sequence)
    }
}

/// Removes what is there when it should remove more.
struct TrimsToTheEnd: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result: [Change] = []
        for var change in changes.changes {
            if case .trimAudit(let sequence) = change.action {
                let last = try await self.inner.audit(of: change.account, after: 0, limit: 1_000).last?.sequence
                if let last, sequence > last { change.action = .trimAudit(through: last) }
            }
            result.append(change)
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}

/// Trims a trail in any case, whether or not the rest of the set holds.
struct TrimsInAnyCase: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            if case .conflict(let index, _) = error.code {
                var trims = ChangeSet()
                for change in changes.changes.prefix(index) {
                    if case .trimAudit = change.action { trims.append(change) }
                }
                try await self.inner.commit(trims, link: link)
            }
            throw error
        }
    }
}
