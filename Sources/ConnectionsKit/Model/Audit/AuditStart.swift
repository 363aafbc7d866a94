/// Where an audit trail begins, since its oldest records may have been removed.
public struct AuditStart: Sendable, Hashable, Codable {
    /// The number of the last record that was removed; zero when none was.
    public var sequence: Int
    /// The code of that record, to which the first that is left is chained; empty when none was removed.
    public var code: [UInt8]

    /// Names the beginning of a trail.
    public init(sequence: Int = 0, code: [UInt8] = []) {
        self.sequence = sequence
        self.code = code
    }
}
