import ConnectionsKit
import ConnectionsKitTesting

/// What the records of an account must be, by the rules of the contract alone.
struct Records {
    private(set) var stored: [RecordKey: Record] = [:]
    /// The keys in the order in which they came.
    private var order: [RecordKey] = []
    /// The clock of every store here stands still: leases last.
    static let now = Timestamp.fixture

    /// Applies what a commit does to `account`.
    mutating func apply(_ changes: ChangeSet, in account: AccountID) throws {
        for change in changes.changes where change.account == account {
            switch change.action {
            case .write(let record, _):
                if self.stored.updateValue(record, forKey: record.key) == nil { self.order.append(record.key) }
            case .delete(let key, _):
                self.stored[key] = nil
                self.order.removeAll { $0 == key }
            case .refresh(let grant, let step):
                guard case .tokens(let tokens)? = self.stored[.tokens(grant)] else { throw EpochConflict() }
                var next = try tokens.applying(step, now: Self.now)
                next.version += 1
                self.stored[.tokens(grant)] = .tokens(next)
            case .expect, .erase, .trimAudit: break
            }
        }
    }

    /// All records of a type, in an order that is always the same.
    func all<Value: StoredRecord>(_ type: Value.Type) -> [Value] {
        self.order.compactMap { self.stored[$0].flatMap { Value($0) } }
    }

    func record<Value: StoredRecord>(_ type: Value.Type, _ key: Value.Key) -> Value? {
        self.stored[Value.recordKey(key)].flatMap { Value($0) }
    }
}

extension ChangeSet {
    /// The records that it touches, or would.
    func keys(in account: AccountID) -> Set<RecordKey> {
        Set(
            self.changes.filter { $0.account == account }.compactMap { change in
                switch change.action {
                case .write(let record, _): record.key
                case .delete(let key, _), .expect(let key, _): key
                case .refresh(let grant, _): .tokens(grant)
                case .erase, .trimAudit: nil
                }
            })
    }
}
