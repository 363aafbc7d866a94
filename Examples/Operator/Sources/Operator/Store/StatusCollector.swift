import ConnectionsKit

/// Goes through a database and counts.
struct StatusCollector {
    var store: any ConnectionStore
    var system: ConnectionSystem
    var now: Timestamp

    func collect(
        _ file: DatabaseFile, account: AccountID?, actions: Int, _ progress: ProgressLine
    ) async throws -> StatusReport {
        var report = StatusReport(file: file, account: account?.text)
        for try await account in AccountWalk(store: self.store, account: account) {
            report.accounts += 1
            report.applications += try await self.count(.applications, in: account)
            report.connections += try await self.count(.connections(), in: account)
            try await self.forEach(.installations, in: account) { (installation: Installation) in
                report.installations[installation.status.rawValue, default: 0] += 1
            }
        }
        let walk = GrantWalk(store: self.store, system: self.system, account: account)
        try await walk.forEach(progress) { report.add($0, at: self.now, showing: actions) }
        let duties = try await self.store.due(.duties, at: self.now, limit: 1_000).compactMap { Duty($0) }
            .filter { account == nil || $0.account == account }
        report.work.dutiesOverdue = duties.count
        report.work.overdueSince = duties.map(\.dueAt).min()?.description
        return report
    }

    private func count<Value: StoredRecord>(_ query: Query<Value>, in account: AccountID) async throws -> Int {
        var count = 0
        try await self.forEach(query, in: account) { (_: Value) in count += 1 }
        return count
    }

    private func forEach<Value: StoredRecord>(
        _ query: Query<Value>, in account: AccountID, _ body: (Value) -> Void
    ) async throws {
        var cursor: Cursor?
        repeat {
            try Task.checkCancellation()
            let page = try await self.store.page(query, in: account, after: cursor, limit: 500)
            for value in page.elements { body(value) }
            cursor = page.next
        } while cursor != nil
    }
}
