import ConnectionsKit

extension CredentialSet: TableRecord {
    static let table = Table(
        "credential_sets", key: ["id"],
        columns: ["connector", "name", "client_id", "secret", "authentication", "redirect_uri", "revision"])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account, connector: try row.named(), name: try row.text(),
            clientID: try row.text(), secret: try row.optionalSealed(), authentication: try row.named(),
            redirectURI: try row.text(), revision: try row.int())
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.connector, self.name, self.clientID, self.secret, self.authentication,
            self.redirectURI, self.revision, self.version)
    }
}
