import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Leaves the records of one kind when it erases an account.
struct ForgetsAKind: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var forgotten: [Invitation] = []
        for change in changes.changes where change.isErasure {
            forgotten += try await self.inner.all(.invitations, in: change.account)
        }
        let records = try await self.inner.commit(changes, link: link)
        var back = ChangeSet()
        for invitation in forgotten
        where try await self.inner.record(invitation.recordKey, in: invitation.account) == nil {
            back.insert(invitation)
        }
        if !back.isEmpty { try await self.inner.commit(back, link: link) }
        return records
    }
}

/// Erases every account whose name begins like that of the one that it should erase.
final class ErasesNeighbours: StoreDecorator {
    let inner: any ConnectionStore
    private let accounts = Mutex<Set<AccountID>>([])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let known = self.accounts.withLock { known in
            known.formUnion(changes.changes.map(\.account))
            return known
        }
        var neighbours = ChangeSet()
        for change in changes.changes where change.isErasure {
            for account in known where account != change.account && account.text.hasPrefix(change.account.text) {
                neighbours.erase(account)
            }
        }
        let records = try await self.inner.commit(changes, link: link)
        if !neighbours.isEmpty { try await self.inner.commit(neighbours, link: link) }
        return records
    }
}

/// Erases before it does what its set asks for first.
struct ErasesFirst: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let ordered = changes.changes.filter(\.isErasure) + changes.changes.filter { !$0.isErasure }
        return try await self.inner.commit(changes.with(ordered), link: link)
    }
}

/// Erases an account in any case, whether or not the rest of the set holds.
struct ErasesInAnyCase: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            if case .conflict(let index, _) = error.code {
                let done = changes.changes.prefix(index).filter(\.isErasure)
                var erasures = ChangeSet()
                for change in done { erasures.append(change) }
                try await self.inner.commit(erasures, link: link)
            }
            throw error
        }
    }
}

extension Change {
    /// Whether it erases an account.
    var isErasure: Bool { if case .erase = self.action { true } else { false } }
}
