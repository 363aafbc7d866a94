/// What a change of a credential set will do.
///
/// A set serves every connection that uses it, at the clients that installed them too; its plan names those of the account,
/// and counts the clients.
public struct CredentialSetPlan: OperationPlan {
    /// The set, as it was read.
    public let set: CredentialSet
    /// What will be changed.
    public let change: Change
    /// The connections that use the set, as they were read.
    public let connections: [Connection]
    /// The revisions that newer ones replaced, as they were read, the oldest first.
    public let earlier: [CredentialSet.Revision]
    /// The authorizations of the account that end with a retirement, as they were read.
    public let ending: [Grant]
    /// The authorizations of the account whose revocation at the service a deletion cuts short, as they were read.
    public let unrevoked: [Grant]
    /// How many clients have, or were offered, an application with a connection that uses the set.
    public let clientCount: Int
    public let effects: Effects

    /// What can be changed.
    public enum Change: Sendable, Hashable {
        /// The secret of the same client: a new revision, in overlap with the one before.
        case secret
        /// The client itself: a new revision. What was authorized before goes on with the client before, until that is
        /// retired. The redirect address is left out where the service sends nobody back.
        case client(id: String, redirectURI: String = "")
        /// The redirect address of the same client.
        case redirectURI(String)
        /// Retire an earlier revision: its secret is destroyed.
        case retirement(of: Int)
        /// Delete a set that no connection uses.
        case deletion
    }
}
