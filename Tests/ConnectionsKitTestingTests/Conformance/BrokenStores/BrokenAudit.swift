import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Leaves gaps between the numbers.
struct SkipsNumbers: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.commit(changes, link: link).map(\.spread)
    }

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.audit(of: account, matching: filter, after: (sequence + 1) / 2, limit: limit)
            .map(\.spread)
    }
}

extension AuditRecord {
    fileprivate var spread: AuditRecord {
        AuditRecord(sequence: self.sequence * 2 - 1, entry: self.entry, code: self.code)
    }
}

/// Chains each entry to nothing.
struct BreaksTheChain: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.commit(changes) { sequence, _, entry in link(sequence, [], entry) }
    }
}

/// Chains each entry to the last one that was written, whoever's it is.
final class ChainsAccounts: StoreDecorator {
    let inner: any ConnectionStore
    private let last = Mutex<[UInt8]>([])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.commit(changes) { sequence, _, entry in
            self.last.withLock { last in
                last = link(sequence, last, entry)
                return last
            }
        }
    }
}

/// Keeps the entries of commits that failed.
struct KeepsEntriesOfFailures: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            if error.conflict != nil { try await self.inner.commit(changes.with([]), link: link) }
            throw error
        }
    }
}
