extension ConnectionSystem {
    /// Reads the audit trail of the principal's account, in the order of its numbers.
    ///
    /// - Parameters:
    ///   - sequence: after which number; zero for the beginning.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: who may read it: super admins, and admins of a client account.
    /// - Returns: the records.
    /// - Throws: ``ConnectionError``.
    public func auditTrail(
        after sequence: Int = 0, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> [AuditRecord] {
        try self.require(PolicyRequest(.readAudit, by: principal))
        do throws(StoreError) {
            return try await self.store.audit(of: principal.account, after: sequence, limit: limit)
        } catch {
            throw ConnectionError(error)
        }
    }

    /// Verifies the whole audit trail of an account: its numbers have no gap, and each record's code fits.
    ///
    /// - Parameter account: whose trail.
    /// - Returns: how many records there are.
    /// - Throws: ``ConnectionError/Code/corrupt`` with the number of the first record that does not fit.
    @discardableResult
    public func verifyAuditTrail(of account: AccountID) async throws(ConnectionError) -> Int {
        do throws(StoreError) {
            return try await AuditTrail(store: self.store, sealer: self.sealer).verify(account)
        } catch {
            throw ConnectionError(error)
        }
    }

    /// The audit records of this process from now on, as they are committed.
    ///
    /// Best effort: a reader that falls more than 256 records behind loses the oldest. Who may miss nothing reads the trail.
    public func liveAudit() -> AsyncStream<AuditRecord> { self.broadcaster.subscribe() }
}
