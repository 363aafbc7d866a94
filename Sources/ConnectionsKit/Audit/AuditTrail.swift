/// Reads and verifies the trail of an account.
public struct AuditTrail: Sendable {
    private let system: ConnectionSystem

    /// Opens the trails of a system.
    public init(_ system: ConnectionSystem) {
        self.system = system
    }

    /// Reads the trail of the principal's account, in the order of its numbers.
    ///
    /// - Parameters:
    ///   - sequence: after which number; zero for the beginning.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: who may read it: super admins, and admins of a client account.
    /// - Returns: the records.
    /// - Throws: ``ConnectionError``.
    public func records(
        after sequence: Int = 0, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> [AuditRecord] {
        try self.system.require(PolicyRequest(.readAudit, by: principal))
        return try await self.read(principal.account, after: sequence, limit: limit)
    }

    /// Verifies the whole trail of an account: its numbers have no gap, and each code fits.
    ///
    /// - Parameter account: whose trail.
    /// - Returns: how many records there are.
    /// - Throws: ``ConnectionError/Code/corrupt`` with the number of the first record that does not fit.
    @discardableResult
    public func verify(_ account: AccountID) async throws(ConnectionError) -> Int {
        let keys: any AccountKeys
        do throws(SealerError) { keys = try await self.system.sealer.keys(for: account) } catch {
            throw ConnectionError(error)
        }
        var previous: [UInt8] = []
        var last = 0
        while true {
            let records = try await self.read(account, after: last, limit: 500)
            for record in records {
                let code = keys.authenticate(AuditChain.message(record.sequence, previous, record.entry))
                guard record.sequence == last + 1, Secret(code).matches(Secret(record.code)) else {
                    throw ConnectionError(
                        .corrupt, "Record \(last + 1) of the audit trail of \"\(account)\" is missing or was changed.")
                }
                previous = record.code
                last = record.sequence
            }
            if records.isEmpty { return last }
        }
    }

    private func read(
        _ account: AccountID, after sequence: Int, limit: Int
    ) async throws(ConnectionError) -> [AuditRecord] {
        do throws(StoreError) {
            return try await self.system.store.audit(of: account, after: sequence, limit: limit)
        } catch {
            throw ConnectionError(error)
        }
    }
}
