import ConnectionsKit

extension Application: TableRecord {
    static let table = Table(
        "applications", key: ["id"],
        columns: ["name", "last_release", "allows_portal_users", "publishing_user", "publishing_since"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(id: try row.hostID(), account: account, name: try row.text())
        self.lastRelease = try row.int()
        self.allowsPortalUsers = try row.bool()
        let (user, since): (UserID?, Timestamp?) = (try row.optionalHostID(), try row.optionalTimestamp())
        if let user, let since { self.publishing = PublishLock(user: user, since: since) }
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.name, self.lastRelease, self.allowsPortalUsers, self.publishing?.user,
            self.publishing?.since, self.version)
    }
}
