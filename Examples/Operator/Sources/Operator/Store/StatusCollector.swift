import ConnectionsKit
import ConnectionsKitSQLite

/// Goes through a database and counts.
struct StatusCollector {
    var store: SQLiteConnectionStore
    var system: ConnectionSystem
    var now: Timestamp

    func collect(
        _ file: DatabaseFile, account: AccountID?, actions: Int, _ progress: ProgressLine
    ) async throws -> StatusReport {
        var report = StatusReport(file: file, account: account?.text)
        let counts = try await self.store.counts(of: account)
        report.accounts = counts.accounts
        report.applications = counts.records["applications"] ?? 0
        report.connections = counts.records["connections"] ?? 0
        report.auditRecords = counts.auditRecords
        for try await account in AccountWalk(store: self.store, account: account) {
            try await self.countInstallations(of: account, into: &report)
        }
        let walk = GrantWalk(
            store: self.store, system: self.system, account: account, total: counts.records["grants"])
        try await walk.forEach(progress) { report.add($0, at: self.now, showing: actions) }
        let duties = try await self.store.due(.duties, at: self.now, limit: 1_000).compactMap { Duty($0) }
            .filter { account == nil || $0.account == account }
        report.work.dutiesOverdue = duties.count
        report.work.overdueSince = duties.map(\.dueAt).min()?.description
        return report
    }

    private func countInstallations(of account: AccountID, into report: inout StatusReport) async throws {
        var cursor: Cursor?
        repeat {
            try Task.checkCancellation()
            let page = try await self.store.page(
                Query<Installation>.installations, in: account, after: cursor, limit: 500)
            for installation in page.elements {
                report.installations[installation.status.rawValue, default: 0] += 1
            }
            cursor = page.next
        } while cursor != nil
    }
}
