import ConnectionsKit

extension Attempt: TableRecord {
    static let table = Table(
        "attempts", key: ["state"],
        columns: [
            "side", "user", "connection", "slot_connection", "slot_environment", "slot_user", "environment", "grant_id",
            "data_centre", "scopes", "client_id", "client_account", "client_set", "client_revision", "redirect_uri",
            "verifier", "started_at", "deadline", "status",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            state: try row.text(), account: account, side: try row.named(), user: try row.hostID(),
            connection: try row.id(),
            slot: Slot.ID(
                connection: try row.id(), environment: try row.optionalNamed(), user: try row.optionalHostID()),
            environment: try row.named(), grant: try row.id(), dataCentre: try row.named(), scopes: try row.texts(),
            client: try row.client(), redirectURI: try row.optionalText(), verifier: try row.optionalSealed(),
            startedAt: try row.timestamp(), deadline: try row.timestamp())
        self.status = try row.named()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.state, self.side, self.user, self.connection, self.slot.connection,
            self.slot.environment, self.slot.user, self.environment, self.grant, self.dataCentre, TextList(self.scopes))
        binder.client(self.client)
        binder.add(self.redirectURI, self.verifier, self.startedAt, self.deadline, self.status, self.version)
    }
}
