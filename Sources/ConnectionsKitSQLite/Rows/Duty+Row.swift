import ConnectionsKit

extension Duty: TableRecord {
    static let table = Table("duties", key: ["id"], columns: ["work", "target", "target_user", "due_at", "tries"])

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

/// Three columns: what is to be done, to which grant or installation, and for which person.
extension Duty.Work: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let work = try row.text()
        if work == "depart" {
            guard row.skipNull() else { throw row.invalid("a target that does not go with its work") }
            self = .depart(try row.hostID())
            return
        }
        switch work {
        case "revoke": self = .revoke(try row.id())
        case "sweep": self = .sweep(try row.id())
        default: throw row.invalid("an unknown kind of work")
        }
        guard row.skipNull() else { throw row.invalid("a person who does not go with its work") }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .revoke(let grant):
            binder.add("revoke", grant)
            binder.null()
        case .sweep(let installation):
            binder.add("sweep", installation)
            binder.null()
        case .depart(let user):
            binder.text("depart")
            binder.null()
            binder.add(user)
        }
    }
}
