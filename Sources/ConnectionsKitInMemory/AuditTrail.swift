import ConnectionsKit

/// What is left of an account's audit trail, with what finds the records of a connection and of a person.
struct AuditTrail {
    /// Where the trail begins.
    private(set) var start = AuditStart()
    /// The record with number n stands at index n - 1 - the number at the start.
    private var records: [AuditRecord] = []
    private var byConnection: [Connection.ID: [Int]] = [:]
    private var byUser: [UserID: [Int]] = [:]

    /// The number of the last record that was ever written.
    private var last: Int { self.start.sequence + self.records.count }

    /// Gives an entry its number and chains it to the one before.
    mutating func append(_ entry: AuditEntry, link: AuditLink) -> AuditRecord {
        let sequence = self.last + 1
        let code = link(sequence, self.records.last?.code ?? self.start.code, entry)
        let record = AuditRecord(sequence: sequence, entry: entry, code: code)
        self.records.append(record)
        if let connection = entry.connection { self.byConnection[connection, default: []].append(sequence) }
        if let user = entry.actor.user { self.byUser[user, default: []].append(sequence) }
        return record
    }

    /// At most `limit` records after a number that pass the filter.
    func page(matching filter: AuditFilter, after sequence: Int, limit: Int) -> [AuditRecord] {
        let found = [
            filter.connection.map { self.byConnection[$0] ?? [] }, filter.user.map { self.byUser[$0] ?? [] },
        ]
        guard let numbers = found.compactMap({ $0 }).min(by: { $0.count < $1.count }) else {
            let rest = self.records.dropFirst(min(max(sequence, self.start.sequence), self.last) - self.start.sequence)
            return Array(rest.lazy.filter { filter.matches($0.entry) }.prefix(limit))
        }
        let rest = numbers.after(sequence).lazy.map { self.records[self.index(of: $0)] }
        return Array(rest.filter { filter.matches($0.entry) }.prefix(limit))
    }

    /// Removes the records up to a number; returns whether the record with that number was there.
    mutating func trim(through sequence: Int) -> Bool {
        guard sequence > self.start.sequence, sequence <= self.last else { return false }
        let index = self.index(of: sequence)
        self.start = AuditStart(sequence: sequence, code: self.records[index].code)
        self.records.removeFirst(index + 1)
        self.byConnection = self.byConnection.compactMapValues { $0.left(after: sequence) }
        self.byUser = self.byUser.compactMapValues { $0.left(after: sequence) }
        return true
    }

    private func index(of sequence: Int) -> Int { sequence - 1 - self.start.sequence }
}

extension [Int] {
    /// Those of these ascending numbers that are greater than `number`.
    fileprivate func after(_ number: Int) -> ArraySlice<Int> { self[self.firstIndexFrom { $0 > number }...] }

    /// Those that are greater than `number`, if there are any.
    fileprivate func left(after number: Int) -> [Int]? {
        let left = self.after(number)
        return left.isEmpty ? nil : Array(left)
    }
}
