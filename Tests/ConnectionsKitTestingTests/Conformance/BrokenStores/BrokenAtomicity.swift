import ConnectionsKit
import ConnectionsKitTesting

/// Writes what comes before the change that conflicts.
struct WritesInPart: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            if case .conflict(let index, _) = error.code {
                try await self.inner.commit(ChangeSet().with(changes.changes.prefix(index)), link: link)
            }
            throw error
        }
    }
}

/// Writes updates of several records one after another.
struct WritesOneByOne: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let keys = Set(changes.changes.compactMap(\.writtenKey))
        guard changes.audit.isEmpty, keys.count == changes.changes.count else {
            return try await self.inner.commit(changes, link: link)
        }
        for change in changes.changes {
            guard case .write(let record, .version(let version)) = change.action,
                await self.holds(.version(version), on: record.key, in: change.account)
            else { return try await self.inner.commit(changes, link: link) }
        }
        for change in changes.changes {
            try await self.inner.commit(ChangeSet().with([change]), link: link)
            await self.dawdle()
        }
        return []
    }
}

/// Writes large sets piece by piece.
struct SplitsLargeSets: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let pieces = stride(from: 0, to: changes.changes.count, by: 500).map {
            changes.changes[$0...].prefix(500)
        }
        for piece in pieces.dropLast() { try await self.inner.commit(ChangeSet().with(piece), link: link) }
        let start = pieces.last?.startIndex ?? 0
        do {
            return try await self.inner.commit(changes.with(changes.changes[start...]), link: link)
        } catch {
            guard case .conflict(let index, let reason) = error.code else { throw error }
            throw .conflict(at: start + index, reason)
        }
    }
}
