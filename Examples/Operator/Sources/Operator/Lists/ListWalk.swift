import ConnectionsKit

/// Walks a list over the accounts, page by page, until there are enough rows.
struct ListWalk {
    var listing: Listing
    var source: Listing.Source
    /// How many rows at most; `nil` for all.
    var limit: Int?

    /// The most that one read asks for.
    private static let page = 500

    /// The rows from `place` on, and where the list goes on; nothing when it is at its end.
    func rows(
        from place: ListPlace?, _ progress: ProgressLine
    ) async throws -> (rows: [[Cell]], next: ListPlace?) {
        let read: @Sendable (Listing.Source, AccountID, Cursor?, Int) async throws -> Page<[Cell]>
        switch self.listing.reader {
        case .atOnce(let all): return (Array(try await all(self.source).prefix(self.limit ?? .max)), nil)
        case .paged(let page): read = page
        }
        var rows: [[Cell]] = []
        var account = try await self.first(place)
        var cursor = place.flatMap { $0.account == account?.text ? $0.cursor.map { Cursor($0) } : nil }
        while let current = account {
            try Task.checkCancellation()
            if let limit, rows.count >= limit { return (rows, ListPlace(account: current, cursor: cursor)) }
            let room = min(self.limit.map { $0 - rows.count } ?? Self.page, Self.page)
            let page = try await read(self.source, current, cursor, room)
            rows += page.elements
            progress.show("\(counted(rows.count, "row")), in the account \(current)")
            cursor = page.next
            if page.next == nil { account = try await self.account(after: current) }
        }
        return (rows, nil)
    }

    private func first(_ place: ListPlace?) async throws -> AccountID? {
        guard let place else {
            if let account = self.source.filter.account { return account }
            return try await self.source.store.accounts(after: nil, limit: 1).first
        }
        let account = AccountID(place.account)
        if let asked = self.source.filter.account, asked != account {
            throw Failure(
                "invalidInput", "The place of --after is in another account.",
                remedy: "Pass the options of the list that told it.", exit: .misnamed)
        }
        return account
    }

    private func account(after account: AccountID) async throws -> AccountID? {
        if self.source.filter.account != nil { return nil }
        return try await self.source.store.accounts(after: account, limit: 1).first
    }
}
