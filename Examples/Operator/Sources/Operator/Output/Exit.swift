/// How a command ends; the number is its exit status.
enum Exit: Int32, Sendable {
    /// All is well.
    case fine = 0
    /// There is a finding, a refusal, or a trail that breaks.
    case findings = 1
    /// What was named is not there, or something is in the way.
    case misnamed = 2
    /// The database or the keys cannot be used.
    case unusable = 3
    /// It was stopped before its end; what it did stays.
    case stopped = 130
}
