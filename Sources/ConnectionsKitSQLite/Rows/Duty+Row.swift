import ConnectionsKit

extension Duty: TableRecord {
    static let table = Table("duties", key: ["id"], columns: ["work", "target", "due_at", "tries"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(id: try row.id(), account: account, work: try Work(row: &row), dueAt: try row.timestamp())
        self.tries = try row.int()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account)
        binder.add(self.id)
        binder.add(self.work)
        binder.add(self.dueAt)
        binder.add(self.tries)
        binder.add(self.version)
    }
}

/// Two columns: what is to be done, and to which grant or installation.
extension Duty.Work: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        switch try row.text() {
        case "revoke": self = .revoke(try row.id())
        case "sweep": self = .sweep(try row.id())
        default: throw row.invalid("an unknown kind of work")
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .revoke(let grant):
            binder.text("revoke")
            binder.add(grant)
        case .sweep(let installation):
            binder.text("sweep")
            binder.add(installation)
        }
    }
}
