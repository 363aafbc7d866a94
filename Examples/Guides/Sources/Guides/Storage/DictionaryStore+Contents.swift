import ConnectionsKit

/// All that a store keeps.
struct Contents {
    private(set) var accounts: [AccountID: Account] = [:]

    subscript(account: AccountID) -> Account {
        get { self.accounts[account, default: Account()] }
        _modify { yield &self.accounts[account, default: Account()] }
    }

    /// One account: its records, and what outlives them.
    struct Account {
        var records: [RecordKey: Record] = [:]
        var revision = 0
        var start = AuditStart()
        var trail: [AuditRecord] = []

        var isKnown: Bool { self.revision > 0 || self.start.sequence > 0 || !self.trail.isEmpty }

        /// Numbers an entry and chains it to the one before.
        mutating func append(_ entry: AuditEntry, _ link: AuditLink) -> AuditRecord {
            let sequence = (self.trail.last?.sequence ?? self.start.sequence) + 1
            let code = link(sequence, self.trail.last?.code ?? self.start.code, entry)
            let record = AuditRecord(sequence: sequence, entry: entry, code: code)
            self.trail.append(record)
            return record
        }
    }

    /// Applies a change to what the changes before it left.
    mutating func apply(_ change: Change, now: Timestamp) throws(Refusal) {
        let account = change.account
        switch change.action {
        case .expect(let key, let expectation): try self.hold(expectation, on: key, in: account)

        case .write(let record, let expectation):
            try self.hold(expectation, on: record.key, in: account)
            let others = self[account].records.values.lazy.filter { $0.key != record.key }
            for claim in record.claims {
                if others.contains(where: { $0.claims.contains(claim) }) { throw Refusal(.unique(claim.rule)) }
            }
            self[account].records[record.key] = record

        case .delete(let key, let version):
            try self.hold(.version(version), on: key, in: account)
            self[account].records[key] = nil

        case .refresh(let grant, let step):
            guard let record = self[account].records[.tokens(grant)], let tokens = TokenState(record) else {
                throw Refusal(.missing)
            }
            guard var next = try? tokens.applying(step, now: now) else { throw Refusal(.epoch) }
            next.version = tokens.version + 1
            self[account].records[record.key] = next.record

        case .erase: self[account].records = [:]

        case .trimAudit(let sequence):
            guard let index = self[account].trail.firstIndex(where: { $0.sequence == sequence }) else {
                throw Refusal(.missing)
            }
            self[account].start = AuditStart(sequence: sequence, code: self[account].trail[index].code)
            self[account].trail.removeFirst(index + 1)
        }
    }

    private func hold(
        _ expectation: Change.Expectation, on key: RecordKey, in account: AccountID
    ) throws(Refusal) {
        switch (expectation, self[account].records[key]?.version) {
        case (.absent, .some): throw Refusal(.exists)
        case (.version, nil): throw Refusal(.missing)
        case (.version(let expected), .some(let actual)) where expected != actual: throw Refusal(.version)
        default: return
        }
    }
}

/// Why a change does not hold.
struct Refusal: Error {
    var conflict: StoreError.Conflict

    init(_ conflict: StoreError.Conflict) {
        self.conflict = conflict
    }
}
