import ConnectionsKit

extension Installation: TableRecord {
    static let table = Table(
        "installations", key: ["id"],
        columns: [
            "developer", "application", "name", "release", "release_number", "share", "staged_release",
            "staged_number", "staged_share", "licence", "licence_until", "allows_portal_users", "environments",
            "status", "created_at", "created_by",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let id: ID = try row.id()
        let (developer, application): (AccountID, ApplicationID) = (try row.hostID(), try row.hostID())
        let name = try row.text()
        let (releaseID, number): (Release.ID, Int) = (try row.id(), try row.int())
        let shareID: Share.ID = try row.id()
        let staged = try row.staged()
        let licence = try Licence(row: &row)
        let allowsPortalUsers = try row.bool()
        let environments = try row.environments()
        let status: Status = try row.named()
        let (createdAt, createdBy): (Timestamp, UserID) = (try row.timestamp(), try row.hostID())
        // An installation is made of the release and the share that it came from.
        let release = Release(
            id: releaseID, account: developer, application: application, applicationName: name, number: number,
            connections: [], allowsPortalUsers: allowsPortalUsers, createdAt: createdAt, createdBy: createdBy)
        let share = Share(
            id: shareID, account: developer, client: account, application: application, release: releaseID,
            licence: licence, createdAt: createdAt)
        self.init(
            id: id, account: account, release: release, share: share, createdAt: createdAt, createdBy: createdBy)
        self.staged = staged
        self.environments = environments
        self.status = status
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.developer, self.application, self.name, self.release, self.releaseNumber,
            self.share)
        binder.add(
            self.staged?.release, self.staged?.number, self.staged?.share, self.licence, self.allowsPortalUsers,
            TextList(self.environments.map(\.rawValue).sorted()),
            self.status, self.createdAt, self.createdBy, self.version)
    }
}

extension Row {
    /// Three columns, all NULL where stage has what production has.
    fileprivate mutating func staged() throws(SQLiteFailure) -> Installation.Staged? {
        let release: Release.ID? = try self.optionalID()
        let number = try self.optionalInt()
        let share: Share.ID? = try self.optionalID()
        switch (release, number, share) {
        case (nil, nil, nil): return nil
        case (.some(let release), .some(let number), .some(let share)):
            return Installation.Staged(release: release, number: number, share: share)
        default: throw self.invalid("a part of what stage has")
        }
    }

    fileprivate mutating func environments() throws(SQLiteFailure) -> Set<LiveEnvironment> {
        let texts = try self.texts()
        let environments = texts.compactMap { LiveEnvironment(rawValue: $0) }
        guard environments.count == texts.count else { throw self.invalid("an unknown environment") }
        return Set(environments)
    }
}
