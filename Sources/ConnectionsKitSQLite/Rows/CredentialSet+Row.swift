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
        binder.add(self.account)
        binder.add(self.id)
        binder.name(self.connector)
        binder.add(self.name)
        binder.add(self.clientID)
        binder.add(self.secret)
        binder.name(self.authentication)
        binder.add(self.redirectURI)
        binder.add(self.revision)
        binder.add(self.version)
    }
}
