/// What one operation does to the store: all of it, or nothing.
///
/// A change set holds writes and pure expectations on records that it does not write; both bind alike. Audit entries are
/// numbered and chained inside the same commit.
public struct ChangeSet: Sendable {
    /// The changes, in order.
    public private(set) var changes: [Change] = []
    /// The entries for the audit trail, in order.
    public private(set) var audit: [AuditEntry] = []

    /// Makes an empty set.
    public init() {}

    /// Whether there is nothing to commit.
    public var isEmpty: Bool { self.changes.isEmpty && self.audit.isEmpty }

    /// Writes a new record; it must not exist.
    public mutating func insert(_ record: some StoredRecord) {
        var record = record
        record.version = 1
        self.changes.append(Change(record.account, .write(record.record, expecting: .absent)))
    }

    /// Writes a record over the version that was read.
    public mutating func update(_ record: some StoredRecord) {
        var next = record
        next.version = record.version + 1
        self.changes.append(Change(record.account, .write(next.record, expecting: .version(record.version))))
    }

    /// Writes a record anew when it has no version yet, else over the version that was read.
    public mutating func put(_ record: some StoredRecord) {
        if record.version == 0 { self.insert(record) } else { self.update(record) }
    }

    /// Deletes a record in the version that was read.
    public mutating func delete(_ record: some StoredRecord) {
        self.changes.append(Change(record.account, .delete(record.recordKey, expecting: record.version)))
    }

    /// Expects a record to stand as it was read, without writing it.
    public mutating func expect(_ record: some StoredRecord) {
        self.changes.append(Change(record.account, .expect(record.recordKey, .version(record.version))))
    }

    /// Expects a record not to exist.
    public mutating func expectAbsent(_ key: RecordKey, in account: AccountID) {
        self.changes.append(Change(account, .expect(key, .absent)))
    }

    /// Takes a step in the refresh of a grant's tokens.
    public mutating func refresh(_ grant: Grant.ID, in account: AccountID, _ step: RefreshStep) {
        self.changes.append(Change(account, .refresh(grant, step)))
    }

    /// Removes every record of an account; its audit trail stays.
    ///
    /// Changes of the set that come later are judged on what is left.
    public mutating func erase(_ account: AccountID) {
        self.changes.append(Change(account, .erase))
    }

    /// Removes the records of an account's audit trail up to the one with this number.
    ///
    /// What this set adds to the trail comes after. A number beyond the last record, or one that is gone, is a conflict.
    public mutating func trimAudit(of account: AccountID, through sequence: Int) {
        self.changes.append(Change(account, .trimAudit(through: sequence)))
    }

    /// Adds an entry to the audit trail of its account.
    public mutating func record(_ entry: AuditEntry) {
        self.audit.append(entry)
    }

    /// Adds everything of another set, after what is here.
    mutating func append(_ other: ChangeSet) {
        self.changes += other.changes
        self.audit += other.audit
    }

    /// The accounts whose revision this set moves: those whose status, definitions or data keys change.
    ///
    /// Refreshes, attempts and duties move none.
    public var revisedAccounts: Set<AccountID> {
        Set(self.changes.compactMap { $0.movesRevision ? $0.account : nil })
    }
}

/// One change of a change set.
public struct Change: Sendable {
    /// The account whose record it concerns.
    public var account: AccountID
    /// What is done.
    public var action: Action

    init(_ account: AccountID, _ action: Action) {
        self.account = account
        self.action = action
    }

    /// What a change does.
    public enum Action: Sendable {
        /// Write a record, whose version is already the new one.
        case write(Record, expecting: Expectation)
        /// Delete a record in the given version.
        case delete(RecordKey, expecting: Int)
        /// Write nothing, and hold only if the expectation does.
        case expect(RecordKey, Expectation)
        /// Apply ``TokenState/applying(_:now:)`` to the stored record and write the result, its version raised by one.
        case refresh(Grant.ID, RefreshStep)
        /// Remove every record of the account, but not its audit trail.
        case erase
        /// Remove the records of the account's audit trail up to the one with this number; where that one is not there,
        /// it is the conflict ``StoreError/Conflict/missing``.
        case trimAudit(through: Int)
    }

    /// The state in which a record must be.
    public enum Expectation: Sendable, Hashable {
        /// It must not exist.
        case absent
        /// It must have this version.
        case version(Int)
    }

    var movesRevision: Bool {
        switch self.action {
        case .expect, .refresh, .trimAudit: false
        case .erase: true
        case .write(let record, _): record.key.movesRevision
        case .delete(let key, _): key.movesRevision
        }
    }
}

extension RecordKey {
    fileprivate var movesRevision: Bool {
        switch self {
        case .application, .connection, .reference, .credentialSet, .credentialRevision, .slot, .grant, .guardian,
            .installation, .dataKey:
            true
        case .tokens, .attempt, .release, .invitation, .share, .submission, .duty: false
        }
    }
}
