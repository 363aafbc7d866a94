/// A release at a client account.
public struct Installation: Sendable, Hashable, Codable, Identifiable {
    /// The identifier of an installation.
    public typealias ID = RecordID<Installation>

    /// The identifier.
    public var id: ID
    /// The client account.
    public var account: AccountID
    /// The developer account.
    public var developer: AccountID
    /// The application.
    public var application: ApplicationID
    /// The application's name.
    public var name: String
    /// The installed release.
    public var release: Release.ID
    /// Its number.
    public var releaseNumber: Int
    /// By what it was installed.
    public var share: Share.ID
    /// On what terms.
    public var licence: Licence
    /// Whether portal users may use logged-in user connections.
    public var allowsPortalUsers: Bool
    /// Where it runs; always in production.
    public var environments: Set<LiveEnvironment> = [.production]
    /// How it stands.
    public var status: Status = .active
    /// When it was made.
    public var createdAt: Timestamp
    /// Who made it.
    public var createdBy: UserID
    /// The version of the record.
    public var version: Int = 0

    /// Makes an active installation of `release`.
    public init(
        id: ID, account: AccountID, release: Release, share: Share, createdAt: Timestamp, createdBy: UserID
    ) {
        self.id = id
        self.account = account
        self.developer = release.account
        self.application = release.application
        self.name = release.applicationName
        self.release = release.id
        self.releaseNumber = release.number
        self.share = share.id
        self.licence = share.licence
        self.allowsPortalUsers = release.allowsPortalUsers
        self.createdAt = createdAt
        self.createdBy = createdBy
    }

    /// How an installation stands.
    public enum Status: String, Sendable, Hashable, Codable {
        /// It may be used.
        case active
        /// It may not be used for now; its authorizations stay.
        case disabled
        /// It is gone.
        case uninstalled
    }
}
