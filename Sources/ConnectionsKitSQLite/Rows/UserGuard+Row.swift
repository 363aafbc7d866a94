import ConnectionsKit

extension UserGuard: TableRecord {
    static let table = Table("user_guards", key: ["user"], columns: ["status", "status_until"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(user: try row.hostID(), account: account, status: try Status(row: &row))
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.user, self.status, self.version)
    }
}

/// Two columns: the status, until when.
extension UserGuard.Status: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let (status, until) = (try row.text(), try row.optionalTimestamp())
        switch (status, until) {
        case ("active", nil): self = .active
        case ("deactivated", .some(let until)): self = .deactivated(until: until)
        case ("deleted", nil): self = .deleted
        default: throw row.invalid("what does not go with the status of the user")
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .active, .deleted:
            binder.text(self == .active ? "active" : "deleted")
            binder.null()
        case .deactivated(let until):
            binder.add("deactivated", until)
        }
    }
}
