import CPowerLoss
import ConnectionsKit
import ConnectionsKitSQLite
import ConnectionsKitTesting

/// Holds a file to what was promised: whatever was acknowledged is there, and everything is there whole or not at all.
///
/// Each commit has entries in the audit trail that name it. So the trail tells which commits are there, and in what order;
/// the records must be what these commits leave, by the rules of the contract alone. That holds token versions too: they
/// are what the steps that are there have made them, and so never less than what was acknowledged.
struct Judge {
    let plan: Plan
    let path: String

    /// Judges the file, which must not be in use.
    ///
    /// - Parameter acknowledged: the commits that were.
    /// - Returns: how many steps of each writer are over, those that were refused included.
    /// - Throws: ``Fault``.
    func judge(acknowledged: Set<CommitID>) async throws -> [Int] {
        let store: SQLiteConnectionStore
        do throws(StoreError) {
            store = try await SQLiteConnectionStore.open(
                at: self.path, time: ManualTimeSource(at: Records.now).source)
        } catch {
            throw Fault(.unusable, "\(error)")
        }
        try self.requireIntegrity()
        let found = try await self.found(in: store)
        let missing = acknowledged.subtracting(found.commits).sorted { $0.number < $1.number }
        guard missing.isEmpty else {
            throw Fault(.lost, "\(missing.count) that were acknowledged, \(missing[0]) first")
        }
        let over = try self.requireOrder(found)
        try await self.requireRecords(of: store, found)
        try await self.requireUse(of: store)
        return over
    }

    private func requireIntegrity() throws {
        var finding = [CChar](repeating: 0, count: 1_000)
        let code = power_check(self.path, &finding, finding.count)
        let text = finding.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
        guard code == 0, text == "ok" else { throw Fault(.damaged, "\(text) (\(code))") }
    }

    /// The commits that the trails name.
    private func found(in store: SQLiteConnectionStore) async throws -> Found {
        var found = Found()
        for account in self.plan.accounts {
            let records = try await self.records(of: account, in: store)
            var previous: [UInt8] = []
            for (index, record) in records.enumerated() {
                let code = self.plan.trail.code(record.sequence, previous, record.entry)
                guard record.sequence == index + 1, code == record.code else {
                    throw Fault(.brokenTrail, "record \(index + 1) of \(account)")
                }
                previous = record.code
            }
            try found.add(records.map(\.entry), of: account, self.plan)
        }
        return found
    }

    private func records(of account: AccountID, in store: SQLiteConnectionStore) async throws -> [AuditRecord] {
        var records: [AuditRecord] = []
        while true {
            let page = try await store.audit(of: account, after: records.last?.sequence ?? 0, limit: 1_000)
            if page.isEmpty { return records }
            records.append(contentsOf: page)
        }
    }

    /// A writer begins a step when the one before is over.
    private func requireOrder(_ found: Found) throws -> [Int] {
        try self.plan.writers.map { steps in
            let last = steps.last { found.commits.contains($0.id) }?.id.step
            let over = last.map { $0 + 1 } ?? 0
            for commit in steps[..<over] where !commit.isRefused && !found.commits.contains(commit.id) {
                throw Fault(.torn, "\(commit.id) is missing and a later one is there")
            }
            return over
        }
    }

    private func requireRecords(of store: SQLiteConnectionStore, _ found: Found) async throws {
        for account in self.plan.accounts {
            var expected = Records()
            for id in found.order[account] ?? [] {
                if let commit = self.plan.commit(id) { try expected.apply(commit.changes, in: account) }
            }
            let keys = self.plan.writers.joined().reduce(into: Set<RecordKey>()) {
                $0.formUnion($1.changes.keys(in: account))
            }
            for key in keys {
                let stored = try await store.record(key, in: account)
                guard stored == expected.stored[key] else {
                    throw Fault(.torn, "\(key) of \(account) is not what the commits that are there left")
                }
            }
        }
    }

    /// What was saved must be good for more than looking at it.
    private func requireUse(of store: SQLiteConnectionStore) async throws {
        var changes = ChangeSet()
        changes.put(try await store.read(UserGuard.self, "user", in: "judge") ?? .fixture(of: "user", in: "judge"))
        do throws(StoreError) {
            try await store.commit(changes, link: self.plan.trail.link)
        } catch {
            throw Fault(.unusable, "\(error)")
        }
    }
}
