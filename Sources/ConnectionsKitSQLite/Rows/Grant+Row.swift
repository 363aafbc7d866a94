import ConnectionsKit

extension Grant: TableRecord {
    static let table = Table(
        "grants", key: ["id"],
        columns: [
            "connection", "kind", "connector", "user", "authorized_by", "data_centre", "account_name", "subject",
            "client_id", "client_account", "client_set", "client_revision", "requested_scopes", "granted_scopes",
            "created_at", "details", "status", "status_cause", "status_until", "revocation", "revocation_at",
            "revocation_failure",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account, connection: try row.id(), kind: try row.named(),
            connector: try row.named(), user: try row.optionalHostID(), authorizedBy: try row.hostID(),
            dataCentre: try row.named(), accountName: try row.text(), subject: try row.optionalText(),
            client: try row.client(), requestedScopes: try row.texts(), grantedScopes: try row.texts(),
            createdAt: try row.timestamp())
        self.details = try row.details()
        self.status = try Status(row: &row)
        self.revocation = try row.revocation()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(
            self.account, self.id, self.connection, self.kind, self.connector, self.user, self.authorizedBy,
            self.dataCentre, self.accountName, self.subject)
        binder.client(self.client)
        binder.add(TextList(self.requestedScopes), TextList(self.grantedScopes), self.createdAt)
        binder.details(self.details)
        binder.add(self.status)
        binder.revocation(self.revocation)
        binder.add(self.version)
    }
}

/// Three columns: the status, the cause, until when.
extension Grant.Status: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let status = try row.text()
        let cause: Grant.ReauthorizationCause? = try row.optionalNamed()
        let until = try row.optionalTimestamp()
        switch (status, cause, until) {
        case ("authorized", nil, nil): self = .authorized
        case ("needs_reauthorization", .some(let cause), nil): self = .needsReauthorization(cause)
        case ("suspended", nil, .some(let until)): self = .suspended(until: until)
        case ("revoked", nil, nil): self = .revoked
        case ("superseded", nil, nil): self = .superseded
        default: throw row.invalid("what does not go with the status of the grant")
        }
    }

    func bind(to binder: inout Binder) {
        let (status, cause, until): (String, Grant.ReauthorizationCause?, Timestamp?) =
            switch self {
            case .authorized: ("authorized", nil, nil)
            case .needsReauthorization(let cause): ("needs_reauthorization", cause, nil)
            case .suspended(let until): ("suspended", nil, until)
            case .revoked: ("revoked", nil, nil)
            case .superseded: ("superseded", nil, nil)
            }
        binder.text(status)
        binder.add(cause, until)
    }
}

// Three columns: what became of the revocation, when, the last answer.
extension Row {
    fileprivate mutating func revocation() throws(SQLiteFailure) -> Grant.Revocation? {
        let outcome = try self.optionalText()
        let moment = try self.optionalTimestamp()
        let failure = try self.optionalText()
        switch (outcome, moment, failure) {
        case (nil, nil, nil): return nil
        case ("pending", nil, nil): return .pending
        case ("confirmed", .some(let moment), nil): return .confirmed(moment)
        case ("not_offered", nil, nil): return .notOffered
        case ("superseded_not_revoked", nil, nil): return .supersededNotRevoked
        case ("failed", nil, .some(let failure)): return .failed(failure)
        default: throw self.invalid("what does not go with the revocation of the grant")
        }
    }
}

extension Binder {
    fileprivate mutating func revocation(_ revocation: Grant.Revocation?) {
        let (outcome, moment, failure): (String?, Timestamp?, String?) =
            switch revocation {
            case nil: (nil, nil, nil)
            case .pending: ("pending", nil, nil)
            case .confirmed(let moment): ("confirmed", moment, nil)
            case .notOffered: ("not_offered", nil, nil)
            case .supersededNotRevoked: ("superseded_not_revoked", nil, nil)
            case .failed(let failure): ("failed", nil, failure)
            }
        self.add(outcome, moment, failure)
    }
}
