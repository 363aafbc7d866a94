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

/// Asks the link function twice for each entry.
struct AsksTwice: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        try await self.inner.commit(changes) { sequence, previous, entry in
            _ = link(sequence, previous, entry)
            return link(sequence, previous, entry)
        }
    }
}

/// Tries the link function before there is anything to chain.
struct AsksForNothing: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if let account = changes.changes.first?.account, changes.audit.isEmpty {
            _ = link(0, [], AuditEntry(account: account, at: .fixture, actor: .system, action: .authorize))
        }
        return try await self.inner.commit(changes, link: link)
    }
}

/// Gives numbers in the order in which commits begin, and shows entries in the order in which they end.
final class ShowsNumbersAsTheyCome: StoreDecorator {
    let inner: any ConnectionStore
    private let hidden = Mutex<Set<Int>>([])

    init(_ inner: any ConnectionStore) {
        self.inner = inner
    }

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard changes.changes.isEmpty, changes.audit.count == 1 else {
            return try await self.inner.commit(changes, link: link)
        }
        let records = try await self.inner.commit(changes) { sequence, previous, entry in
            if sequence % 2 == 1 { _ = self.hidden.withLock { $0.insert(sequence) } }
            return link(sequence, previous, entry)
        }
        await self.dawdle()
        self.hidden.withLock { $0.subtract(records.map(\.sequence)) }
        return records
    }

    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) async throws(StoreError) -> [AuditRecord] {
        let hidden = self.hidden.withLock { $0 }
        return try await self.inner.audit(of: account, matching: filter, after: sequence, limit: limit)
            .filter { !hidden.contains($0.sequence) }
    }
}
