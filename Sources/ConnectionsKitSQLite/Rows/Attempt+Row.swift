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
        binder.add(self.account)
        binder.add(self.state)
        binder.name(self.side)
        binder.add(self.user)
        binder.add(self.connection)
        binder.add(self.slot.connection)
        binder.name(self.slot.environment)
        binder.add(self.slot.user)
        binder.name(self.environment)
        binder.add(self.grant)
        binder.name(self.dataCentre)
        binder.texts(self.scopes)
        binder.client(self.client)
        binder.add(self.redirectURI)
        binder.add(self.verifier)
        binder.add(self.startedAt)
        binder.add(self.deadline)
        binder.name(self.status)
        binder.add(self.version)
    }
}
