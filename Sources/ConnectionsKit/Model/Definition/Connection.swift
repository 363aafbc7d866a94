/// A connection: which service, for whom, with which scopes.
///
/// Authorizing it is a separate step.
///
/// A connection lives in one account. A developer defines it in the console; installing an application makes a copy at the
/// client that names its source; a system connection is made by the first task that needs it.
public struct Connection: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a connection.
    public typealias ID = RecordID<Connection>

    /// The identifier.
    public var id: ID
    /// The account in which it lives.
    public var account: AccountID
    /// How it came to be.
    public var origin: Origin
    /// Who authorizes it.
    public var kind: Kind
    /// The service.
    public var connector: ConnectorID
    /// The name to show; at most 50 characters.
    public var name: String
    /// The name that scripts use; it never changes.
    public var linkName: String
    /// Whose OAuth client it uses; `nil` where the service does not use OAuth.
    public var mode: Mode?
    /// The scopes that it needs.
    public var scopes: [String]
    /// Whether one authorization serves all environments.
    public var sharesAuthorization: Bool
    /// The one application that may use it; `nil` for a system connection, and before it is enabled.
    public var application: ApplicationID?
    /// The applications that use a system connection; empty for every other.
    public var systemApplications: Set<ApplicationID> = []
    /// How many places of its application refer to it.
    public var referenceCount: Int = 0
    /// The first release that contains it; from then on it is locked to its application.
    public var firstRelease: Int?
    /// Whether the installed release no longer has it; it stays, with its authorizations.
    public var isUnused: Bool = false
    /// Whether an administrator of the client keeps it from being used for now; its authorizations stay.
    public var isPaused: Bool = false
    /// What a release that is tried in stage changes; `nil` while stage has what production has.
    public var staged: Staged?
    /// When it was made.
    public var createdAt: Timestamp
    /// Who made it; `nil` for a system connection.
    public var createdBy: UserID?
    /// The version of the record.
    public var version: Int = 0

    /// Makes a connection that nothing refers to yet.
    public init(
        id: ID, account: AccountID, origin: Origin, kind: Kind, connector: ConnectorID, name: String, linkName: String,
        mode: Mode?, scopes: [String], sharesAuthorization: Bool, application: ApplicationID?, createdAt: Timestamp,
        createdBy: UserID?
    ) {
        self.id = id
        self.account = account
        self.origin = origin
        self.kind = kind
        self.connector = connector
        self.name = name
        self.linkName = linkName
        self.mode = mode
        self.scopes = scopes
        self.sharesAuthorization = sharesAuthorization
        self.application = application
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}

extension Connection {
    /// How an installed connection stands in stage, where a release is tried before production has it.
    public struct Staged: Sendable, Hashable, Codable {
        /// The scopes that it needs there.
        public var scopes: [String]
        /// Whether production does not have the connection yet.
        public var isNew: Bool

        /// Describes a connection in stage.
        public init(scopes: [String], isNew: Bool) {
            self.scopes = scopes
            self.isNew = isNew
        }
    }

    /// The scopes that it needs in `environment`.
    public func scopes(in environment: LiveEnvironment) -> [String] {
        environment == .stage ? self.staged?.scopes ?? self.scopes : self.scopes
    }

    /// Whether `environment` has the connection; production does not have one that stage tries out.
    public func exists(in environment: LiveEnvironment) -> Bool {
        environment == .stage || !(self.staged?.isNew ?? false)
    }

    /// Who authorizes a connection.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Made by the system when a task needs it; an administrator or developer authorizes it once.
        case system
        /// Authorized once by an administrator or developer, used by all.
        case admin
        /// Authorized by each user for themselves.
        case loggedInUser

        /// The kind in words.
        public var title: String {
            switch self {
            case .system: "system"
            case .admin: "admin"
            case .loggedInUser: "logged-in user"
            }
        }
    }

    /// Whose OAuth client a connection uses.
    public enum Mode: Sendable, Hashable, Codable {
        /// The platform's.
        case platformManaged
        /// One that a developer registered at the service and stored as a credential set.
        case clientCredentials(CredentialSet.Reference)
    }

    /// How a connection came to be.
    public enum Origin: Sendable, Hashable, Codable {
        /// Defined by a developer.
        case defined
        /// Installed with an application, as a copy of the definition `source` of another account.
        case installed(Installation.ID, source: ID)
        /// Made by the system.
        case system
    }

    /// The installation with which it came, if it was installed.
    public var installation: Installation.ID? {
        if case .installed(let installation, _) = self.origin { installation } else { nil }
    }

    /// Within what its link name is unique.
    public var linkNameScope: LinkNameScope { self.installation.map { .installation($0) } ?? .account }

    /// The slot that holds the authorization of `environment`, and for a logged-in user connection of `user`.
    public func slot(in environment: LiveEnvironment, user: UserID?) -> Slot.ID {
        Slot.ID(
            connection: self.id, environment: self.sharesAuthorization ? nil : environment,
            user: self.kind == .loggedInUser ? user : nil)
    }
}

/// Within what a link name is unique.
public enum LinkNameScope: Sendable, Hashable, Codable {
    /// The account's own connections.
    case account
    /// The connections of one installed application.
    case installation(Installation.ID)
}
