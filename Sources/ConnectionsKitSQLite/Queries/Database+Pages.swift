import ConnectionsKit

extension Database {
    /// Reads a page of the records that a selection asks for.
    ///
    /// - Throws: ``StoreError``; a cursor of another query is refused.
    func page(
        _ selection: Selection, in account: AccountID, after cursor: Cursor?, limit: Int
    ) throws(StoreError) -> Page<Record> {
        func answer<Value: TableRecord, each Asked: Bindable>(
            _ type: Value.Type, _ listing: Listing, _ asked: repeat each Asked
        ) throws(StoreError) -> Page<Record> where Value.Key: CursorKey {
            let key: Value.Key? = if let cursor { try Value.Key(cursor) } else { nil }
            // One more than asked for tells whether there is a page after this one.
            let rows = try StoreError.converting { () throws(SQLiteFailure) in
                if let key {
                    try self.all(listing.later, account, repeat each asked, key, limit + 1, read: Value.init(row:))
                } else {
                    try self.all(listing.first, account, repeat each asked, limit + 1, read: Value.init(row:))
                }
            }
            return Page(rows, limit: limit)
        }
        return switch selection {
        case .connections(nil): try answer(Connection.self, .connections)
        case .connections(.some(let application)):
            try answer(Connection.self, .connectionsOfApplication, application)
        case .connectionsOf(let installation): try answer(Connection.self, .connectionsOfInstallation, installation)
        case .linkName(let name, let scope): try answer(Connection.self, .linkName, scope, name)
        case .systemConnection(let connector): try answer(Connection.self, .systemConnection, connector.rawValue)
        case .references(let connection): try answer(Reference.self, .references, connection)
        case .slots(let connection): try answer(Slot.self, .slots, connection)
        case .slotsPointing(let grant): try answer(Slot.self, .slotsOfGrant, grant)
        case .grants(nil): try answer(Grant.self, .grants)
        case .grants(.some(let user)): try answer(Grant.self, .grantsOfUser, user)
        case .credentialSets: try answer(CredentialSet.self, .credentialSets)
        case .credentialRevisions(let set): try answer(CredentialSet.Revision.self, .credentialRevisions, set)
        case .guardians: try answer(UserGuard.self, .guardians)
        case .invitations: try answer(Invitation.self, .invitations)
        case .applications: try answer(Application.self, .applications)
        case .releases(let application): try answer(Release.self, .releases, application)
        case .installations: try answer(Installation.self, .installations)
        case .shares(let client): try answer(Share.self, .shares, client)
        case .sharesOf(let application): try answer(Share.self, .sharesOfApplication, application)
        case .submissions(let status): try answer(Submission.self, .submissions, status)
        case .submissionsOf(let developer, let application):
            try answer(Submission.self, .submissionsOfApplication, developer, application)
        case .attempts: try answer(Attempt.self, .attempts)
        case .dataKeys: try answer(DataKey.self, .dataKeys)
        }
    }
}

extension Page<Record> {
    /// Makes a page of rows of which one more than `limit` was read, if there was one.
    fileprivate init<Value: TableRecord>(_ rows: [Value], limit: Int) where Value.Key: CursorKey {
        let page = rows.prefix(limit)
        self.init(elements: page.map(\.record), next: rows.count > limit ? page.last?.storedKey.cursor : nil)
    }
}
