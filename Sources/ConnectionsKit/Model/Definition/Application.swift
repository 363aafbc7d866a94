/// An application of the host, bound to one console account.
public struct Application: Sendable, Hashable, Codable, Identifiable {
    /// The host's identifier.
    public var id: ApplicationID
    /// The console account that owns it.
    public var account: AccountID
    /// The name to show.
    public var name: String
    /// The number of its newest release; zero before the first.
    public var lastRelease: Int = 0
    /// Whether portal users may authorize and use logged-in user connections.
    public var allowsPortalUsers: Bool = false
    /// Who is publishing it, since when; while set, its connections cannot be changed.
    public var publishing: PublishLock?
    /// The version of the record.
    public var version: Int = 0

    /// Makes an application without a release.
    public init(id: ApplicationID, account: AccountID, name: String) {
        self.id = id
        self.account = account
        self.name = name
    }

    /// A publication under way.
    public struct PublishLock: Sendable, Hashable, Codable {
        /// Who publishes.
        public var user: UserID
        /// Since when.
        public var since: Timestamp
        /// The version of the application in which it was taken, by which two locks of one moment differ.
        public var version: Int

        /// Makes a lock.
        public init(user: UserID, since: Timestamp, version: Int = 0) {
            self.user = user
            self.since = since
            self.version = version
        }
    }
}
