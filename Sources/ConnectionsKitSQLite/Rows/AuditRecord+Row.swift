import ConnectionsKit

/// An audit record is no ``Record``: it is written once, inside a commit, and read in the order of its numbers.
extension AuditRecord: Bindable {
    private static let columns = [
        "account", "sequence", "at", "actor", "actor_user", "actor_account", "actor_role", "action", "connection",
        "grant_id", "subject", "outcome", "outcome_rules", "outcome_code", "changed", "code",
    ].joined(separator: ", ")

    /// Writes a record.
    static let insert = "INSERT INTO audit_records (\(columns)) VALUES (?\(String(repeating: ", ?", count: 15)))"
    private static func page(_ rows: String) -> String {
        "SELECT \(columns) FROM audit_records \(rows) ORDER BY sequence LIMIT ?3"
    }
    private static let narrowed = """
        (?4 IS NULL OR action = ?4) AND (?5 IS NULL OR at >= ?5) AND (?6 IS NULL OR at < ?6)
        """
    /// Reads the records of an account after a number.
    static let page = page("WHERE account = ?1 AND sequence > ?2")
    /// Reads those of an action and a time, up to a number.
    static let pageNarrowed = page("WHERE account = ?1 AND sequence > ?2 AND sequence <= ?7 AND \(narrowed)")
    /// Reads those that concern a connection.
    static let pageOfConnection = page(
        "INDEXED BY audit_by_connection WHERE account = ?1 AND sequence > ?2 AND connection = ?7 AND \(narrowed)")
    /// Reads those of a person.
    static let pageOfUser = page(
        "INDEXED BY audit_by_user WHERE account = ?1 AND sequence > ?2 AND actor_user = ?7 AND \(narrowed)")
    /// Reads those of a person that concern a connection.
    static let pageOfBoth = page(
        """
        INDEXED BY audit_by_connection WHERE account = ?1 AND sequence > ?2 AND connection = ?7 AND \(narrowed) \
        AND actor_user = ?8
        """)

    /// Makes a record the last of those that are removed; it changes nothing when there is no such record.
    static let newStart = """
        UPDATE accounts SET audit_start = ?2, audit_start_code = \
        (SELECT code FROM audit_records WHERE account = ?1 AND sequence = ?2) \
        WHERE account = ?1 AND EXISTS (SELECT 1 FROM audit_records WHERE account = ?1 AND sequence = ?2)
        """
    /// Removes the records of an account up to a number.
    static let trim = "DELETE FROM audit_records WHERE account = ? AND sequence <= ?"

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
        binder.add(
            self.entry.account, self.sequence, self.entry.at, self.entry.actor, self.entry.action,
            self.entry.connection, self.entry.grant, self.entry.subject, self.entry.outcome,
            TextList(self.entry.changed), self.code)
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
        case ("platform", .some(let user), nil, nil): self = .platform(user)
        case ("user", .some(let user), .some(let account), .some(let role)):
            self = .user(user, account: account, role: role)
        default: throw row.invalid("an actor that is incomplete")
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .user(let user, let account, let role):
            binder.add("user", user, account, role)
        case .platform(let user):
            binder.add("platform", user)
            binder.null(2)
        case .system:
            binder.text("system")
            binder.null(3)
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
            binder.null(2)
        case .denied(let rules):
            binder.add("denied", TextList(rules))
            binder.null()
        case .failed(let code):
            binder.text("failed")
            binder.null()
            binder.text(code)
        }
    }
}
