import ConnectionsKit
import ConnectionsKitTesting

/// Leaves out some of what a selection asks for, or tells it in another order.
struct AnswersOtherwise: StoreDecorator {
    let inner: any ConnectionStore
    let change: @Sendable (Selection, [Record]) -> [Record]

    /// Tells only what `keeps` lets through.
    static func leavingOut(
        _ inner: any ConnectionStore, but keeps: @escaping @Sendable (Selection, Record) -> Bool
    ) -> AnswersOtherwise {
        AnswersOtherwise(inner: inner) { selection, records in records.filter { keeps(selection, $0) } }
    }

    /// Tells what one kind of selection asks for the other way round.
    static func backwards(
        _ inner: any ConnectionStore, _ isMeant: @escaping @Sendable (Selection) -> Bool
    ) -> AnswersOtherwise {
        AnswersOtherwise(inner: inner) { selection, records in isMeant(selection) ? records.reversed() : records }
    }

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        return Page(elements: self.change(selection, page.elements), next: page.next)
    }
}

/// Finds a connection by the beginning of its link name.
struct FindsByBeginning: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        guard case .linkName(let name, let scope) = selection else {
            return try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        }
        let all = try await self.inner.all(.connections(), in: account)
        let found = all.filter { $0.linkNameScope == scope && $0.linkName.hasPrefix(name) }
        return Page(elements: found.map(\.record), next: nil)
    }
}

/// Takes any connection to a service for the system's.
struct TakesAnyForTheSystems: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        guard case .systemConnection(let connector) = selection else {
            return try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        }
        let all = try await self.inner.all(.connections(), in: account)
        return Page(elements: all.filter { $0.connector == connector }.map(\.record), next: nil)
    }
}
