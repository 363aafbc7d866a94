import ConnectionsKit

/// The records of one account, its indexes, its revision and its audit trail.
struct AccountRecords {
    /// The records by their keys.
    private(set) var records: [RecordKey: Record] = [:]
    /// Raised by each commit that changes a status or a definition; it outlives the records.
    var revision = 0
    /// Its audit trail; it outlives the records too.
    var trail = AuditTrail()
    private var answers: [Selection: OrderedKeys] = [:]
    private var claims: [UniqueClaim: RecordKey] = [:]

    /// The rule that writing `record` would break.
    func violation(by record: Record) -> StoreError.UniqueRule? {
        record.uniqueClaims.first { claim in self.claims[claim].map { $0 != record.key } ?? false }?.rule
    }

    /// Puts `record` at `key`, or removes what is there; returns what stood there before.
    mutating func replace(_ key: RecordKey, with record: Record?) -> Record? {
        let before = self.records[key]
        if let before {
            for selection in before.selections { self.withdraw(key, from: selection) }
            for claim in before.uniqueClaims { self.claims[claim] = nil }
        }
        self.records[key] = record
        if let record {
            for selection in record.selections { self.answers[selection, default: OrderedKeys()].insert(key) }
            for claim in record.uniqueClaims { self.claims[claim] = key }
        }
        return before
    }

    private mutating func withdraw(_ key: RecordKey, from selection: Selection) {
        self.answers[selection]?.remove(key)
        if self.answers[selection]?.isEmpty ?? false { self.answers[selection] = nil }
    }

    /// The records that `selection` asks for, in the order of their keys.
    func page(_ selection: Selection, after cursor: Cursor?, limit: Int) -> Page<Record> {
        guard let answer = self.answers[selection] else { return Page(elements: [], next: nil) }
        let (keys, next) = answer.page(after: cursor?.text, limit: limit)
        return Page(elements: keys.compactMap { self.records[$0] }, next: next.map { Cursor($0) })
    }

    /// Removes all records, and what finds them.
    mutating func erase() {
        self.records = [:]
        self.answers = [:]
        self.claims = [:]
    }
}
