/// Reads and verifies the audit trails of a store.
package struct AuditTrail: Sendable {
    package var store: any ConnectionStore
    package var sealer: any SecretSealer

    package init(store: any ConnectionStore, sealer: any SecretSealer) {
        self.store = store
        self.sealer = sealer
    }

    /// Verifies what there is of an account's trail: its numbers have no gap, and each code fits.
    ///
    /// A trail that was trimmed begins with the code of the last record that was removed.
    ///
    /// - Returns: how many records there are.
    /// - Throws: ``StoreError/Code/corrupt`` with the number of the first record that does not fit.
    package func verify(_ account: AccountID) async throws(StoreError) -> Int {
        let found = try await self.verification(of: account)
        guard let broken = found.broken else { return found.count }
        throw StoreError(.corrupt, "record \(broken) of the audit trail of \"\(account)\" is missing or was changed")
    }

    /// Verifies an account's trail, all of it or from a number on, and says where it breaks.
    ///
    /// - Parameters:
    ///   - account: whose trail.
    ///   - sequence: after which record, which is taken for whole; zero for the beginning.
    ///   - progress: told the number of the last record that fits, after each page.
    /// - Returns: what was found; a record to begin after that is not there is broken.
    package func verification(
        of account: AccountID, after sequence: Int = 0, progress: (Int) -> Void = { _ in }
    ) async throws(StoreError) -> AuditVerification {
        let key: any AuditKey
        do throws(SealerError) { key = try await self.sealer.auditKey(for: account) } catch {
            throw StoreError(.unavailable, "the key of the audit trail cannot be had", cause: error)
        }
        guard var start = try await self.start(of: account, after: sequence) else {
            return AuditVerification(account: account, after: sequence - 1, last: sequence - 1, broken: sequence)
        }
        while true {
            let found = try await self.verification(of: account, from: start, key, progress)
            if found.isIntact { return found }
            // It may have been trimmed while it was read.
            let current = try await self.store.auditStart(of: account)
            guard current.sequence > start.sequence else { return found }
            start = current
        }
    }

    /// Where to begin: where the trail does, or with the code of a later record; nothing when that record is not there.
    private func start(of account: AccountID, after sequence: Int) async throws(StoreError) -> AuditStart? {
        let beginning = try await self.store.auditStart(of: account)
        guard sequence > beginning.sequence else { return beginning }
        let record = try await self.store.audit(of: account, after: sequence - 1, limit: 1).first
        guard let record, record.sequence == sequence else { return nil }
        return AuditStart(sequence: sequence, code: record.code)
    }

    private func verification(
        of account: AccountID, from start: AuditStart, _ key: any AuditKey, _ progress: (Int) -> Void
    ) async throws(StoreError) -> AuditVerification {
        var found = AuditVerification(account: account, after: start.sequence, last: start.sequence)
        var previous = start.code
        while true {
            let records = try await self.store.audit(of: account, after: found.last, limit: 500)
            for record in records {
                let code = key.authenticate(AuditChain.message(record.sequence, previous, record.entry))
                guard record.sequence == found.last + 1, Secret(code).matches(Secret(record.code)) else {
                    found.broken = found.last + 1
                    return found
                }
                previous = record.code
                found.last = record.sequence
            }
            if records.isEmpty { return found }
            progress(found.last)
        }
    }
}
