extension ConnectionSystem {
    /// Reads a page of the audit trail of the principal's account, in the order of its numbers.
    ///
    /// - Parameters:
    ///   - filter: which records, by connection, person, action and time.
    ///   - sequence: after which number; zero for the beginning, the number of the last record for the next page.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: who may read it: super admins, and admins of a client account.
    /// - Returns: the records; fewer than `limit` on the last page.
    /// - Throws: ``ConnectionError``.
    public func auditTrail(
        matching filter: AuditFilter = .all, after sequence: Int = 0, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> [AuditRecord] {
        try self.require(PolicyRequest(.readAudit, by: principal))
        return try await self.audit(of: principal.account, matching: filter, after: sequence, limit: limit)
    }

    /// Verifies the audit trail of an account: its numbers have no gap, and each record's code fits.
    ///
    /// A trail whose oldest records were removed is verified from where it begins, and that of an account that was erased
    /// as any other.
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

    /// Verifies the audit trail of an account, all of it or what comes after a record, and says where it breaks.
    ///
    /// - Parameters:
    ///   - account: whose trail.
    ///   - sequence: after which record, which is taken for whole, such as the last of an earlier verification; zero for
    ///     all that there is. One that was removed since it was too old stands for the beginning; one that never was is
    ///     broken.
    ///   - progress: told the number of the last record that fits, now and then; it must not wait.
    /// - Returns: what was found, a broken trail included.
    /// - Throws: ``ConnectionError`` when the trail or its key cannot be read.
    public func auditVerification(
        of account: AccountID, after sequence: Int = 0, progress: (Int) -> Void = { _ in }
    ) async throws(ConnectionError) -> AuditVerification {
        do throws(StoreError) {
            return try await AuditTrail(store: self.store, sealer: self.sealer)
                .verification(of: account, after: sequence, progress: progress)
        } catch {
            throw ConnectionError(error)
        }
    }

    /// The audit records of the principal's account that this process commits from now on.
    ///
    /// Best effort: a reader that falls more than 256 records behind loses the oldest, and is told how many. Who may miss
    /// nothing uses ``followAudit(matching:after:as:)``.
    ///
    /// - Parameter principal: who may read the trail; asked once.
    /// - Returns: the records as they are committed.
    /// - Throws: ``ConnectionError``.
    public func liveAudit(as principal: Principal) throws(ConnectionError) -> LiveAudit {
        try self.require(PolicyRequest(.readAudit, by: principal))
        return self.broadcaster.subscribe(to: principal.account)
    }

    /// The audit records of all accounts that this process commits from now on, for the platform itself.
    ///
    /// Best effort, as ``liveAudit(as:)``.
    public func liveAudit() -> LiveAudit { self.broadcaster.subscribe() }

    /// The audit records of the principal's account after a number, those that are there and those that will be, each once
    /// and without a gap.
    ///
    /// - Parameters:
    ///   - filter: which records.
    ///   - sequence: after which number; zero for the oldest that there is. A reader that is begun again passes the number
    ///     of the last record that it has dealt with.
    ///   - principal: who may read the trail; asked once.
    /// - Returns: the records, without an end; it waits for those to come.
    /// - Throws: ``ConnectionError``.
    public func followAudit(
        matching filter: AuditFilter = .all, after sequence: Int = 0, as principal: Principal
    ) throws(ConnectionError) -> AuditFollower {
        try self.require(PolicyRequest(.readAudit, by: principal))
        return AuditFollower(system: self, account: principal.account, filter: filter, after: sequence)
    }

    /// Exports the audit trail of the principal's account as JSON Lines, read page by page.
    ///
    /// - Parameters:
    ///   - filter: which records.
    ///   - sequence: after which number; zero for the oldest that there is.
    ///   - principal: who may read the trail; asked once.
    /// - Returns: one line for each record.
    /// - Throws: ``ConnectionError``.
    public func exportAudit(
        matching filter: AuditFilter = .all, after sequence: Int = 0, as principal: Principal
    ) throws(ConnectionError) -> AuditExport {
        try self.require(PolicyRequest(.readAudit, by: principal))
        return AuditExport(system: self, account: principal.account, filter: filter, after: sequence)
    }

    /// Reads a page of a trail, for whoever was found to be allowed.
    func audit(
        of account: AccountID, matching filter: AuditFilter = .all, after sequence: Int, limit: Int
    ) async throws(ConnectionError) -> [AuditRecord] {
        do throws(StoreError) {
            return try await self.store.audit(of: account, matching: filter, after: sequence, limit: limit)
        } catch {
            throw ConnectionError(error)
        }
    }

    /// Reads all entries of a trail that pass a filter, as far back as it is kept.
    package func auditEntries(
        of account: AccountID, matching filter: AuditFilter
    ) async throws(ConnectionError) -> [AuditEntry] {
        var entries: [AuditEntry] = []
        var last = 0
        while true {
            let page = try await self.audit(of: account, matching: filter, after: last, limit: 500)
            guard let end = page.last else { return entries }
            entries += page.map(\.entry)
            last = end.sequence
        }
    }

    func auditStart(of account: AccountID) async throws(ConnectionError) -> AuditStart {
        do throws(StoreError) { return try await self.store.auditStart(of: account) } catch {
            throw ConnectionError(error)
        }
    }
}
