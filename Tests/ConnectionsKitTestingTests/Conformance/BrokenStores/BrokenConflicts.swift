import ConnectionsKit
import ConnectionsKitTesting

/// Tells the change before for a deletion that does not hold.
struct Miscounts: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        do {
            return try await self.inner.commit(changes, link: link)
        } catch {
            guard case .conflict(let index, let reason) = error.code, index > 0,
                case .delete = changes.changes[index].action
            else { throw error }
            throw .conflict(at: index - 1, reason)
        }
    }
}

/// Looks for the name before it looks for the record.
struct JudgesNamesFirst: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        if changes.changes.count == 1, case .write(.connection(let connection), _) = changes.changes[0].action,
            connection.kind != .system
        {
            let name = Query<Connection>.linkName(connection.linkName, in: connection.linkNameScope)
            if let other = try await self.inner.first(name, in: connection.account), other.id != connection.id {
                throw .conflict(at: 0, .unique(.linkName))
            }
        }
        return try await self.inner.commit(changes, link: link)
    }
}

/// Judges the names of a set when all of it is written.
struct JudgesNamesLast: StoreDecorator {
    let inner: any ConnectionStore

    func commit(_ changes: ChangeSet, link: @escaping AuditLink) async throws(StoreError) -> [AuditRecord] {
        guard changes.changes.count == 2,
            case .write(.connection(var first), .version(let version)) = changes.changes[0].action,
            case .write(.connection, .version) = changes.changes[1].action
        else { return try await self.inner.commit(changes, link: link) }
        let name = first.linkName
        var result = ChangeSet()
        first.version = version
        first.linkName = "\u{1F}"
        result.update(first)
        result.append(changes.changes[1])
        first.version = version + 1
        first.linkName = name
        result.update(first)
        for entry in changes.audit { result.record(entry) }
        return try await self.inner.commit(result, link: link)
    }
}
