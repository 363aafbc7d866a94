import ConnectionsKit

extension Attempt: TableRecord {
    static let table = Table(
        "attempts", key: ["state"],
        columns: [
            "side", "user", "connection", "slot_connection", "slot_environment", "slot_user", "environment", "grant_id",
            "data_centre", "scopes", "client_id", "client_account", "client_set", "client_revision", "redirect_uri",
            "verifier", "started_at", "deadline", "device_code", "device_interval", "device_next_at", "details",
            "status",
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
        self.device = try row.devicePolling()
        self.details = try row.details()
        self.status = try row.named()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.state, self.side, self.user, self.connection, self.slot.connection,
            self.slot.environment, self.slot.user, self.environment, self.grant, self.dataCentre, TextList(self.scopes))
        binder.client(self.client)
        binder.add(self.redirectURI, self.verifier, self.startedAt, self.deadline)
        binder.add(self.device?.code, self.device?.interval.milliseconds, self.device?.nextAt)
        binder.details(self.details)
        binder.add(self.status, self.version)
    }
}

// Three columns, all NULL when no device is involved: the code, the interval in milliseconds, when to ask next.
extension Row {
    fileprivate mutating func devicePolling() throws(SQLiteFailure) -> Attempt.DevicePolling? {
        let code = try self.optionalSealed()
        let interval = try self.optionalInt()
        let nextAt = try self.optionalTimestamp()
        switch (code, interval, nextAt) {
        case (nil, nil, nil): return nil
        case (.some(let code), .some(let interval), .some(let nextAt)):
            return Attempt.DevicePolling(code: code, interval: .milliseconds(interval), nextAt: nextAt)
        default: throw self.invalid("a device code that is incomplete")
        }
    }
}

extension Duration {
    fileprivate var milliseconds: Int {
        Int(self.components.seconds) * 1_000 + Int(self.components.attoseconds / 1_000_000_000_000_000)
    }
}
