public import ConnectionsKit

extension SQLiteConnectionStore {
    /// Looks through the file for damage, broken rules, rows that refer to nothing, and a schema that was changed by hand.
    ///
    /// It runs beside reads and commits, on one state of the store. The audit trail has a check of its own, since only the
    /// keys can tell whether it was altered: `verifyAuditTrail(of:)` of `ConnectionSystem`.
    ///
    /// - Parameter depth: how much is looked at.
    /// - Returns: what was found.
    /// - Throws: ``StoreError``; ``StoreError/Code/cancelled`` when the task is cancelled, ``StoreError/Code/unavailable``
    ///   when the file cannot be read at all. Damage is a finding and is not thrown.
    public func checkIntegrity(
        _ depth: SQLiteIntegrityReport.Depth = .full
    ) async throws(StoreError) -> SQLiteIntegrityReport {
        do throws(SQLiteFailure) {
            let side = try await self.engine.aside()
            let findings = try await side.scan { database throws(SQLiteFailure) in
                try database.findings(depth, of: .connections())
            }
            return SQLiteIntegrityReport(depth: depth, findings: findings)
        } catch {
            throw StoreError(error, in: "the check", leaving: "nothing was changed")
        }
    }
}
