/// What the verification of an audit trail found.
public struct AuditVerification: Sendable, Hashable {
    /// Whose trail.
    public var account: AccountID
    /// After which number it was verified: that of the last record that was removed, or a later one that was asked for.
    public var after: Int
    /// The number of the last record that fits; that after which it began when none was looked at.
    public var last: Int
    /// The number of the first record that is missing or was changed; `nil` when all fit.
    public var broken: Int?

    /// Makes what a verification found.
    public init(account: AccountID, after: Int, last: Int, broken: Int? = nil) {
        self.account = account
        self.after = after
        self.last = last
        self.broken = broken
    }

    /// How many records fit.
    public var count: Int { self.last - self.after }
    /// Whether every record fits that was looked at.
    public var isIntact: Bool { self.broken == nil }
}
