import ConnectionsKit

/// The records of one account, its indexes, its revision and its audit trail.
struct AccountRecords {
    /// The records by their keys.
    private(set) var records: [RecordKey: Record] = [:]
    /// Raised by each commit that changes a status or a definition; it outlives the records.
    var revision = 0
    /// What is left of the audit trail; the record with number n stands at index n - 1 - the number at its start.
    private(set) var trail: [AuditRecord] = []
    /// Where that trail begins.
    private(set) var start = AuditStart()
    private var answers: [Selection: OrderedKeys] = [:]
    private var claims: [UniqueClaim: RecordKey] = [:]

    /// Whether anything was ever written down of it.
    var isKnown: Bool { self.revision > 0 || !self.trail.isEmpty || self.start.sequence > 0 }

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

    /// Gives an entry its number and chains it to the one before.
    mutating func append(_ entry: AuditEntry, link: AuditLink) -> AuditRecord {
        let sequence = self.start.sequence + self.trail.count + 1
        let code = link(sequence, self.trail.last?.code ?? self.start.code, entry)
        let record = AuditRecord(sequence: sequence, entry: entry, code: code)
        self.trail.append(record)
        return record
    }

    /// The records of the trail after a number that pass the filter.
    func audit(matching filter: AuditFilter, after sequence: Int, limit: Int) -> [AuditRecord] {
        let rest = self.trail.dropFirst(max(0, sequence - self.start.sequence))
        if filter == .all { return Array(rest.prefix(limit)) }
        return Array(rest.lazy.filter { filter.matches($0.entry) }.prefix(limit))
    }

    /// Removes the trail up to a number; returns whether that record was there.
    mutating func trim(through sequence: Int) -> Bool {
        let index = sequence - 1 - self.start.sequence
        guard self.trail.indices.contains(index) else { return false }
        self.start = AuditStart(sequence: sequence, code: self.trail[index].code)
        self.trail.removeFirst(index + 1)
        return true
    }

    /// Puts the trail back as it stood before it was trimmed.
    mutating func untrim(_ before: (start: AuditStart, trail: [AuditRecord])) {
        self.start = before.start
        self.trail = before.trail
    }
}
