import ConnectionsKit

extension Database {
    /// Reads one record.
    func record(_ key: RecordKey, in account: AccountID) throws(SQLiteFailure) -> Record? {
        let type = key.rowType
        return try self.first(type.table.read, account, key) { row throws(SQLiteFailure) in try type.record(row: &row) }
    }

    /// The version of a record; `nil` when there is none.
    func version(of key: RecordKey, in account: AccountID) throws(SQLiteFailure) -> Int? {
        try self.first(key.rowType.table.version, account, key) { row throws(SQLiteFailure) in try row.int() }
    }

    /// The revision of an account; zero before its first change.
    func revision(of account: AccountID) throws(SQLiteFailure) -> Int {
        try self.first("SELECT revision FROM accounts WHERE account = ?", account) { row throws(SQLiteFailure) in
            try row.int()
        } ?? 0
    }

    /// Reads a page of an account's audit trail.
    func audit(of account: AccountID, after sequence: Int, limit: Int) throws(SQLiteFailure) -> [AuditRecord] {
        try self.all(AuditRecord.page, account, sequence, limit, read: AuditRecord.init(row:))
    }
}
