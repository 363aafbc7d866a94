import ConnectionsKit
import ConnectionsKitTesting

/// Orders accounts as people would, capitals beside small letters.
struct OrdersByLetters: StoreDecorator {
    let inner: any ConnectionStore

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        func place(_ account: AccountID) -> String { "\(account.text.lowercased())\u{0}\(account.text)" }
        let all = try await self.inner.accounts(after: nil, limit: 1_000).sorted { place($0) < place($1) }
        return Array(all.drop { known in account.map { place(known) <= place($0) } ?? false }.prefix(limit.asLimit))
    }
}

/// Begins a page of accounts with the last of the page before.
struct RepeatsAccounts: StoreDecorator {
    let inner: any ConnectionStore

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        let all = try await self.inner.accounts(after: nil, limit: 1_000)
        return Array(all.drop { known in account.map { known < $0 } ?? false }.prefix(limit.asLimit))
    }
}

/// Tells each key that wrapped data keys twice.
struct RepeatsWrappingKeys: StoreDecorator {
    let inner: any ConnectionStore

    func wrappingKeys(after wrappingKey: String?, limit: Int) async throws(StoreError) -> [DataKey] {
        let keys = try await self.inner.wrappingKeys(after: wrappingKey, limit: limit)
        return Array(keys.flatMap { [$0, $0] }.prefix(limit.asLimit))
    }
}

/// Forgets accounts of which no record is left.
struct ForgetsTheErased: StoreDecorator {
    let inner: any ConnectionStore

    func accounts(after account: AccountID?, limit: Int) async throws(StoreError) -> [AccountID] {
        var result: [AccountID] = []
        for known in try await self.inner.accounts(after: account, limit: 1_000) {
            let hasTrail = try await !self.inner.audit(of: known, after: 0, limit: 1).isEmpty
            let hasRecords = try await !self.inner.all(.applications, in: known).isEmpty
            if hasTrail || hasRecords { result.append(known) }
        }
        return Array(result.prefix(limit.asLimit))
    }
}
