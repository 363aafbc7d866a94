/// An immutable, numbered version of an application, with the definitions that it bundles.
///
/// It holds no grant and no secret.
public struct Release: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a release.
    public typealias ID = RecordID<Release>

    /// The identifier.
    public var id: ID
    /// The developer account.
    public var account: AccountID
    /// The application.
    public var application: ApplicationID
    /// The application's name at that time.
    public var applicationName: String
    /// Its number, from 1.
    public var number: Int
    /// The definitions, in the order of their link names.
    public var connections: [BundledConnection]
    /// Whether portal users may use logged-in user connections.
    public var allowsPortalUsers: Bool
    /// When it was made.
    public var createdAt: Timestamp
    /// Who made it.
    public var createdBy: UserID
    /// The version of the record.
    public var version: Int = 0

    /// Makes a release.
    public init(
        id: ID, account: AccountID, application: ApplicationID, applicationName: String, number: Int,
        connections: [BundledConnection], allowsPortalUsers: Bool, createdAt: Timestamp, createdBy: UserID
    ) {
        self.id = id
        self.account = account
        self.application = application
        self.applicationName = applicationName
        self.number = number
        self.connections = connections
        self.allowsPortalUsers = allowsPortalUsers
        self.createdAt = createdAt
        self.createdBy = createdBy
    }
}

/// A definition as a release carries it.
public struct BundledConnection: Sendable, Hashable, Codable {
    /// The definition it was made from.
    public var source: Connection.ID
    /// Who authorizes it.
    public var kind: Connection.Kind
    /// The service.
    public var connector: ConnectorID
    /// The name to show.
    public var name: String
    /// The name that scripts use.
    public var linkName: String
    /// Whose OAuth client it uses; a credential set is named, never carried.
    public var mode: Connection.Mode?
    /// The scopes that it needs.
    public var scopes: [String]
    /// Whether one authorization serves all environments.
    public var sharesAuthorization: Bool

    /// The places of the application that use it.
    public var places: [Place]

    /// Takes what travels from a definition and the places that use it, and nothing else.
    public init(_ connection: Connection, places: [Place] = []) {
        self.source = connection.id
        self.kind = connection.kind
        self.connector = connection.connector
        self.name = connection.name
        self.linkName = connection.linkName
        self.mode = connection.mode
        self.scopes = connection.scopes
        self.sharesAuthorization = connection.sharesAuthorization
        self.places = places
    }
}
