import ConnectionsKit

extension Share: TableRecord {
    static let table = Table(
        "shares", key: ["id"],
        columns: ["client", "application", "release", "licence", "licence_until", "is_withdrawn"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account, client: try row.hostID(), application: try row.hostID(),
            release: try row.id(), licence: try Licence(row: &row))
        self.isWithdrawn = try row.bool()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.client, self.application, self.release, self.licence, self.isWithdrawn,
            self.version)
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
