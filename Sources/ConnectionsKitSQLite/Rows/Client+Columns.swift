import ConnectionsKit

// An OAuth client in four columns, all NULL when there is none: its identifier, the account and the identifier of its
// credential set, and the revision of that set.
extension Row {
    /// Reads an OAuth client, if there is one.
    mutating func client() throws(SQLiteFailure) -> Grant.Client? {
        let clientID = try self.optionalText()
        let account: AccountID? = try self.optionalHostID()
        let set: CredentialSet.ID? = try self.optionalID()
        let revision = try self.optionalInt()
        switch (clientID, account, set, revision) {
        case (nil, nil, nil, nil): return nil
        case (.some(let clientID), nil, nil, .some(let revision)):
            return Grant.Client(clientID: clientID, revision: revision)
        case (.some(let clientID), .some(let account), .some(let set), .some(let revision)):
            let reference = CredentialSet.Reference(account: account, id: set)
            return Grant.Client(clientID: clientID, credentialSet: reference, revision: revision)
        default: throw self.invalid("an OAuth client that is incomplete")
        }
    }
}

extension Binder {
    /// Binds the next four parameters to an OAuth client.
    mutating func client(_ client: Grant.Client?) {
        self.add(client?.clientID, client?.credentialSet?.account, client?.credentialSet?.id, client?.revision)
    }
}
