/// Reads a trail from a number on, page by page, without a gap.
struct AuditPages: Sendable {
    let system: ConnectionSystem
    let account: AccountID
    /// The number after which the next page begins.
    private(set) var last: Int

    init(of account: AccountID, after sequence: Int, in system: ConnectionSystem) {
        self.system = system
        self.account = account
        self.last = max(0, sequence)
    }

    /// The next page; empty when there is none yet.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when records that would be next were removed.
    mutating func next() async throws(ConnectionError) -> [AuditRecord] {
        let records = try await self.system.audit(of: self.account, after: self.last, limit: 500)
        if records.first?.sequence != self.last + 1 {
            let start = try await self.system.auditStart(of: self.account).sequence
            // Whoever begins at the beginning takes what there is.
            guard self.last == 0 || start <= self.last else {
                throw ConnectionError(
                    .notFound, "The records \(self.last + 1) to \(start) of the audit trail have been removed.",
                    remedy: "Begin after \(start), and read more often than records are removed.")
            }
        }
        self.last = records.last?.sequence ?? self.last
        return records
    }
}
