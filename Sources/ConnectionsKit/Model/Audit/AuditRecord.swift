/// An entry with its place in an account's trail and the code that chains it to the one before.
public struct AuditRecord: Sendable, Hashable, Codable {
    /// Its number in the account's trail, from 1, without gaps.
    public var sequence: Int
    /// The entry.
    public var entry: AuditEntry
    /// The message authentication code over the entry, its number and the code before it.
    public var code: [UInt8]

    /// Makes a record.
    public init(sequence: Int, entry: AuditEntry, code: [UInt8]) {
        self.sequence = sequence
        self.entry = entry
        self.code = code
    }
}
