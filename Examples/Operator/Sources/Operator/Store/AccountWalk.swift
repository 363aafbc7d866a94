import ConnectionsKit

/// One account, or all of which anything was written down.
struct AccountWalk: AsyncSequence {
    var store: any ConnectionStore
    /// The one; `nil` for all.
    var account: AccountID?

    func makeAsyncIterator() -> Iterator { Iterator(store: self.store, only: self.account) }

    struct Iterator: AsyncIteratorProtocol {
        var store: any ConnectionStore
        var only: AccountID?
        private var page: ArraySlice<AccountID> = []
        private var last: AccountID?
        private var isAtEnd = false

        init(store: any ConnectionStore, only: AccountID?) {
            self.store = store
            self.only = only
        }

        mutating func next() async throws -> AccountID? {
            if self.isAtEnd { return nil }
            if let only {
                self.isAtEnd = true
                return only
            }
            if self.page.isEmpty { self.page = try await self.store.accounts(after: self.last, limit: 500)[...] }
            guard let account = self.page.popFirst() else {
                self.isAtEnd = true
                return nil
            }
            self.last = account
            return account
        }
    }
}
