/// An audit trail as JSON Lines: one record a line, without the line break.
///
/// Every line has the same keys in the same order: `format`, which is `connectionskit.audit.1`, `account`, `sequence`, `at`,
/// `milliseconds`, `actor`, `action`, `connection`, `grant`, `subject`, `outcome`, `changed`, `previous` and `code`; what a
/// record does not have is `null`. An actor has a `kind`, `user` with `user`, `account` and `role`, `platform` with `user`, or
/// `system`. An outcome has a `kind`, `allowed`, `denied` with `rules`, or `failed` with `code`. `previous` and `code` are
/// hexadecimal: the code of the record before, and the record's own, which authenticates the rest of the line. So each line
/// can be verified, and lines whose numbers have no gap show that nothing is missing between them; see
/// ``ConnectionSystem/verifyAuditExport(_:)``.
///
/// It ends where the trail ended when it came there.
public struct AuditExport: AsyncSequence, Sendable {
    public typealias Element = String
    public typealias Failure = ConnectionError

    let system: ConnectionSystem
    let account: AccountID
    let filter: AuditFilter
    let after: Int

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(pages: AuditPages(of: self.account, after: self.after, in: self.system), filter: self.filter)
    }

    /// Reads the lines.
    public struct AsyncIterator: AsyncIteratorProtocol, Sendable {
        private var pages: AuditPages
        private let filter: AuditFilter
        private var ready: ArraySlice<AuditLine> = []
        /// The code of the record before the next page; nothing before the first.
        private var previous: [UInt8]?

        init(pages: AuditPages, filter: AuditFilter) {
            self.pages = pages
            self.filter = filter
        }

        /// The next line; `nil` at the end.
        ///
        /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when records were removed before they were read.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws(ConnectionError) -> String? {
            while true {
                if let line = self.ready.popFirst() { return line.text }
                let page = try await self.pages.next()
                guard let first = page.first else { return nil }
                var previous = try await self.code(before: first)
                var lines: [AuditLine] = []
                for record in page {
                    if self.filter.matches(record.entry) { lines.append(AuditLine(record, previous: previous)) }
                    previous = record.code
                }
                self.ready = lines[...]
                self.previous = previous
            }
        }

        private func code(before record: AuditRecord) async throws(ConnectionError) -> [UInt8] {
            if let previous = self.previous { return previous }
            let before = record.sequence - 1
            let start = try await self.pages.system.auditStart(of: self.pages.account)
            if start.sequence == before { return start.code }
            let records = try await self.pages.system.audit(of: self.pages.account, after: before - 1, limit: 1)
            guard let found = records.first, found.sequence == before else {
                throw ConnectionError(
                    .notFound, "The audit trail was trimmed while it was read.", remedy: "Export it again.")
            }
            return found.code
        }
    }
}
