import ConnectionsKit

/// Everything that the store keeps; its lock guards it.
struct StoreState {
    /// The records of each account, apart from one another.
    private(set) var accounts: [AccountID: AccountRecords] = [:]
    /// The grants in use, over all accounts.
    private(set) var liveGrants = LiveGrants()
    /// The data keys by what wrapped them, over all accounts.
    private(set) var wrappedKeys = WrappedKeys()
    /// What is due when, over all accounts.
    private var dueTimes: [DueWork: DueTimes] = [:]
    /// The accounts whose revision has moved or whose trail has begun, in the order of their bytes.
    private var knownAccounts: [AccountID] = []

    /// Applies a change set in order, each change to what the changes before it left, or undoes all of it.
    mutating func commit(
        _ changes: ChangeSet, now: Timestamp, link: AuditLink
    ) throws(StoreError) -> [AuditRecord] {
        var undo: [Undo] = []
        for (index, change) in changes.changes.enumerated() {
            do throws(Refusal) {
                if let step = try self.apply(change, now: now) { undo.append(step) }
            } catch {
                for step in undo.reversed() { self.take(back: step) }
                throw .conflict(at: index, error.conflict)
            }
        }
        for account in changes.revisedAccounts {
            self.know(account)
            self.accounts[account, default: AccountRecords()].revision += 1
        }
        return changes.audit.map { entry in
            self.know(entry.account)
            return self.accounts[entry.account, default: AccountRecords()].trail.append(entry, link: link)
        }
    }

    /// What puts one change back.
    private enum Undo {
        case record(Owned, before: Record?)
        case erasure(AccountID, before: AccountRecords)
        case trail(AccountID, before: AuditTrail)
    }

    private mutating func take(back step: Undo) {
        switch step {
        case .record(let owned, let before): self.replace(owned, with: before)
        case .erasure(let account, let before):
            self.accounts[account] = before
            for (key, record) in before.records { self.index(Owned(account: account, key: key), nil, record) }
        case .trail(let account, let before): self.accounts[account]?.trail = before
        }
    }

    /// Applies one change and returns what puts it back; nothing when the change writes nothing.
    private mutating func apply(_ change: Change, now: Timestamp) throws(Refusal) -> Undo? {
        switch change.action {
        case .expect(let key, let expectation):
            try self.hold(expectation, on: Owned(account: change.account, key: key))
            return nil

        case .write(let record, let expectation):
            let owned = Owned(account: change.account, key: record.key)
            try self.hold(expectation, on: owned)
            return .record(owned, before: try self.write(record, to: owned))

        case .delete(let key, let version):
            let owned = Owned(account: change.account, key: key)
            try self.hold(.version(version), on: owned)
            return .record(owned, before: self.replace(owned, with: nil))

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
            return .record(owned, before: self.replace(owned, with: .tokens(next)))

        case .erase:
            guard let before = self.accounts[change.account] else { return nil }
            self.accounts[change.account]?.erase()
            for (key, record) in before.records { self.index(Owned(account: change.account, key: key), record, nil) }
            return .erasure(change.account, before: before)

        case .trimAudit(let sequence):
            guard let before = self.accounts[change.account]?.trail,
                self.accounts[change.account]?.trail.trim(through: sequence) ?? false
            else { throw Refusal(.missing) }
            return .trail(change.account, before: before)
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
        self.index(owned, before, record)
        return before
    }

    /// Keeps what is found over all accounts: `after` stands where `before` stood.
    private mutating func index(_ owned: Owned, _ before: Record?, _ after: Record?) {
        if let work = before?.due?.work, after?.due?.work != work { self.dueTimes[work]?.set(owned, to: nil) }
        if let (work, moment) = after?.due { self.dueTimes[work, default: DueTimes()].set(owned, to: moment) }
        if case .dataKey(let key) = before { self.wrappedKeys.remove(key) }
        if case .dataKey(let key) = after { self.wrappedKeys.insert(key) }
        if case .grant(let grant) = before { self.liveGrants.remove(grant) }
        if case .grant(let grant) = after { self.liveGrants.insert(grant) }
    }

    private subscript(owned: Owned) -> Record? { self.accounts[owned.account]?.records[owned.key] }

    /// What is due at `moment`, soonest first.
    func due(_ work: DueWork, at moment: Timestamp, limit: Int) -> [Record] {
        self.dueTimes[work]?.due(at: moment, limit: limit).compactMap { self[$0] } ?? []
    }

    /// A data key for each of at most `limit` wrapping keys after `wrappingKey`.
    func wrappingKeys(after wrappingKey: String?, limit: Int) -> [DataKey] {
        self.wrappedKeys.samples(after: wrappingKey, limit: limit).compactMap { owned in
            if case .dataKey(let key) = self[owned] { key } else { nil }
        }
    }

    /// At most `limit` of the known accounts after `account`.
    func accounts(after account: AccountID?, limit: Int) -> [AccountID] {
        let start = account.map { account in self.knownAccounts.firstIndexFrom { account < $0 } } ?? 0
        return Array(self.knownAccounts[start...].prefix(limit))
    }

    private mutating func know(_ account: AccountID) {
        let index = self.knownAccounts.firstIndexFrom { account <= $0 }
        if index == self.knownAccounts.endIndex || self.knownAccounts[index] != account {
            self.knownAccounts.insert(account, at: index)
        }
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
