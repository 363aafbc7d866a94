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

    /// Reads a page of an account's audit trail; without an index for the filter no further than `last`.
    func audit(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, through last: Int = .max, limit: Int
    ) throws(SQLiteFailure) -> [AuditRecord] {
        func page(_ statement: String, by found: some Bindable) throws(SQLiteFailure) -> [AuditRecord] {
            try self.all(
                statement, account, sequence, limit, filter.action, filter.since, filter.until, found,
                read: AuditRecord.init(row:))
        }
        switch (filter.connection, filter.user) {
        case (.some(let connection), .some(let user)):
            return try self.all(
                AuditRecord.pageOfBoth, account, sequence, limit, filter.action, filter.since, filter.until,
                connection, user, read: AuditRecord.init(row:))
        case (.some(let connection), nil): return try page(AuditRecord.pageOfConnection, by: connection)
        case (nil, .some(let user)): return try page(AuditRecord.pageOfUser, by: user)
        case (nil, nil):
            if filter != .all { return try page(AuditRecord.pageNarrowed, by: last) }
            return try self.all(AuditRecord.page, account, sequence, limit, read: AuditRecord.init(row:))
        }
    }

    /// How many records of a trail one transaction looks through: a longer one would keep the log from being copied.
    static let auditStretch = 5_000

    /// Looks through a stretch of an account's audit trail, where no index leads to what passes the filter.
    ///
    /// - Returns: the records, and after which number the next stretch begins; `nil` where there is no more to look for.
    func auditStretch(
        of account: AccountID, matching filter: AuditFilter, after sequence: Int, limit: Int
    ) throws(SQLiteFailure) -> (records: [AuditRecord], next: Int?) {
        let trail = try self.first("SELECT audit_start, audit_sequence FROM accounts WHERE account = ?", account) {
            row throws(SQLiteFailure) in (start: try row.int(), end: try row.int())
        }
        guard let trail else { return ([], nil) }
        let first = max(sequence, trail.start)
        guard first < trail.end else { return ([], nil) }
        let last = min(first + Self.auditStretch, trail.end)
        let records = try self.audit(of: account, matching: filter, after: first, through: last, limit: limit)
        return (records, last < trail.end && records.count < limit ? last : nil)
    }

    /// Where an account's audit trail begins.
    func auditStart(of account: AccountID) throws(SQLiteFailure) -> AuditStart {
        try self.first("SELECT audit_start, audit_start_code FROM accounts WHERE account = ?", account) {
            row throws(SQLiteFailure) in AuditStart(sequence: try row.int(), code: try row.blob())
        } ?? AuditStart()
    }

    /// The accounts of which anything was written down.
    func accounts(after account: AccountID?, limit: Int) throws(SQLiteFailure) -> [AccountID] {
        // No text comes before the empty one, which an account could be.
        let isNext = account == nil ? ">=" : ">"
        return try self.all(
            "SELECT account FROM accounts WHERE account \(isNext) ?1 ORDER BY account LIMIT ?2", account?.text ?? "",
            limit
        ) { row throws(SQLiteFailure) in try row.hostID() }
    }
}
