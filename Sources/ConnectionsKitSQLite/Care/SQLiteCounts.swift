/// How much a store holds.
public struct SQLiteCounts: Sendable, Hashable {
    /// How many records there are of each kind, by the name of their table, such as `"connections"` and `"grants"`; kinds
    /// of which there are none are there with zero.
    public let records: [String: Int]
    /// How many accounts anything was written down of.
    public let accounts: Int
    /// How many records the audit trails have.
    public let auditRecords: Int
}
