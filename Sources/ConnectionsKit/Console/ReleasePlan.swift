/// What a publication to stage will do.
///
/// Publishing it after anything changed is a conflict.
public struct ReleasePlan: Sendable, Hashable {
    /// The application, as it was read.
    public let application: Application
    /// The number that the release will have.
    public let number: Int
    /// The connections that the release will contain, as they were read.
    public let connections: [Connection]
    /// What should be looked at before: each in a sentence.
    public let warnings: [String]
}
