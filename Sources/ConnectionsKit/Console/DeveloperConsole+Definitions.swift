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
            let known = try self.requireDefinable(connector, kind, named: name, by: principal)
            let (mode, set) = try await self.checked(mode, for: known, of: principal.account)
            try self.validate { () throws(InvalidInput) in try known.validate(scopes: scopes) }
            let (name, linkName) = try await self.names(name, for: known, in: principal.account)
            let connection = Connection(
                id: Connection.ID(self.system.random.uuid()), account: principal.account, origin: .defined, kind: kind,
                connector: connector, name: name, linkName: linkName, mode: mode, scopes: scopes,
                sharesAuthorization: sharesAuthorization, application: nil, createdAt: self.system.time.now(),
                createdBy: principal.user)
            var changes = ChangeSet()
            changes.insert(connection)
            // Written, so that a deletion of the set that saw nobody use it must begin again.
            if let set { changes.update(set) }
            changes.record(
                self.system.entry(
                    .createConnection, by: principal, connection: connection.id,
                    changed: ["name", "link_name", "kind", "connector", "mode", "scopes"]))
            return Planned(connection.committed, changes)
        }
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
        try self.system.advance { () throws(IllegalTransition) in try context.requireEditable() }
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
}

extension StoredRecord {
    /// The record as a store holds it after its insertion.
    var committed: Self {
        var record = self
        record.version += 1
        return record
    }
}
