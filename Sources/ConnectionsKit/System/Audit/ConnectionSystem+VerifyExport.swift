/// What the verification of an exported audit trail found.
public struct AuditExportReport: Sendable, Hashable {
    /// Whose trail it is; `nil` where there is no line.
    public var account: AccountID?
    /// How many lines there are.
    public var count = 0
    /// The number of the first record.
    public var first: Int?
    /// The number of the last record; what may have been cut off after it shows nowhere.
    public var last: Int?
    /// Whether the numbers have no gap, so that nothing is missing between the first and the last.
    public var isGapless = true
}

extension ConnectionSystem {
    /// Verifies lines that ``exportAudit(matching:after:as:)`` made: each line's code fits, each follows on the one before, and
    /// all are of one account.
    ///
    /// A filtered export verifies too; the report says that its numbers have gaps.
    ///
    /// - Parameter lines: the lines in their order, without their breaks.
    /// - Returns: what they are.
    /// - Throws: ``ConnectionError/Code/corrupt`` with the number of the first line that does not fit.
    public func verifyAuditExport(
        _ lines: some Sequence<String>
    ) async throws(ConnectionError) -> AuditExportReport {
        var report = AuditExportReport()
        var key: (any AuditKey)?
        var before: AuditRecord?
        for text in lines {
            report.count += 1
            let refusal = ConnectionError(
                .corrupt, "Line \(report.count) of the export is not as it was written.",
                remedy: "Export the trail again.")
            guard let line = AuditLine(text) else { throw refusal }
            let record = line.record
            let account = record.entry.account
            if key == nil {
                report.account = account
                report.first = record.sequence
                do throws(SealerError) { key = try await self.sealer.auditKey(for: account) } catch {
                    throw ConnectionError(error)
                }
            }
            guard account == report.account, record.sequence > before?.sequence ?? 0,
                (record.sequence == 1) == line.previous.isEmpty,
                let code = key?.authenticate(AuditChain.message(record.sequence, line.previous, record.entry)),
                Secret(code).matches(Secret(record.code))
            else { throw refusal }
            if let before {
                if record.sequence == before.sequence + 1 {
                    guard line.previous == before.code else { throw refusal }
                } else {
                    report.isGapless = false
                }
            }
            report.last = record.sequence
            before = record
        }
        return report
    }
}
