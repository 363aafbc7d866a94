import ConnectionsKit

extension Release: TableRecord {
    static let table = Table(
        "releases", key: ["id"],
        columns: [
            "application", "application_name", "number", "connections", "allows_portal_users", "created_at",
            "created_by",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account, application: try row.hostID(), applicationName: try row.text(),
            number: try row.int(), connections: try row.json([BundledConnection].self),
            allowsPortalUsers: try row.bool(), createdAt: try row.timestamp(), createdBy: try row.hostID())
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.id, self.application, self.applicationName, self.number)
        binder.json(self.connections)
        binder.add(self.allowsPortalUsers, self.createdAt, self.createdBy, self.version)
    }
}
