/// A question to a store that returns records of one type, page by page, in the order of their keys.
public struct Query<Result: StoredRecord>: Sendable, Hashable {
    /// What is asked for.
    public let selection: Selection

    init(_ selection: Selection) {
        self.selection = selection
    }
}

/// What a query asks for; each is served by an index.
public enum Selection: Sendable, Hashable {
    /// The connections of the account, or those that one of its applications uses, system connections included.
    case connections(application: ApplicationID?)
    /// The connections of an installation.
    case connectionsOf(installation: Installation.ID)
    /// The connection with a link name in a scope.
    case linkName(String, LinkNameScope)
    /// The system connection to a service.
    case systemConnection(ConnectorID)
    /// The places that use a connection.
    case references(Connection.ID)
    /// The slots of a connection.
    case slots(Connection.ID)
    /// The slots that point at a grant.
    case slotsPointing(at: Grant.ID)
    /// The grants of the account, or those that a person authorized or that serve them.
    case grants(of: UserID?)
    /// The credential sets of the account.
    case credentialSets
    /// The revisions of a credential set that newer ones replaced.
    case credentialRevisions(CredentialSet.ID)
    /// What is known of the account's people.
    case guardians
    /// The invitations of the account.
    case invitations
    /// The applications of the account.
    case applications
    /// The releases of an application.
    case releases(ApplicationID)
    /// The installations of the account.
    case installations
    /// The shares that the account made with a client.
    case shares(with: AccountID)
    /// The shares of an application.
    case sharesOf(ApplicationID)
    /// The submissions in the platform's account that stand so.
    case submissions(Submission.Status)
    /// The submissions in the platform's account of one developer's application.
    case submissionsOf(developer: AccountID, ApplicationID)
    /// The attempts of the account.
    case attempts
    /// The data keys of the account.
    case dataKeys
}

extension Query<Connection> {
    /// The connections of the account, or those of one application.
    public static func connections(of application: ApplicationID? = nil) -> Query {
        Query(.connections(application: application))
    }
    /// The connections of an installation.
    public static func connections(of installation: Installation.ID) -> Query {
        Query(.connectionsOf(installation: installation))
    }
    /// The connection with a link name in a scope.
    public static func linkName(_ name: String, in scope: LinkNameScope) -> Query { Query(.linkName(name, scope)) }
    /// The system connection to a service.
    public static func systemConnection(to connector: ConnectorID) -> Query { Query(.systemConnection(connector)) }
}

extension Query<Reference> {
    /// The places that use a connection.
    public static func references(to connection: Connection.ID) -> Query { Query(.references(connection)) }
}

extension Query<Slot> {
    /// The slots of a connection.
    public static func slots(of connection: Connection.ID) -> Query { Query(.slots(connection)) }
    /// The slots that point at a grant.
    public static func slots(pointingAt grant: Grant.ID) -> Query { Query(.slotsPointing(at: grant)) }
}

extension Query<Grant> {
    /// The grants of the account, or those that a person authorized or that serve them.
    public static func grants(of user: UserID? = nil) -> Query { Query(.grants(of: user)) }
}

extension Query<CredentialSet> {
    /// The credential sets of the account.
    public static var credentialSets: Query { Query(.credentialSets) }
}

extension Query<CredentialSet.Revision> {
    /// The revisions of a credential set that newer ones replaced.
    public static func revisions(of set: CredentialSet.ID) -> Query { Query(.credentialRevisions(set)) }
}

extension Query<UserGuard> {
    /// What is known of the account's people.
    public static var guardians: Query { Query(.guardians) }
}

extension Query<Invitation> {
    /// The invitations of the account.
    public static var invitations: Query { Query(.invitations) }
}

extension Query<Application> {
    /// The applications of the account.
    public static var applications: Query { Query(.applications) }
}

extension Query<Release> {
    /// The releases of an application.
    public static func releases(of application: ApplicationID) -> Query { Query(.releases(application)) }
}

extension Query<Installation> {
    /// The installations of the account.
    public static var installations: Query { Query(.installations) }
}

extension Query<Share> {
    /// The shares that the account made with a client.
    public static func shares(with client: AccountID) -> Query { Query(.shares(with: client)) }
    /// The shares of an application.
    public static func shares(of application: ApplicationID) -> Query { Query(.sharesOf(application)) }
}

extension Query<Submission> {
    /// The submissions in the platform's account that stand so.
    public static func submissions(_ status: Submission.Status) -> Query { Query(.submissions(status)) }
    /// The submissions in the platform's account of one developer's application.
    public static func submissions(of application: ApplicationID, by developer: AccountID) -> Query {
        Query(.submissionsOf(developer: developer, application))
    }
}

extension Query<Attempt> {
    /// The attempts of the account.
    public static var attempts: Query { Query(.attempts) }
}

extension Query<DataKey> {
    /// The data keys of the account.
    public static var dataKeys: Query { Query(.dataKeys) }
}

/// Work that is due, over all accounts; only maintenance asks.
public enum DueWork: Sendable, Hashable {
    /// Tokens whose ``TokenState/refreshDueAt`` has come, soonest first.
    case refreshes
    /// Duties whose ``Duty/dueAt`` has come, soonest first.
    case duties
    /// Attempts whose ``Attempt/deadline`` has come, soonest first.
    case attempts
    /// Invitations that nobody accepted whose ``Invitation/expiresAt`` has come, soonest first.
    case invitations
}

/// One page of an answer.
public struct Page<Element: Sendable>: Sendable {
    /// The elements, in the answer's order.
    public var elements: [Element]
    /// Where the next page begins; `nil` on the last.
    public var next: Cursor?

    /// Makes a page.
    public init(elements: [Element], next: Cursor?) {
        self.elements = elements
        self.next = next
    }
}

/// Where a page begins.
///
/// A cursor stays good while records are written: nothing that was there throughout is left out or told twice.
public struct Cursor: Sendable, Hashable {
    /// The adapter's own text.
    public var text: String

    /// Makes a cursor from the adapter's text.
    public init(_ text: String) {
        self.text = text
    }
}
