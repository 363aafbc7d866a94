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
        let key: any AuditKey
        do throws(SealerError) { key = try await self.sealer.auditKey(for: account) } catch {
            throw StoreError(.unavailable, "the key of the audit trail cannot be had", cause: error)
        }
        var start = try await self.store.auditStart(of: account)
        while true {
            do throws(StoreError) {
                return try await self.verify(account, from: start, key)
            } catch {
                // It may have been trimmed while it was read.
                let current = try await self.store.auditStart(of: account)
                guard error.code == .corrupt, current.sequence > start.sequence else { throw error }
                start = current
            }
        }
    }

    private func verify(
        _ account: AccountID, from start: AuditStart, _ key: any AuditKey
    ) async throws(StoreError) -> Int {
        var previous = start.code
        var last = start.sequence
        while true {
            let records = try await self.store.audit(of: account, after: last, limit: 500)
            for record in records {
                let code = key.authenticate(AuditChain.message(record.sequence, previous, record.entry))
                guard record.sequence == last + 1, Secret(code).matches(Secret(record.code)) else {
                    throw StoreError(
                        .corrupt, "record \(last + 1) of the audit trail of \"\(account)\" is missing or was changed")
                }
                previous = record.code
                last = record.sequence
            }
            if records.isEmpty { return last - start.sequence }
        }
    }
}
