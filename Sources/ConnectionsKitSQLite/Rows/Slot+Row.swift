import ConnectionsKit

extension Slot: TableRecord {
    static let table = Table(
        "slots", key: ["connection", "environment", "has_user", "user"], columns: ["grant_id"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(id: try ID(row: &row), account: account, grant: try row.id())
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.id, self.grant, self.version)
    }
}

extension Slot.ID: CursorKey {
    /// What stands in place of an environment when one authorization serves all.
    private static let shared = "shared"

    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let connection: Connection.ID = try row.id()
        let environment = try row.text()
        guard let served = Self.environment(environment) else { throw row.invalid("an unknown environment") }
        let (hasUser, user): (Bool, UserID) = (try row.bool(), try row.hostID())
        self.init(connection: connection, environment: served, user: hasUser ? user : nil)
    }

    func bind(to binder: inout Binder) {
        binder.add(self.connection, self.environment?.rawValue ?? Self.shared, self.user != nil, self.user?.text ?? "")
    }

    var texts: [String] {
        [self.connection.description, self.environment?.rawValue ?? Self.shared] + (self.user.map { [$0.text] } ?? [])
    }

    init?(texts: [String]) {
        guard (2...3).contains(texts.count), let connection = Connection.ID(texts[0]),
            let environment = Self.environment(texts[1])
        else { return nil }
        self.init(
            connection: connection, environment: environment, user: texts.count == 3 ? UserID(texts[2]) : nil)
    }

    private static func environment(_ text: String) -> LiveEnvironment?? {
        text == Self.shared ? .some(nil) : LiveEnvironment(rawValue: text).map { .some($0) }
    }
}
