extension DeveloperConsole {
    /// Makes a connection.
    ///
    /// It exists then, and does nothing until it is enabled and authorized.
    ///
    /// - Parameters:
    ///   - connector: the service; one of the platform's catalogue.
    ///   - kind: who will authorize it: an administrator once, or each user.
    ///   - name: the name to show; `nil` makes one from the service's.
    ///   - mode: whose OAuth client it uses; must be left out where the service does not use OAuth.
    ///   - scopes: what it needs; at least one where the connector lists those that the service offers.
    ///   - sharesAuthorization: whether one authorization serves all environments.
    ///   - principal: a super admin or developer of the console.
    /// - Returns: the connection, with its permanent link name.
    /// - Throws: ``ConnectionError``.
    public func createConnection(
        to connector: ConnectorID, kind: Connection.Kind, name: String? = nil, mode: Connection.Mode? = nil,
        scopes: [String] = [], sharesAuthorization: Bool = false, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        if let name { try self.validate { () throws(InvalidInput) in try ConnectionName.validate(name) } }
        return try await self.system.operate(.createConnection, as: principal) { () throws(ConnectionError) in
            let known = self.system.catalogue[connector]
            var request = PolicyRequest(.createConnection, by: principal)
            request.connectorID = connector
            request.connector = known
            request.connection = PolicyRequest.ConnectionFacts(
                kind: kind, name: name ?? known?.name ?? connector.rawValue, isInstalled: false)
            try self.system.require(request)
            guard let known else { throw ConnectionError.notFound("connector") }
            let mode = try await self.checkedMode(mode, of: known, by: principal)
            try self.validate { () throws(InvalidInput) in try known.validate(scopes: scopes) }
            let (name, linkName) = try await self.names(name, for: known, in: principal.account)
            let connection = Connection(
                id: Connection.ID(self.system.random.uuid()), account: principal.account, origin: .defined, kind: kind,
                connector: connector, name: name, linkName: linkName, mode: mode, scopes: scopes,
                sharesAuthorization: sharesAuthorization, application: nil, createdAt: self.system.time.now(),
                createdBy: principal.user)
            var changes = ChangeSet()
            changes.insert(connection)
            if case .clientCredentials(let reference) = mode {
                // Written, so that a deletion of the set that saw nobody use it must begin again.
                changes.update(
                    try await self.system.load(
                        CredentialSet.self, reference.id, in: reference.account, "credential set"))
            }
            changes.record(
                self.system.entry(
                    .createConnection, by: principal, connection: connection.id,
                    changed: ["name", "link_name", "kind", "connector", "mode", "scopes"]))
            return Planned(connection.committed, changes)
        }
    }

    /// Deletes a connection that nothing refers to and that no release contains; its authorizations are revoked.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/inUse`` with the places.
    public func delete(_ id: Connection.ID, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.deleteConnection, as: principal) { () throws(ConnectionError) in
            let context = try await self.definition(id, of: principal)
            try self.system.require(context.request(.deleteConnection, by: principal, on: .console))
            try self.requireEditable(context)
            try await self.naming(context.connection) { () throws(IllegalTransition) in
                try context.connection.requireDeletable()
            }
            var changes = ChangeSet()
            changes.delete(context.connection)
            let slots = try await self.system.all(.slots(of: id), in: principal.account)
            _ = try await self.system.clear(slots, in: &changes, of: principal.account)
            changes.record(self.system.entry(.deleteConnection, by: principal, connection: id))
            return Planned((), changes)
        }
    }

    /// The connections of the account that the principal may see, or those of one application.
    ///
    /// - Throws: ``ConnectionError``.
    public func connections(
        of application: ApplicationID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> [Connection] {
        var request = PolicyRequest(.viewConnection, by: principal)
        request.application = application
        try self.system.require(request)
        var visible: [Connection] = []
        for connection in try await self.system.all(.connections(of: application), in: principal.account) {
            let context = try await self.system.context(of: connection)
            let decision = self.system.policy.decide(context.request(.viewConnection, by: principal, on: .console))
            if decision.isAllowed { visible.append(connection) }
        }
        return visible
    }

    /// How a connection stands in an environment of the console, for the principal.
    ///
    /// - Throws: ``ConnectionError``.
    public func status(
        of id: Connection.ID, in environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        let context = try await self.definition(id, of: principal)
        try self.system.require(context.request(.viewConnection, by: principal, on: .console, environment: environment))
        return try await self.system.status(of: context.connection, in: environment, user: principal.user)
    }

    /// Refuses a change while the application of the connection is being published.
    func requireEditable(_ context: ConnectionContext) throws(ConnectionError) {
        guard let application = context.application else { return }
        try self.system.advance { () throws(IllegalTransition) in try application.requireEditable() }
    }

    /// Carries out a transition; a refusal over references names their places.
    func naming<Value>(
        _ connection: Connection, _ transition: () throws(IllegalTransition) -> Value
    ) async throws(ConnectionError) -> Value {
        do throws(IllegalTransition) { return try transition() } catch {
            var refusal = ConnectionError(error)
            switch error.reason {
            case .inUse, .lockedByReferences:
                let references = try await self.system.all(.references(to: connection.id), in: connection.account)
                refusal.places = references.map(\.id.place)
                refusal.remedy += " Used in: \(refusal.places.map(\.description).joined(separator: ", "))."
            default: break
            }
            throw refusal
        }
    }

    private func checkedMode(
        _ mode: Connection.Mode?, of connector: Connector, by principal: Principal
    ) async throws(ConnectionError) -> Connection.Mode? {
        func refuse(_ problem: String, _ remedy: String) -> ConnectionError {
            ConnectionError(InvalidInput(field: "mode", problem: problem, remedy: remedy))
        }
        guard connector.authentication.oauth2 != nil else {
            if mode == nil { return nil }
            throw refuse("\(connector.name) does not use OAuth", "Leave the mode out")
        }
        guard case .clientCredentials(let reference) = mode else { return .platformManaged }
        let set = try await self.system.load(
            CredentialSet.self, reference.id, in: principal.account, "credential set")
        guard reference.account == principal.account, set.connector == connector.id else {
            throw refuse(
                "the credential set is for the connector \"\(set.connector)\"", "Pass one for \(connector.name)")
        }
        return mode
    }

    /// A name, and a link name that is free in the account.
    private func names(
        _ name: String?, for connector: Connector, in account: AccountID
    ) async throws(ConnectionError) -> (name: String, linkName: String) {
        let base = name ?? connector.name
        for number in 1...10_000 {
            let linkName = ConnectionName.linkName(for: base, number: number)
            if try await self.system.first(.linkName(linkName, in: .account), in: account) == nil {
                let generated = ConnectionName.numbered(base, number, separator: " ")
                return (name ?? generated, linkName)
            }
        }
        throw ConnectionError(
            InvalidInput(field: "name", problem: "10,000 connections have it", remedy: "Choose another name"))
    }
}

extension StoredRecord {
    /// The record as a store holds it after its insertion.
    var committed: Self {
        var record = self
        record.version += 1
        return record
    }
}
