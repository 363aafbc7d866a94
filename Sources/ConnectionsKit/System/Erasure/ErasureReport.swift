/// What the erasure of an account did.
public struct ErasureReport: Sendable, Hashable {
    /// The account.
    public var account: AccountID
    /// How many records of each kind this call removed; attempts and duties are not counted.
    public var records: [Kind: Int] = [:]
    /// The grants that their services revoked.
    public var revoked: [Grant.ID] = []
    /// The grants whose services offer no revocation.
    public var notOffered: [Grant.ID] = []
    /// The grants that were left alone at their services, since a revocation could have ended a grant of another account.
    public var leftInUse: [Grant.ID] = []
    /// The grants that their services refused to revoke, with the last answer.
    public var refused: [Unrevoked] = []
    /// The grants whose services could not be reached, or which were being refreshed.
    public var unreachable: [Unrevoked] = []
    /// The clients' installations of the account's applications; they stay as they are.
    public var dependents: [Dependent] = []
    /// The submissions of the account's applications that were taken out of the marketplace.
    public var submissions: [Submission.ID] = []

    init(_ account: AccountID) {
        self.account = account
    }

    /// The kinds of records that are counted.
    public enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// Applications.
        case application
        /// Connections.
        case connection
        /// Places that use a connection.
        case reference
        /// Credential sets.
        case credentialSet
        /// Earlier revisions of credential sets.
        case credentialRevision
        /// Slots.
        case slot
        /// Grants, those that are over included.
        case grant
        /// The tokens of grants.
        case tokens
        /// What is known of people.
        case guardian
        /// Releases.
        case release
        /// Invitations.
        case invitation
        /// Shares.
        case share
        /// Data keys.
        case dataKey
        /// Installations.
        case installation
    }

    /// A grant that may still be good at its service; its tokens are destroyed with the account.
    public struct Unrevoked: Sendable, Hashable {
        /// The grant.
        public var grant: Grant.ID
        /// The service.
        public var connector: ConnectorID
        /// The account at the service.
        public var accountName: String
        /// Who authorized; they can withdraw the access at the service themselves.
        public var authorizedBy: UserID
        /// The last answer of the service; `nil` where there is none.
        public var answer: String?

        init(_ grant: Grant, answer: String? = nil) {
            self.grant = grant.id
            self.connector = grant.connector
            self.accountName = grant.accountName
            self.authorizedBy = grant.authorizedBy
            self.answer = answer
        }
    }

    /// An installation at a client of an application whose developer is erased.
    public struct Dependent: Sendable, Hashable {
        /// The client account.
        public var client: AccountID
        /// The installation.
        public var installation: Installation.ID
        /// The application.
        public var application: ApplicationID
        /// The connections that use an OAuth client of the developer's: they cannot be refreshed or authorized any more.
        public var losing: [Effects.Subject]
    }
}
