extension DeveloperConsole {
    /// Renames a connection, or changes its scopes or its mode; what is left out stays as it is.
    ///
    /// Its link name, its connector and its kind never change. Scopes that were not granted are asked for by authorizing
    /// again; until then the authorizations go on with what they have. Another mode drops the authorizations made so far.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - name: the name to show; 1 to 50 letters, digits, spaces and `&@!:-_\|/~*`.
    ///   - scopes: all that it needs from now on, in any order.
    ///   - mode: whose OAuth client it uses; fixed once a release contains the connection.
    ///   - principal: a super admin, or a developer with a right for its application.
    /// - Returns: what changed, who is to consent to what, and which authorizations were dropped.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/accessLocked`` for another mode after its first release.
    @discardableResult
    public func edit(
        _ id: Connection.ID, name: String? = nil, scopes: [String]? = nil, mode: Connection.Mode? = nil,
        as principal: Principal
    ) async throws(ConnectionError) -> ConnectionEdit {
        if let name { try self.validate { () throws(InvalidInput) in try ConnectionName.validate(name) } }
        return try await self.system.operate(.editConnection, as: principal) { () throws(ConnectionError) in
            let context = try await self.definition(id, of: principal)
            try self.system.require(context.request(.editConnection, by: principal, on: .console))
            try self.requireEditable(context)
            var edited = EditedConnection(context.connection)
            var changes = ChangeSet()
            if let name { edited.rename(name) }
            if let scopes {
                try context.requireConnector()
                try self.validate { () throws(InvalidInput) in try context.connector.validate(scopes: scopes) }
                edited.rescope(scopes)
            }
            if let mode {
                try context.requireConnector()
                let (checked, set) = try await self.checked(mode, for: context.connector, of: principal.account)
                try self.system.advance { () throws(IllegalTransition) in try edited.remode(checked) }
                if let set { changes.update(set) }
            }
            if edited.changed.isEmpty { return Planned(edited.outcome(context.connection), ChangeSet()) }
            if edited.touchesAuthorizations {
                let authorizations = try await self.authorizations(of: context.connection)
                edited.authorizations = authorizations
                if edited.dropsAuthorizations {
                    try authorizations.clear(in: &changes, of: self.system)
                } else {
                    authorizations.expect(in: &changes)
                }
            }
            changes.update(edited.connection)
            if let application = context.application { changes.expect(application) }
            changes.record(
                self.system.entry(.editConnection, by: principal, connection: id, changed: edited.changed))
            return Planned(edited.outcome(edited.connection.committed), changes)
        }
    }
}
