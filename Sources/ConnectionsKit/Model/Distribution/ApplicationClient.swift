/// A client of an application, as its developer sees them: what was shared with them, and what they have of it.
///
/// Of a client's account a developer sees the installation of their own application, and nothing else.
public struct ApplicationClient: Sendable, Hashable, Identifiable {
    /// The client account.
    public let account: AccountID
    /// What was shared with them, withdrawn shares included, newest first.
    public let shares: [Share]
    /// What they have installed; `nil` when it is nothing.
    public let installed: Installed?

    /// The client account.
    public var id: AccountID { self.account }

    /// Joins a client's shares with their installation.
    package init(account: AccountID, shares: [Share], installation: Installation?) {
        self.account = account
        self.shares = shares.sorted { $0.createdAt > $1.createdAt }
        self.installed = installation.map(Installed.init)
    }

    /// What a client has of an application.
    public struct Installed: Sendable, Hashable {
        /// The installation.
        public let id: Installation.ID
        /// The number of the release in production.
        public let releaseNumber: Int
        /// The number of the release that stage tries out, where it is another.
        public let stagedNumber: Int?
        /// Where it runs.
        public let environments: Set<LiveEnvironment>
        /// On what terms.
        public let licence: Licence
        /// How it stands; ``Installation/Status/disabled`` while the client is blocked.
        public let status: Installation.Status
        /// When it was installed.
        public let createdAt: Timestamp

        init(_ installation: Installation) {
            self.id = installation.id
            self.releaseNumber = installation.releaseNumber
            self.stagedNumber = installation.staged?.number
            self.environments = installation.environments
            self.licence = installation.licence
            self.status = installation.status
            self.createdAt = installation.createdAt
        }
    }
}
