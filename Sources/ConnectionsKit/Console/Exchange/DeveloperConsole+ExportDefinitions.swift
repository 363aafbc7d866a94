extension DeveloperConsole {
    /// The definitions of the connections that are enabled for an application, as a document without secrets.
    ///
    /// System connections are left out, since tasks make them. A credential set is named, and must be there under that name
    /// where the document is applied.
    ///
    /// - Throws: ``ConnectionError``; only a super admin exports.
    public func exportDefinitions(
        of application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> DefinitionDocument {
        try await self.system.operate(.exportDefinitions, as: principal) { () throws(ConnectionError) in
            var request = PolicyRequest(.exportDefinitions, by: principal)
            request.application = application
            try self.system.require(request)
            let record = try await self.system.load(
                Application.self, application, in: principal.account, "application")
            // What is read in several steps is one state, since all of it is expected to stand at the end.
            var changes = ChangeSet()
            changes.expect(record)
            var definitions: [ConnectionDefinition] = []
            for connection in try await self.system.all(.connections(of: application), in: principal.account)
            where connection.origin == .defined {
                changes.expect(connection)
                definitions.append(try await self.definition(of: connection))
            }
            changes.record(
                self.system.entry(.exportDefinitions, by: principal, subject: "application:\(application)"))
            definitions.sort { $0.linkName < $1.linkName }
            return Planned(DefinitionDocument(application: application, connections: definitions), changes)
        }
    }

    private func definition(of connection: Connection) async throws(ConnectionError) -> ConnectionDefinition {
        let references = try await self.system.all(.references(to: connection.id), in: connection.account)
        var mode: ConnectionDefinition.Mode?
        switch connection.mode {
        case .none: break
        case .platformManaged: mode = .platformManaged
        case .clientCredentials(let set):
            mode = .credentialSet(
                named: try await self.system.load(CredentialSet.self, set.id, in: set.account, "credential set").name)
        }
        return ConnectionDefinition(
            linkName: connection.linkName, name: connection.name, kind: connection.kind,
            connector: connection.connector, mode: mode, scopes: connection.scopes.sorted(),
            sharesAuthorization: connection.sharesAuthorization,
            places: references.map { DocumentedPlace(place: $0.id.place) }.sorted().map(\.place))
    }
}
