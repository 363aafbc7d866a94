import ConnectionsKit

/// An audit record is no ``Record``: it is written once, inside a commit, and read in the order of its numbers.
extension AuditRecord: Bindable {
    private static let columns = [
        "account", "sequence", "at", "actor", "actor_user", "actor_account", "actor_role", "action", "connection",
        "grant_id", "subject", "outcome", "outcome_rules", "outcome_code", "changed", "code",
    ].joined(separator: ", ")

    /// Writes a record.
    static let insert = "INSERT INTO audit_records (\(columns)) VALUES (?\(String(repeating: ", ?", count: 15)))"
    /// Reads the records of an account after a number.
    static let page =
        "SELECT \(columns) FROM audit_records WHERE account = ? AND sequence > ? ORDER BY sequence LIMIT ?"

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let sequence = try row.int()
        let entry = AuditEntry(
            account: account, at: try row.timestamp(), actor: try AuditEntry.Actor(row: &row), action: try row.named(),
            connection: try row.optionalID(), grant: try row.optionalID(), subject: try row.optionalText(),
            outcome: try AuditEntry.Outcome(row: &row), changed: try row.texts())
        self.init(sequence: sequence, entry: entry, code: try row.blob())
    }

    func bind(to binder: inout Binder) {
        binder.add(self.entry.account)
        binder.add(self.sequence)
        binder.add(self.entry.at)
        binder.add(self.entry.actor)
        binder.name(self.entry.action)
        binder.add(self.entry.connection)
        binder.add(self.entry.grant)
        binder.add(self.entry.subject)
        binder.add(self.entry.outcome)
        binder.texts(self.entry.changed)
        binder.add(self.code)
    }
}

/// Four columns: the kind of actor, and of a person the user, the account and the role.
extension AuditEntry.Actor: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let actor = try row.text()
        let (user, account): (UserID?, AccountID?) = (try row.optionalHostID(), try row.optionalHostID())
        let role: Role? = try row.optionalNamed()
        switch (actor, user, account, role) {
        case ("system", nil, nil, nil): self = .system
        case ("user", .some(let user), .some(let account), .some(let role)):
            self = .user(user, account: account, role: role)
        default: throw row.invalid("an actor that is incomplete")
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .user(let user, let account, let role):
            binder.text("user")
            binder.add(user)
            binder.add(account)
            binder.name(role)
        case .system:
            binder.text("system")
            for _ in 0..<3 { binder.null() }
        }
    }
}

/// Three columns: the outcome, the rules that refused, the reason for a failure.
extension AuditEntry.Outcome: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let outcome = try row.text()
        let rules = row.skipNull() ? nil : try row.texts()
        let code = try row.optionalText()
        switch (outcome, rules, code) {
        case ("allowed", nil, nil): self = .allowed
        case ("denied", .some(let rules), nil): self = .denied(rules: rules)
        case ("failed", nil, .some(let code)): self = .failed(code: code)
        default: throw row.invalid("what does not go with the outcome")
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .allowed:
            binder.text("allowed")
            binder.null()
            binder.null()
        case .denied(let rules):
            binder.text("denied")
            binder.texts(rules)
            binder.null()
        case .failed(let code):
            binder.text("failed")
            binder.null()
            binder.text(code)
        }
    }
}
