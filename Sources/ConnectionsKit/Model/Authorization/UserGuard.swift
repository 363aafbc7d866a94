/// What the library knows of a person in an account: whether they may authorize.
///
/// A leaver's record is bumped, so that an authorization under way cannot slip past.
public struct UserGuard: Sendable, Hashable, Codable {
    /// The person.
    public var user: UserID
    /// The account.
    public var account: AccountID
    /// Whether they are there.
    public var status: Status
    /// The version of the record.
    public var version: Int = 0

    /// Makes a guard.
    public init(user: UserID, account: AccountID, status: Status) {
        self.user = user
        self.account = account
        self.status = status
    }

    /// Whether a person is there.
    public enum Status: Sendable, Hashable, Codable {
        /// They are.
        case active
        /// They were deactivated; their authorizations are revoked at the given moment unless they return.
        case deactivated(until: Timestamp)
        /// They were deleted.
        case deleted
    }
}
