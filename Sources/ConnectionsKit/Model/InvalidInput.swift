/// Input that cannot be accepted: which field, why, and what would be accepted instead.
public struct InvalidInput: Error, Sendable, Hashable, CustomStringConvertible {
    /// The name of the field, as it stands in the API.
    public var field: String
    /// What is wrong with it; never the value of a secret.
    public var problem: String
    /// What to do about it.
    public var remedy: String

    /// Makes a refusal of one field.
    public init(field: String, problem: String, remedy: String) {
        self.field = field
        self.problem = problem
        self.remedy = remedy
    }

    public var description: String { "\(self.field): \(self.problem). \(self.remedy)" }
}
