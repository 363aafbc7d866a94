/// Work that must happen later and survives restarts.
public struct Duty: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a duty.
    public typealias ID = RecordID<Duty>

    /// The identifier.
    public var id: ID
    /// The account it concerns.
    public var account: AccountID
    /// What is to be done.
    public var work: Work
    /// Not before when.
    public var dueAt: Timestamp
    /// How much of its patience is used up: one for a try that could not reach the service, more for a refusal.
    public var tries: Int = 0
    /// The version of the record.
    public var version: Int = 0

    /// Makes a duty.
    public init(id: ID, account: AccountID, work: Work, dueAt: Timestamp) {
        self.id = id
        self.account = account
        self.work = work
        self.dueAt = dueAt
    }

    /// What is to be done.
    public enum Work: Sendable, Hashable, Codable {
        /// Revoke a grant at the service and destroy its tokens.
        case revoke(Grant.ID)
        /// Revoke every grant of an installation that is gone.
        case sweep(Installation.ID)
        /// Revoke the suspended grants of a person who did not return in time.
        case depart(UserID)
    }
}
