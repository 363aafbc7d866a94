import ConnectionsKit

/// Everything that the store keeps; its lock guards it.
struct StoreState {
    /// The records of each account, apart from one another.
    private(set) var accounts: [AccountID: AccountRecords] = [:]
    /// The grants in use, over all accounts.
    private(set) var liveGrants = LiveGrants()
    /// When what is due, over all accounts.
    private var dueTimes: [DueWork: [Owned: Timestamp]] = [:]

    /// Applies a change set in order, each change to what the changes before it left, or undoes all of it.
    mutating func commit(
        _ changes: ChangeSet, now: Timestamp, link: AuditLink
    ) throws(StoreError) -> [AuditRecord] {
        var undo: [Undo] = []
        for (index, change) in changes.changes.enumerated() {
            do throws(Refusal) {
                undo += try self.apply(change, now: now)
            } catch {
                for step in undo.reversed() { self.take(back: step) }
                throw .conflict(at: index, error.conflict)
            }
        }
        for account in changes.revisedAccounts {
            self.accounts[account, default: AccountRecords()].revision += 1
        }
        return changes.audit.map { self.accounts[$0.account, default: AccountRecords()].append($0, link: link) }
    }

    /// What puts one change back.
    private enum Undo {
        case record(Owned, before: Record?)
        case trail(AccountID, start: AuditStart, trail: [AuditRecord])
    }

    private mutating func take(back step: Undo) {
        switch step {
        case .record(let owned, let before): self.replace(owned, with: before)
        case .trail(let account, let start, let trail): self.accounts[account]?.untrim((start, trail))
        }
    }

    /// Applies one change and returns what puts it back; nothing when the change writes nothing.
    private mutating func apply(_ change: Change, now: Timestamp) throws(Refusal) -> [Undo] {
        switch change.action {
        case .expect(let key, let expectation):
            try self.hold(expectation, on: Owned(account: change.account, key: key))
            return []

        case .write(let record, let expectation):
            let owned = Owned(account: change.account, key: record.key)
            try self.hold(expectation, on: owned)
            return [.record(owned, before: try self.write(record, to: owned))]

        case .delete(let key, let version):
            let owned = Owned(account: change.account, key: key)
            try self.hold(.version(version), on: owned)
            return [.record(owned, before: self.replace(owned, with: nil))]

        case .refresh(let grant, let step):
            let owned = Owned(account: change.account, key: .tokens(grant))
            guard case .tokens(let tokens) = self[owned] else { throw Refusal(.missing) }
            var next: TokenState
            do throws(EpochConflict) {
                next = try tokens.applying(step, now: now)
            } catch {
                throw Refusal(.epoch)
            }
            next.version = tokens.version + 1
            return [.record(owned, before: self.replace(owned, with: .tokens(next)))]

        case .erase:
            let keys = self.accounts[change.account].map { Array($0.records.keys) } ?? []
            return keys.map { key in
                let owned = Owned(account: change.account, key: key)
                return .record(owned, before: self.replace(owned, with: nil))
            }

        case .trimAudit(let sequence):
            guard let before = self.accounts[change.account],
                self.accounts[change.account]?.trim(through: sequence) ?? false
            else { throw Refusal(.missing) }
            return [.trail(change.account, start: before.start, trail: before.trail)]
        }
    }

    private func hold(_ expectation: Change.Expectation, on owned: Owned) throws(Refusal) {
        switch (expectation, self[owned]?.version) {
        case (.absent, nil): break
        case (.absent, .some): throw Refusal(.exists)
        case (.version, nil): throw Refusal(.missing)
        case (.version(let expected), .some(let actual)): guard expected == actual else { throw Refusal(.version) }
        }
    }

    private mutating func write(_ record: Record, to owned: Owned) throws(Refusal) -> Record? {
        if let rule = self.accounts[owned.account]?.violation(by: record) { throw Refusal(.unique(rule)) }
        return self.replace(owned, with: record)
    }

    /// Puts `record` where `owned` says, or removes what is there, with every index; returns what stood there before.
    @discardableResult
    private mutating func replace(_ owned: Owned, with record: Record?) -> Record? {
        let before = self.accounts[owned.account, default: AccountRecords()].replace(owned.key, with: record)
        if let (work, _) = before?.due { self.dueTimes[work]?[owned] = nil }
        if let (work, moment) = record?.due { self.dueTimes[work, default: [:]][owned] = moment }
        if case .grant(let grant) = before { self.liveGrants.remove(grant) }
        if case .grant(let grant) = record { self.liveGrants.insert(grant) }
        return before
    }

    private subscript(owned: Owned) -> Record? { self.accounts[owned.account]?.records[owned.key] }

    /// What is due at `moment`, soonest first.
    func due(_ work: DueWork, at moment: Timestamp, limit: Int) -> [Record] {
        let due = self.dueTimes[work, default: [:]].filter { $0.value <= moment }.sorted { $0.value < $1.value }
        return due.prefix(limit).compactMap { self[$0.key] }
    }
}

/// Names a record over all accounts.
struct Owned: Hashable {
    var account: AccountID
    var key: RecordKey
}

/// Why one change of a set does not hold.
private struct Refusal: Error {
    var conflict: StoreError.Conflict

    init(_ conflict: StoreError.Conflict) {
        self.conflict = conflict
    }
}
