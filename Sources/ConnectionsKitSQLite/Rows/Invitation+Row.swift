import ConnectionsKit

extension Invitation: TableRecord {
    static let table = Table(
        "invitations", key: ["id"], columns: ["address", "data_centre", "expires_at", "client"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account, address: try row.text(), dataCentre: try row.named(),
            expiresAt: try row.timestamp())
        self.client = try row.optionalHostID()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.id, self.address, self.dataCentre, self.expiresAt, self.client, self.version)
    }
}
