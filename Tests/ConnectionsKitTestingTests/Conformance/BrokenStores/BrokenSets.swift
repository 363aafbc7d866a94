import ConnectionsKit
import ConnectionsKitTesting
import Synchronization

/// Tells of an update of what is not there, though a change before it conflicts.
struct TellsTheLast: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            guard case .conflict(let index, _) = error.code else { throw error }
            for (later, change) in changes.changes.enumerated().dropFirst(index + 1) {
                guard case .write(let record, .version) = change.action,
                    try await self.inner.record(record.key, in: change.account) == nil
                else { continue }
                throw .conflict(at: later, .missing)
            }
            throw error
        }
    }
}

/// Has no use for a set of nothing.
struct RefusesNothing: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if changes.isEmpty { throw StoreError(.unavailable, "there is nothing to commit") }
        return try await self.inner.commit(changes, link: link)
    }
}

/// Knows every person.
struct MakesUp: StoreDecorator {
    let inner: any ConnectionStore

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        let record = try await self.inner.record(key, in: account)
        guard record == nil, case .guardian(let user) = key else { return record }
        return .guardian(UserGuard(user: user, account: account, status: .active))
    }
}

/// Turns away an application's insert while another is under way.
final class IsBusy: StoreDecorator {
    let inner: any ConnectionStore
    private let isWriting = Atomic(false)

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard changes.changes.count == 1, case .application(let application) = changes.changes[0].inserted,
            application.id.text.hasPrefix("application ")
        else { return try await self.inner.commit(changes, link: link) }
        if self.isWriting.exchange(true, ordering: .acquiringAndReleasing) {
            throw StoreError(.unavailable, "the database is locked")
        }
        defer { self.isWriting.store(false, ordering: .releasing) }
        await self.dawdle()
        return try await self.inner.commit(changes, link: link)
    }
}

/// Breaks once a commit was cancelled.
final class BreaksWhenCancelled: StoreDecorator {
    let inner: any ConnectionStore
    private let isBroken = Atomic(false)

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if self.isBroken.load(ordering: .acquiring) { throw StoreError(.unavailable, "a transaction is still open") }
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            if error.code == .cancelled { self.isBroken.store(true, ordering: .releasing) }
            throw error
        }
    }
}

/// Does nothing with the update of an application that was updated twice.
struct SwallowsAnUpdate: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if changes.changes.count == 1, changes.audit.isEmpty,
            case .write(.application(let application), .version(3)) = changes.changes[0].action,
            await self.holds(.version(3), on: application.recordKey, in: application.account)
        {
            return []
        }
        return try await self.inner.commit(changes, link: link)
    }
}
