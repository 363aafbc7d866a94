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
    /// The release that stage tries out, where it is another than production's.
    public var staged: Staged?
    /// By what the installed release came.
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

    /// A release that stage tries out before production has it.
    public struct Staged: Sendable, Hashable, Codable {
        /// The release.
        public var release: Release.ID
        /// Its number.
        public var number: Int
        /// By what it came.
        public var share: Share.ID

        /// Names what stage tries out.
        public init(release: Release.ID, number: Int, share: Share.ID) {
            self.release = release
            self.number = number
            self.share = share
        }
    }

    /// The number of the release that `environment` has.
    public func releaseNumber(in environment: LiveEnvironment) -> Int {
        environment == .stage ? self.staged?.number ?? self.releaseNumber : self.releaseNumber
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
