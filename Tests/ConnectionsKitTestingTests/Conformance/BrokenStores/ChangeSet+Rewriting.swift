import ConnectionsKit

extension ChangeSet {
    /// The set with other changes and the same audit entries.
    func with(_ changes: some Sequence<Change>) -> ChangeSet {
        var result = ChangeSet()
        for change in changes { result.append(change) }
        for entry in self.audit { result.record(entry) }
        return result
    }

    /// Adds a change as it stands.
    mutating func append(_ change: Change) {
        switch change.action {
        case .write(let record, .absent): self.insert(record.stored)
        case .write(let record, .version(let version)):
            var stored = record.stored
            stored.version = version
            self.update(stored)
        case .delete(let key, let version):
            self.delete(Placeholder(account: change.account, version: version, storedKey: key))
        case .expect(let key, .version(let version)):
            self.expect(Placeholder(account: change.account, version: version, storedKey: key))
        case .expect(let key, .absent): self.expectAbsent(key, in: change.account)
        case .refresh(let grant, let step): self.refresh(grant, in: change.account, step)
        case .erase: self.erase(change.account)
        case .trimAudit(let sequence): self.trimAudit(of: change.account, through: sequence)
        }
    }
}

extension Change {
    /// The same change without effect, so that the changes after it keep their index.
    var disarmed: Change {
        var result = self
        result.action = .expect(.attempt(state: "nobody has this state"), .absent)
        return result
    }

    /// Whether anything is other than before once it is done.
    var writes: Bool {
        switch self.action {
        case .write, .delete, .refresh, .erase, .trimAudit: true
        case .expect: false
        }
    }

    /// The key that it writes or deletes.
    var writtenKey: RecordKey? {
        switch self.action {
        case .write(let record, _): record.key
        case .delete(let key, _): key
        case .refresh(let grant, _): .tokens(grant)
        case .expect, .erase, .trimAudit: nil
        }
    }
}

/// A key and a version, where a change set wants a record and takes no more of it.
private struct Placeholder: StoredRecord {
    var account: AccountID
    var version: Int
    var storedKey: RecordKey

    init(account: AccountID, version: Int, storedKey: RecordKey) {
        self.account = account
        self.version = version
        self.storedKey = storedKey
    }

    init?(_ record: Record) { nil }

    static func recordKey(_ key: RecordKey) -> RecordKey { key }

    var record: Record { .guardian(UserGuard(user: "placeholder", account: self.account, status: .deleted)) }
}
