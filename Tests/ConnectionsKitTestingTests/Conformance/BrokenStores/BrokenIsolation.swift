import ConnectionsKit
import ConnectionsKitTesting

/// Checks the version of some records, and writes over whatever stands there when it comes to it.
struct LosesUpdates: StoreDecorator {
    let inner: any ConnectionStore
    /// Whether it does so only where nothing else is written with it.
    var isChoosy = true
    let affects: @Sendable (Record) -> Bool

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var isBlind = false
        for change in changes.changes {
            guard case .write(let record, let expectation) = change.action, self.affects(record) else { continue }
            isBlind = await self.holds(expectation, on: record.key, in: change.account)
        }
        guard isBlind, !self.isChoosy || changes.changes.count == 1 else {
            return try await self.inner.commit(changes, link: link)
        }
        await self.dawdle()
        while true {
            do {
                return try await self.inner.commit(changes.with(try await self.overwriting(changes)), link: link)
            } catch {
                guard error.conflict == .version else { throw error }
            }
        }
    }

    private func overwriting(_ changes: ChangeSet) async throws(StoreError) -> [Change] {
        var result: [Change] = []
        for var change in changes.changes {
            if case .write(let record, .version) = change.action, self.affects(record),
                let current = try await self.inner.record(record.key, in: change.account)
            {
                change.action = .write(record, expecting: .version(current.version))
            }
            result.append(change)
        }
        return result
    }
}

/// Checks some expectations on records that it does not write before it commits, and does not hold them.
struct SkewsWrites: StoreDecorator {
    let inner: any ConnectionStore
    let affects: @Sendable (Change.Expectation) -> Bool

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let written = Set(changes.changes.compactMap(\.writtenKey))
        var result: [Change] = []
        var isSkewed = false
        for change in changes.changes {
            var kept = change
            if case .expect(let key, let expectation) = change.action, self.affects(expectation),
                !written.contains(key), await self.holds(expectation, on: key, in: change.account)
            {
                kept = change.disarmed
                isSkewed = true
            }
            result.append(kept)
        }
        if isSkewed { await self.dawdle() }
        return try await self.inner.commit(changes.with(result), link: link)
    }
}

/// Does nothing for a set that writes nothing.
struct SkipsWhatWritesNothing: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        let isIdle = changes.audit.isEmpty && !changes.changes.contains(where: \.writes)
        return isIdle ? [] : try await self.inner.commit(changes, link: link)
    }
}
