import ConnectionsKit

extension Share: TableRecord {
    static let table = Table(
        "shares", key: ["id"],
        columns: [
            "client", "application", "release", "licence", "licence_until", "is_withdrawn", "installation", "listing",
            "created_at",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let (id, client): (ID, AccountID) = (try row.id(), try row.hostID())
        let (application, release): (ApplicationID, Release.ID) = (try row.hostID(), try row.id())
        let (licence, isWithdrawn) = (try Licence(row: &row), try row.bool())
        let (installation, listing): (Installation.ID?, Submission.ID?) = (try row.optionalID(), try row.optionalID())
        self.init(
            id: id, account: account, client: client, application: application, release: release, licence: licence,
            createdAt: try row.timestamp())
        self.isWithdrawn = isWithdrawn
        self.installation = installation
        self.listing = listing
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.client, self.application, self.release, self.licence, self.isWithdrawn,
            self.installation, self.listing, self.createdAt, self.version)
    }
}

/// Two columns: the kind of terms, until when.
extension Licence: Bindable {
    init(row: inout Row) throws(SQLiteFailure) {
        self = .unlimited
        self.kind = try row.named()
        self.validUntil = try row.optionalTimestamp()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.kind, self.validUntil)
    }
}
