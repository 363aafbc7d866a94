import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Never moves the revision.
struct NeverRevises: StoreDecorator {
    let inner: any ConnectionStore

    func revision(of account: AccountID) async throws(StoreError) -> Int { 0 }
}

/// Moves the revision with each change, whatever it is.
final class RevisesAlways: StoreDecorator {
    let inner: any ConnectionStore
    private let counts = Mutex<[AccountID: Int]>([:])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        self.counts.withLock { counts in
            for change in changes.changes { counts[change.account, default: 0] += 1 }
        }
        return records
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int {
        self.counts.withLock { $0[account, default: 0] }
    }
}

/// Counts the records of an account for its revision, so that it goes back when they are deleted.
final class CountsForRevision: StoreDecorator {
    let inner: any ConnectionStore
    private let counts = Mutex<[AccountID: Int]>([:])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        self.counts.withLock { counts in
            for account in changes.revisedAccounts {
                let deleted = changes.changes.count { if case .delete = $0.action { true } else { false } }
                counts[account, default: 0] += deleted > 0 ? -deleted : 1
            }
        }
        return records
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int {
        self.counts.withLock { $0[account, default: 0] }
    }
}

/// Moves the revision as it should, but for the sets that `moves` leaves out, and late if it is so.
final class RevisesInItsOwnWay: StoreDecorator {
    let inner: any ConnectionStore
    private let isLate: Bool
    private let moves: @Sendable (ChangeSet) -> Bool
    private let counts = Mutex<[AccountID: Int]>([:])

    init(_ inner: any ConnectionStore, isLate: Bool = false, moves: @escaping @Sendable (ChangeSet) -> Bool) {
        self.inner = inner
        self.isLate = isLate
        self.moves = moves
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let records = try await self.inner.commit(changes, link: link)
        guard self.moves(changes) else { return records }
        if self.isLate { await self.dawdle() }
        self.counts.withLock { counts in
            for account in changes.revisedAccounts { counts[account, default: 0] += 1 }
        }
        return records
    }

    func revision(of account: AccountID) async throws(StoreError) -> Int {
        self.counts.withLock { $0[account, default: 0] }
    }
}
