import ConnectionsKit

extension Connection: TableRecord {
    static let table = Table(
        "connections", key: ["id"],
        columns: [
            "origin", "installation", "source", "kind", "connector", "name", "link_name", "mode", "credential_account",
            "credential_set", "scopes", "shares_authorization", "application", "created_at", "created_by",
            "system_applications", "reference_count", "first_release", "is_unused", "is_paused",
            "staged_scopes", "staged_is_new",
        ])

    init(row: inout Row) throws(SQLiteFailure) {
        let account: AccountID = try row.hostID()
        self.init(
            id: try row.id(), account: account, origin: try Origin(row: &row), kind: try row.named(),
            connector: try row.named(), name: try row.text(), linkName: try row.text(), mode: try row.mode(),
            scopes: try row.texts(), sharesAuthorization: try row.bool(), application: try row.optionalHostID(),
            createdAt: try row.timestamp(), createdBy: try row.optionalHostID())
        self.systemApplications = Set(try row.texts().map { ApplicationID($0) })
        self.referenceCount = try row.int()
        self.firstRelease = try row.optionalInt()
        self.isUnused = try row.bool()
        self.isPaused = try row.bool()
        self.staged = try row.staged()
        self.version = try row.int()
    }

    func bind(to binder: inout Binder) {
        binder.add(self.account, self.id, self.origin, self.kind, self.connector, self.name, self.linkName)
        binder.mode(self.mode)
        binder.add(
            TextList(self.scopes), self.sharesAuthorization, self.application, self.createdAt, self.createdBy,
            TextList(self.systemApplications.map(\.text).sorted()), self.referenceCount, self.firstRelease,
            self.isUnused, self.isPaused)
        binder.add(self.staged.map { TextList($0.scopes) }, self.staged?.isNew, self.version)
    }
}

/// Three columns: the origin, the installation, the source.
extension Connection.Origin: Bindable {
    fileprivate init(row: inout Row) throws(SQLiteFailure) {
        let origin = try row.text()
        let installation: Installation.ID? = try row.optionalID()
        let source: Connection.ID? = try row.optionalID()
        switch (origin, installation, source) {
        case ("defined", nil, nil): self = .defined
        case ("system", nil, nil): self = .system
        case ("installed", .some(let installation), .some(let source)): self = .installed(installation, source: source)
        default: throw row.invalid("a source that does not go with its origin")
        }
    }

    func bind(to binder: inout Binder) {
        switch self {
        case .defined, .system:
            binder.text(self == .system ? "system" : "defined")
            binder.null(2)
        case .installed(let installation, let source):
            binder.add("installed", installation, source)
        }
    }
}

// Two columns, both NULL where stage has what production has.
extension Row {
    fileprivate mutating func staged() throws(SQLiteFailure) -> Connection.Staged? {
        let scopes = self.skipNull() ? nil : try self.texts()
        let isNew = self.skipNull() ? nil : try self.bool()
        switch (scopes, isNew) {
        case (nil, nil): return nil
        case (.some(let scopes), .some(let isNew)): return Connection.Staged(scopes: scopes, isNew: isNew)
        default: throw self.invalid("half of what stage has")
        }
    }
}

// Three columns: the mode, the account and the identifier of a credential set.
extension Row {
    fileprivate mutating func mode() throws(SQLiteFailure) -> Connection.Mode? {
        let mode = try self.optionalText()
        let account: AccountID? = try self.optionalHostID()
        let set: CredentialSet.ID? = try self.optionalID()
        switch (mode, account, set) {
        case (nil, nil, nil): return nil
        case ("platform_managed", nil, nil): return .platformManaged
        case ("client_credentials", .some(let account), .some(let set)):
            return .clientCredentials(CredentialSet.Reference(account: account, id: set))
        default: throw self.invalid("a credential set that does not go with its mode")
        }
    }
}

extension Binder {
    fileprivate mutating func mode(_ mode: Connection.Mode?) {
        switch mode {
        case nil, .platformManaged:
            self.add(mode.map { _ in "platform_managed" })
            self.null(2)
        case .clientCredentials(let set):
            self.add("client_credentials", set.account, set.id)
        }
    }
}

/// The value by which the index of link names tells scopes apart.
extension LinkNameScope: Bindable {
    func bind(to binder: inout Binder) {
        switch self {
        case .account: binder.blob([])
        case .installation(let installation): binder.add(installation)
        }
    }
}
