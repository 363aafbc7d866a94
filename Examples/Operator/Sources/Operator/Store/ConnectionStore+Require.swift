import ConnectionsKit

extension ConnectionStore {
    /// Refuses an account of which nothing was ever written down: most likely its name is misspelt.
    func requireAccount(_ account: AccountID?) async throws {
        guard let account, try await self.revision(of: account) == 0,
            try await self.audit(of: account, after: 0, limit: 1).isEmpty,
            try await self.auditStart(of: account).sequence == 0
        else { return }
        throw Failure(
            "notFound", "Nothing was ever written down of the account \(account).",
            remedy: "See the accounts with `connections list accounts`.", exit: .misnamed)
    }
}
