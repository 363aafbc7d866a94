/// A credential set with its earlier revisions, and what uses it.
public struct CredentialSetDetails: Sendable, Hashable {
    /// The set, whose contents are those of its newest revision.
    public var set: CredentialSet
    /// The revisions that newer ones replaced, the oldest first.
    public var earlier: [CredentialSet.Revision]
    /// The connections of the account that use it, in the order of their names.
    public var connections: [Effects.Subject]
}
