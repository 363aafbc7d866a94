import ConnectionsKit

extension Installation: TableRecord {
    static let table = Table(
        "installations", key: ["id"],
        columns: [
            "developer", "application", "name", "release", "release_number", "share", "licence", "licence_until",
            "allows_portal_users", "environments", "status", "created_at", "created_by",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let id: ID = try row.id()
        let (developer, application): (AccountID, ApplicationID) = (try row.hostID(), try row.hostID())
        let name = try row.text()
        let (releaseID, number): (Release.ID, Int) = (try row.id(), try row.int())
        let (shareID, licence): (Share.ID, Licence) = (try row.id(), try Licence(row: &row))
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
            licence: licence)
        self.init(
            id: id, account: account, release: release, share: share, createdAt: createdAt, createdBy: createdBy)
        self.environments = environments
        self.status = status
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.developer, self.application, self.name, self.release, self.releaseNumber,
            self.share, self.licence, self.allowsPortalUsers, TextList(self.environments.map(\.rawValue).sorted()),
            self.status, self.createdAt, self.createdBy, self.version)
    }
}

extension Row {
    fileprivate mutating func environments() throws(SQLiteFailure) -> Set<LiveEnvironment> {
        let texts = try self.texts()
        let environments = texts.compactMap { LiveEnvironment(rawValue: $0) }
        guard environments.count == texts.count else { throw self.invalid("an unknown environment") }
        return Set(environments)
    }
}
