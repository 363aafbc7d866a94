import ConnectionsKit

extension CredentialSet.Revision: TableRecord {
    static let table = Table(
        "credential_revisions", key: ["credential_set", "number"],
        columns: ["client_id", "secret", "authentication", "redirect_uri", "replaced_at", "retired_at"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        let id = ID(set: try row.id(), number: try row.int())
        self.init(
            id: id, account: account, clientID: try row.text(), secret: try row.optionalSealed(),
            authentication: try row.named(), redirectURI: try row.text(), replacedAt: try row.timestamp(),
            retiredAt: try row.optionalTimestamp())
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.clientID, self.secret, self.authentication, self.redirectURI, self.replacedAt,
            self.retiredAt, self.version)
    }
}

/// Two columns: the set, the number.
extension CredentialSet.Revision.ID: CursorKey {
    var texts: [String] { [self.set.description, String(self.number)] }

    init?(texts: [String]) {
        guard texts.count == 2, let set = CredentialSet.ID(texts[0]), let number = Int(texts[1]) else { return nil }
        self.init(set: set, number: number)
    }

    func bind(to binder: inout Binder) { binder.add(self.set, self.number) }
}
