import ConnectionsKit
import ConnectionsKitTesting

/// Looks whether a link name is taken before it writes it, or not even that.
///
/// The store inside does hold link names unique, so it gets each with the connection's identifier behind it.
struct RepeatsLinkNames: StoreDecorator {
    let inner: any ConnectionStore
    let looks: Bool

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        var result: [Change] = []
        for (index, var change) in changes.changes.enumerated() {
            if case .write(.connection(let connection), let expectation) = change.action {
                let freed = Set(changes.changes.prefix(index).compactMap(\.writtenKey))
                let isFree = changes.changes.prefix(index).contains { $0.isErasure && $0.account == change.account }
                if self.looks, !isFree, try await self.isTaken(by: connection, butFor: freed) {
                    throw .conflict(at: index, .unique(.linkName))
                }
                change.action = .write(.connection(connection.marked), expecting: expectation)
            }
            result.append(change)
        }
        await self.dawdle()
        return try await self.inner.commit(changes.with(result), link: link)
    }

    private func isTaken(by connection: Connection, butFor freed: Set<RecordKey>) async throws(StoreError) -> Bool {
        // Whose insert fails for another reason is told that one by the store inside.
        if connection.kind == .system { return false }
        if connection.version == 1, try await self.inner.record(connection.recordKey, in: connection.account) != nil {
            return false
        }
        let others = try await self.inner.all(.connections(), in: connection.account).map(\.unmarked)
        return others.contains {
            $0.id != connection.id && $0.linkName == connection.linkName
                && $0.linkNameScope == connection.linkNameScope && !freed.contains($0.recordKey)
        }
    }

    func record(_ key: RecordKey, in account: AccountID) async throws(StoreError) -> Record? {
        try await self.inner.record(key, in: account)?.unmarked
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        if case .linkName(let name, let scope) = selection {
            let all = try await self.inner.all(.connections(), in: account).map(\.unmarked)
            let found = all.filter { $0.linkName == name && $0.linkNameScope == scope }
            return Page(elements: found.map(\.record), next: nil)
        }
        let page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        return Page(elements: page.elements.map(\.unmarked), next: page.next)
    }
}

extension Connection {
    fileprivate var marked: Connection {
        var result = self
        result.linkName += "\u{1F}\(self.id)"
        return result
    }

    fileprivate var unmarked: Connection {
        var result = self
        result.linkName = String(self.linkName.prefix { $0 != "\u{1F}" })
        return result
    }
}

extension Record {
    fileprivate var unmarked: Record { Connection(self)?.unmarked.record ?? self }
}

/// Tells who loses the race for a system connection that the link name is taken.
struct NamesTheWrongRule: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            guard case .conflict(let index, .unique(.systemConnection)) = error.code,
                case .write(.connection(let connection), _) = changes.changes[index].action,
                try await self.inner.first(.linkName(connection.linkName, in: .account), in: connection.account) != nil
            else { throw error }
            throw .conflict(at: index, .unique(.linkName))
        }
    }
}
