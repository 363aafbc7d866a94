import ConnectionsKit
import ConnectionsKitTesting

/// Does something else than a change says.
struct Adjusts: StoreDecorator {
    let inner: any ConnectionStore
    /// The change to make of one, and of what stands at its key.
    let adjust: @Sendable (Change, Record?) -> Change

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result: [Change] = []
        for change in changes.changes {
            var current: Record?
            if let key = change.judgedKey { current = try await self.inner.record(key, in: change.account) }
            result.append(self.adjust(change, current))
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}

/// Does to another account's record what it should not find in its own.
struct ReachesOthers: StoreDecorator {
    let inner: any ConnectionStore
    let affects: @Sendable (Change.Action) -> Bool

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result: [Change] = []
        for change in changes.changes {
            var reaching = change
            if self.affects(change.action), let key = change.judgedKey,
                try await self.inner.record(key, in: change.account) == nil
            {
                for account in try await self.inner.accounts(after: nil, limit: 10)
                where try await self.inner.record(key, in: account) != nil { reaching.account = account }
            }
            result.append(reaching)
        }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}

/// Refuses what holds.
struct Refuses: StoreDecorator {
    let inner: any ConnectionStore
    /// Why a change is refused, by what there is and by what stands before it in its set; nothing when it is not.
    let reason: @Sendable (any ConnectionStore, ArraySlice<Change>, Change) async -> StoreError.Conflict?

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        for (index, change) in changes.changes.enumerated() {
            let before = changes.changes.prefix(index)
            if let reason = await self.reason(self.inner, before, change) { throw .conflict(at: index, reason) }
        }
        return try await self.inner.commit(changes, link: link)
    }
}

/// Tells another reason, or takes for done what does not hold when it stands alone.
struct Retells: StoreDecorator {
    let inner: any ConnectionStore
    /// What is told of a conflict; nothing to tell nothing.
    let retell: @Sendable (Change, StoreError.Conflict) -> StoreError.Conflict?

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            guard case .conflict(let index, let reason) = error.code else { throw error }
            if let told = self.retell(changes.changes[index], reason) { throw .conflict(at: index, told) }
            guard changes.changes.count == 1 else { throw error }
            return []
        }
    }
}

/// Takes what is free for taken, once it was.
struct RemembersForGood: StoreDecorator {
    let inner: any ConnectionStore
    let memory: Memory<String>
    /// What a written record takes.
    let taken: @Sendable (Record) -> String?
    let reason: StoreError.Conflict

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var taken: [String] = []
        for (index, change) in changes.changes.enumerated() {
            guard case .write(let record, .absent) = change.action, let what = self.taken(record) else { continue }
            let isThere = try await self.inner.record(record.key, in: change.account) != nil
            if !isThere, self.memory.contains(what) { throw .conflict(at: index, self.reason) }
            taken.append(what)
        }
        let records = try await self.inner.commit(changes, link: link)
        for what in taken { self.memory.insert(what) }
        return records
    }
}

extension Change {
    /// The key of the record that it is judged by.
    var judgedKey: RecordKey? { if case .expect(let key, _) = self.action { key } else { self.writtenKey } }

    /// The record that it writes, if it is new.
    var inserted: Record? { if case .write(let record, .absent) = self.action { record } else { nil } }

    /// This over whatever version stands there.
    func blind(over current: Record?) -> Change {
        var result = self
        switch self.action {
        case .write(let record, .version): result.action = .write(record, expecting: .version(current?.version ?? 0))
        case .delete(let key, _): result.action = .delete(key, expecting: current?.version ?? 0)
        default: break
        }
        return result
    }
}
