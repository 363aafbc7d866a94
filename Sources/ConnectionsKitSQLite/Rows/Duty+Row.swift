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
        binder.add(self.account, self.id, self.work, self.dueAt, self.tries, self.version)
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
            binder.add("revoke", grant)
        case .sweep(let installation):
            binder.add("sweep", installation)
        }
    }
}
