import ConnectionsKit
import ConnectionsKitTesting

/// Counts how many records came before a page, where it should remember which.
struct PagesByOffset: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        let all = try await self.inner.page(selection, in: account, after: nil, limit: 1_000).elements
        let start = min(cursor.flatMap { Int($0.text) } ?? 0, all.count)
        let elements = Array(all[start...].prefix(limit.asLimit))
        let end = start + elements.count
        return Page(elements: elements, next: end < all.count ? Cursor("\(end)") : nil)
    }
}

/// Leaves out the connections that an application shares.
struct OverlooksSharing: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        var page = try await self.inner.page(selection, in: account, after: cursor, limit: limit)
        if case .connections(.some) = selection { page.elements.removeAll { Connection($0)?.kind == .system } }
        return page
    }
}

/// Takes as many as asked for of what is due before it puts them in order.
struct SortsTooLate: StoreDecorator {
    let inner: any ConnectionStore

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        let all = try await self.inner.due(work, at: moment, limit: 1_000)
        return Array(all.suffix(limit.asLimit))
    }
}

/// Takes for due only what is past due.
struct IsLate: StoreDecorator {
    let inner: any ConnectionStore

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        try await self.inner.due(work, at: moment - .milliseconds(1), limit: limit)
    }
}

/// Counts the grant that is to be revoked among those that its revocation could reach.
struct CountsTheGrantItself: StoreDecorator {
    let inner: any ConnectionStore

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject, excluding: Grant.ID.none)
    }
}

/// Takes a person who is not known for nobody.
struct TakesUnknownForNobody: StoreDecorator {
    let inner: any ConnectionStore

    func hasLiveGrant(
        connector: ConnectorID, clientID: String, subject: String?, excluding excluded: Grant.ID
    ) async throws(StoreError) -> Bool {
        try await self.inner.hasLiveGrant(
            connector: connector, clientID: clientID, subject: subject ?? "", excluding: excluded)
    }
}

/// Takes a limit of nothing or less at its word.
struct TakesLimitsAtTheirWord: StoreDecorator {
    let inner: any ConnectionStore

    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) async throws(StoreError) -> Page<Record> {
        if limit < 1 { return Page(elements: [], next: nil) }
        return try await self.inner.page(selection, in: account, after: cursor, limit: limit)
    }
}

/// Takes the end of time for never.
struct OverlooksTheEnd: StoreDecorator {
    let inner: any ConnectionStore

    func due(_ work: DueWork, at moment: Timestamp, limit: Int) async throws(StoreError) -> [Record] {
        let due = try await self.inner.due(work, at: moment, limit: limit)
        return due.filter { record in
            switch record {
            case .duty(let duty): duty.dueAt != Timestamp(milliseconds: .max)
            case .attempt(let attempt): attempt.deadline != Timestamp(milliseconds: .max)
            default: true
            }
        }
    }
}

extension RecordID {
    /// An identifier that nothing has.
    fileprivate static var none: RecordID { .fixture(.max) }
}
