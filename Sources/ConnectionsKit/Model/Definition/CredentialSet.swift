/// An OAuth client that a developer registered at a service: bring your own credentials.
///
/// Its secret is sealed and never shown again, to developers and clients alike.
public struct CredentialSet: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a credential set.
    public typealias ID = RecordID<CredentialSet>

    /// The identifier.
    public var id: ID
    /// The developer account that owns it.
    public var account: AccountID
    /// The service at which the client is registered.
    public var connector: ConnectorID
    /// The name to show.
    public var name: String
    /// The client identifier (RFC 6749 section 2.2).
    public var clientID: String
    /// The sealed client secret; `nil` for a public client.
    public var secret: SealedSecret?
    /// How the client authenticates at the token endpoint.
    public var authentication: ClientAuthentication
    /// The redirect address registered with the client; one that the host has configured.
    public var redirectURI: String
    /// The version of its contents: a new secret or client identifier is a new revision.
    public var revision: Int
    /// The version of the record.
    public var version: Int = 0

    /// Makes the first revision of a credential set.
    public init(
        id: ID, account: AccountID, connector: ConnectorID, name: String, clientID: String, secret: SealedSecret?,
        authentication: ClientAuthentication, redirectURI: String, revision: Int = 1
    ) {
        self.id = id
        self.account = account
        self.connector = connector
        self.name = name
        self.clientID = clientID
        self.secret = secret
        self.authentication = authentication
        self.redirectURI = redirectURI
        self.revision = revision
    }

    /// Names a credential set from another account: an installed connection names its developer's.
    public struct Reference: Sendable, Hashable, Codable {
        /// The account that owns the set.
        public var account: AccountID
        /// The set.
        public var id: CredentialSet.ID

        /// Names the set `id` of `account`.
        public init(account: AccountID, id: CredentialSet.ID) {
            self.account = account
            self.id = id
        }
    }
}
