/// A release that was shared with one client, who may install it.
public struct Share: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of a share.
    public typealias ID = RecordID<Share>

    /// The identifier.
    public var id: ID
    /// The developer account.
    public var account: AccountID
    /// The client account.
    public var client: AccountID
    /// The application.
    public var application: ApplicationID
    /// The release to install.
    public var release: Release.ID
    /// On what terms.
    public var licence: Licence
    /// Whether the developer withdrew it.
    public var isWithdrawn: Bool = false
    /// The installation that it led to, by installing or upgrading.
    public var installation: Installation.ID?
    /// The marketplace listing by which the client came to it; `nil` when the developer shared it.
    public var listing: Submission.ID?
    /// When it was made.
    public var createdAt: Timestamp
    /// The version of the record.
    public var version: Int = 0

    /// Makes a share.
    public init(
        id: ID, account: AccountID, client: AccountID, application: ApplicationID, release: Release.ID,
        licence: Licence,
        createdAt: Timestamp
    ) {
        self.id = id
        self.account = account
        self.client = client
        self.application = application
        self.release = release
        self.licence = licence
        self.createdAt = createdAt
    }

    /// What the host puts into the install link.
    public struct Link: Sendable, Hashable, Codable {
        /// The developer account.
        public var account: AccountID
        /// The share.
        public var share: ID

        /// Makes a link.
        public init(account: AccountID, share: ID) {
            self.account = account
            self.share = share
        }
    }

    /// The link to send.
    public var link: Link { Link(account: self.account, share: self.id) }
}
