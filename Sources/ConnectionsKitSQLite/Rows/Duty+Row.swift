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
        let (target, user): (Grant.ID?, UserID?) = (try row.optionalID(), try row.optionalHostID())
        switch (work, target, user) {
        case ("revoke", .some(let grant), nil): self = .revoke(grant)
        case ("sweep", .some(let target), nil): self = .sweep(Installation.ID(target.uuid))
        case ("depart", nil, .some(let user)): self = .depart(user)
        default: throw row.invalid("what does not go with the work")
        }
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
