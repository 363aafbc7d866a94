import ConnectionsKit

/// Verifies the audit trails of one account or of all.
struct TrailVerifier {
    var store: any ConnectionStore
    var system: ConnectionSystem

    func verify(
        _ account: AccountID?, after sequence: Int = 0, _ progress: ProgressLine
    ) async throws -> VerificationReport {
        var report = VerificationReport()
        for try await account in AccountWalk(store: self.store, account: account) {
            try Task.checkCancellation()
            let found = try await self.system.auditVerification(of: account, after: sequence) { last in
                progress.show("\(account): verified up to record \(grouped(last))")
            }
            report.trails.append(VerificationReport.Trail(found))
        }
        return report
    }
}
