import ConnectionsKit

/// Walks the authorizations of one account or of all, with how each stands.
struct GrantWalk {
    var store: any ConnectionStore
    var system: ConnectionSystem
    /// Whose; `nil` for those of all accounts.
    var account: AccountID?

    private static let page = 500

    /// Calls `body` with each, a page in memory at a time.
    func forEach(_ progress: ProgressLine, _ body: (GrantStanding) throws -> Void) async throws {
        var seen = 0
        for try await account in AccountWalk(store: self.store, account: self.account) {
            var cursor: Cursor?
            repeat {
                try Task.checkCancellation()
                let page = try await self.store.page(.grants(), in: account, after: cursor, limit: Self.page)
                for grant in page.elements {
                    try body(try await self.system.standing(of: grant))
                    seen += 1
                    progress.show("\(counted(seen, "grant")), in the account \(account)")
                }
                cursor = page.next
            } while cursor != nil
        }
    }
}
