/// What a management operation did, before the store gives it its place in the account's trail.
public struct AuditEntry: Sendable, Hashable, Codable {
    /// The account in whose trail it stands.
    public var account: AccountID
    /// When.
    public var at: Timestamp
    /// Who.
    public var actor: Actor
    /// What was done, or attempted.
    public var action: Action
    /// To which connection.
    public var connection: Connection.ID?
    /// To which grant.
    public var grant: Grant.ID?
    /// To which other record, as `kind:identifier`.
    public var subject: String?
    /// The decision.
    public var outcome: Outcome
    /// The names of the fields that changed; never their values.
    public var changed: [String]

    /// Makes an entry.
    public init(
        account: AccountID, at: Timestamp, actor: Actor, action: Action, connection: Connection.ID? = nil,
        grant: Grant.ID? = nil, subject: String? = nil, outcome: Outcome = .allowed, changed: [String] = []
    ) {
        self.account = account
        self.at = at
        self.actor = actor
        self.action = action
        self.connection = connection
        self.grant = grant
        self.subject = subject
        self.outcome = outcome
        self.changed = changed
    }

    /// Who did something.
    public enum Actor: Sendable, Hashable, Codable {
        /// A person of the given account, with the role that they had.
        case user(UserID, account: AccountID, role: Role)
        /// A person of the platform itself, such as one who reviews submissions.
        case platform(UserID)
        /// The library itself, in its maintenance or at a refresh.
        case system
    }

    /// The decision on an operation.
    public enum Outcome: Sendable, Hashable, Codable {
        /// It was done.
        case allowed
        /// It was refused, by the named rules.
        case denied(rules: [String])
        /// It failed, for the named reason.
        case failed(code: String)
    }
}
