public import ConnectionsKit

extension SQLiteConnectionStore {
    /// Counts what the store holds, on one state of it and beside reads and commits.
    ///
    /// For one account it goes through that account's rows, for all through the smallest index of each table: a tenth of a
    /// second for a million.
    ///
    /// - Parameter account: whose records are counted; `nil` for those of all accounts.
    /// - Returns: the counts.
    /// - Throws: ``StoreError``; ``StoreError/Code/cancelled`` when the task is cancelled.
    public func counts(of account: AccountID? = nil) async throws(StoreError) -> SQLiteCounts {
        do throws(SQLiteFailure) {
            let side = try await self.engine.aside()
            return try await side.scan { database throws(SQLiteFailure) in
                func count(_ table: String) throws(SQLiteFailure) -> Int {
                    let count =
                        if let account {
                            try database.firstInteger("SELECT count(*) FROM \(table) WHERE account = ?", account)
                        } else {
                            try database.firstInteger("SELECT count(*) FROM \(table)")
                        }
                    return Int(count ?? 0)
                }
                var records: [String: Int] = [:]
                for table in Record.tables { records[table.name] = try count(table.name) }
                return SQLiteCounts(
                    records: records, accounts: try count("accounts"), auditRecords: try count("audit_records"))
            }
        } catch {
            throw StoreError(error, in: "the count", leaving: "nothing was changed")
        }
    }
}
