import ConnectionsKit

extension Change {
    /// Whether it takes away data keys, so that no older state of the file may keep them.
    fileprivate var destroysKeys: Bool {
        switch self.action {
        case .erase, .delete(.dataKey, _): true
        default: false
        }
    }
}

extension Database {
    /// Applies a change set in order, each change to what the changes before it left; the transaction around it undoes
    /// all of it when it throws.
    func commit(
        _ changes: ChangeSet, now: Timestamp, link: AuditLink
    ) throws(StoreError) -> [AuditRecord] {
        for (index, change) in changes.changes.enumerated() {
            do throws(Refusal) {
                try self.apply(change, now: now)
            } catch {
                switch error {
                case .conflict(let conflict): throw .conflict(at: index, conflict)
                case .failure(let failure): throw StoreError(failure)
                }
            }
        }
        if changes.changes.contains(where: \.destroysKeys) { self.mustClearLog = true }
        return try StoreError.converting { () throws(SQLiteFailure) in try self.close(changes, link: link) }
    }

    private func apply(_ change: Change, now: Timestamp) throws(Refusal) {
        let account = change.account
        switch change.action {
        case .expect(let key, let expectation): try self.hold(expectation, on: key, in: account)
        case .write(let record, .absent): try self.insert(record)
        case .write(let record, .version(let version)): try self.update(record, over: version)
        case .delete(let key, let version):
            let count = try Refusal.converting { () throws(SQLiteFailure) in
                try self.run(key.rowType.table.delete, account, key, version)
            }
            if count == 0 { try self.hold(.version(version), on: key, in: account) }
        case .refresh(let grant, let step): try self.refresh(grant, in: account, step, now: now)
        case .erase: try self.erase(account)
        case .trimAudit(let sequence): try self.trimAudit(of: account, through: sequence)
        }
    }

    private func erase(_ account: AccountID) throws(Refusal) {
        try Refusal.converting { () throws(SQLiteFailure) in
            for table in Record.tables { _ = try self.run(table.erase, account) }
        }
    }

    private func trimAudit(of account: AccountID, through sequence: Int) throws(Refusal) {
        let count = try Refusal.converting { () throws(SQLiteFailure) in
            try self.run(AuditRecord.newStart, account, sequence)
        }
        guard count > 0 else { throw .conflict(.missing) }
        try Refusal.converting { () throws(SQLiteFailure) in _ = try self.run(AuditRecord.trim, account, sequence) }
    }

    private func insert(_ record: Record) throws(Refusal) {
        do throws(SQLiteFailure) {
            try self.run(record.table.insert, record)
        } catch {
            // The key comes first: who writes a record twice is told so, whatever else is taken.
            try self.hold(.absent, on: record.key, in: record.account)
            throw try self.refusal(of: record, error)
        }
    }

    private func update(_ record: Record, over version: Int) throws(Refusal) {
        let count: Int
        do throws(SQLiteFailure) {
            count = try self.run(record.table.update, record, version)
        } catch {
            throw try self.refusal(of: record, error)
        }
        if count == 0 { try self.hold(.version(version), on: record.key, in: record.account) }
    }

    private func refresh(
        _ grant: Grant.ID, in account: AccountID, _ step: RefreshStep, now: Timestamp
    ) throws(Refusal) {
        let stored = try Refusal.converting { () throws(SQLiteFailure) in
            try self.first(TokenState.table.read, account, grant, read: TokenState.init(row:))
        }
        guard let stored else { throw .conflict(.missing) }
        var next: TokenState
        do throws(EpochConflict) {
            next = try stored.applying(step, now: now)
        } catch {
            throw .conflict(.epoch)
        }
        next.version = stored.version + 1
        try self.update(.tokens(next), over: stored.version)
    }

    private func hold(_ expectation: Change.Expectation, on key: RecordKey, in account: AccountID) throws(Refusal) {
        let version = try Refusal.converting { () throws(SQLiteFailure) in try self.version(of: key, in: account) }
        switch (expectation, version) {
        case (.absent, nil): break
        case (.absent, .some): throw .conflict(.exists)
        case (.version, nil): throw .conflict(.missing)
        case (.version(let expected), .some(let actual)): if expected != actual { throw .conflict(.version) }
        }
    }

    /// Gives the accounts that a change set moves their new revisions, and its entries their places in the trails.
    private func close(_ changes: ChangeSet, link: AuditLink) throws(SQLiteFailure) -> [AuditRecord] {
        let revised = changes.revisedAccounts
        // Most sets write down what they do, so the end of the trail is read; for the others one statement is enough.
        var heads: [AccountID: AccountHead] = [:]
        for account in Set(changes.audit.map(\.account)) {
            heads[account] = try AccountHead(of: account, in: self)
            if revised.contains(account) { heads[account]?.revision += 1 }
        }
        for account in revised where heads[account] == nil { try self.run(AccountHead.raise, account) }
        let records = changes.audit.compactMap { heads[$0.account]?.append($0, link: link) }
        // An audit record refers to its account.
        for head in heads.values { try self.run(AccountHead.put, head) }
        for record in records { try self.run(AuditRecord.insert, record) }
        return records
    }
}
