/// Which records of an audit trail are asked for; what is `nil` is not asked for.
public struct AuditFilter: Sendable, Hashable {
    /// Only what concerns this connection.
    public var connection: Connection.ID?
    /// Only what this person did.
    public var user: UserID?
    /// Only this action.
    public var action: Action?
    /// Only what happened at this moment or later.
    public var since: Timestamp?
    /// Only what happened before this moment.
    public var until: Timestamp?

    /// Makes a filter.
    public init(
        connection: Connection.ID? = nil, user: UserID? = nil, action: Action? = nil, since: Timestamp? = nil,
        until: Timestamp? = nil
    ) {
        self.connection = connection
        self.user = user
        self.action = action
        self.since = since
        self.until = until
    }

    /// Lets everything through.
    public static let all = AuditFilter()

    /// Whether an entry is one of those asked for.
    public func matches(_ entry: AuditEntry) -> Bool {
        if let connection = self.connection, entry.connection != connection { return false }
        if let user = self.user, entry.actor.user != user { return false }
        if let action = self.action, entry.action != action { return false }
        if let since = self.since, entry.at < since { return false }
        if let until = self.until, entry.at >= until { return false }
        return true
    }
}

extension AuditEntry.Actor {
    /// The person, where one acted.
    public var user: UserID? {
        switch self {
        case .user(let user, _, _), .platform(let user): user
        case .system: nil
        }
    }
}
