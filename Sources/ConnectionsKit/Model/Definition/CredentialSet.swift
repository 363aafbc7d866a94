/// An OAuth client that a developer registered at a service: bring your own credentials.
///
/// Its secret is sealed and never shown again, to developers and clients alike. It holds the newest revision; those before
/// it are records of their own, ``CredentialSet/Revision``.
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
    /// The sealed client secret, or the private key with which the client signs; `nil` for a public client.
    public var secret: SealedSecret?
    /// How the client authenticates at the token endpoint.
    public var authentication: ClientAuthentication
    /// The redirect address registered with the client, one that the host has configured; empty where the service sends
    /// nobody back.
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

extension CredentialSet {
    /// A revision that a newer one replaced.
    ///
    /// Grants that were made with its client identifier go on with it until it is retired.
    public struct Revision: Sendable, Hashable, Codable, Identifiable {
        /// A revision is named by its set and its number.
        public struct ID: Sendable, Hashable, Codable {
            /// The set.
            public var set: CredentialSet.ID
            /// The number, from 1.
            public var number: Int

            /// Names revision `number` of `set`.
            public init(set: CredentialSet.ID, number: Int) {
                self.set = set
                self.number = number
            }
        }

        /// The set and the number.
        public var id: ID
        /// The developer account that owns the set.
        public var account: AccountID
        /// The client identifier (RFC 6749 section 2.2).
        public var clientID: String
        /// The sealed client secret; `nil` for a public client, and once it is retired.
        public var secret: SealedSecret?
        /// How the client authenticates at the token endpoint.
        public var authentication: ClientAuthentication
        /// The redirect address registered with the client.
        public var redirectURI: String
        /// When a newer one replaced it.
        public var replacedAt: Timestamp
        /// When it was retired; `nil` while it is good.
        public var retiredAt: Timestamp?
        /// The version of the record.
        public var version: Int = 0

        /// Takes the newest revision of a set, which is about to be replaced.
        public init(_ set: CredentialSet, replacedAt moment: Timestamp) {
            self.id = ID(set: set.id, number: set.revision)
            self.account = set.account
            self.clientID = set.clientID
            self.secret = set.secret
            self.authentication = set.authentication
            self.redirectURI = set.redirectURI
            self.replacedAt = moment
        }

        /// Makes a revision from what was stored.
        public init(
            id: ID, account: AccountID, clientID: String, secret: SealedSecret?, authentication: ClientAuthentication,
            redirectURI: String, replacedAt: Timestamp, retiredAt: Timestamp?
        ) {
            self.id = id
            self.account = account
            self.clientID = clientID
            self.secret = secret
            self.authentication = authentication
            self.redirectURI = redirectURI
            self.replacedAt = replacedAt
            self.retiredAt = retiredAt
        }
    }
}
