extension DeveloperConsole {
    /// Imports an application of the account under another identifier, with copies of its connections.
    ///
    /// Each connection that is enabled for the source is copied under a name and a link name of its own, `<name>_copy`, then
    /// `<name>_copy_2`; the copy is enabled for the new application and used in the same places of it. It starts neither
    /// authorized nor published.
    ///
    /// - Parameters:
    ///   - source: the application to copy.
    ///   - id: the host's identifier of the new one.
    ///   - name: the name of the new one, 1 to 50 characters; `nil` for that of the source with `_copy`.
    ///   - principal: the super admin.
    /// - Returns: what was made, with the new link name for each old one.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when the identifier is registered already.
    public func importApplication(
        _ source: ApplicationID, under id: ApplicationID, name: String? = nil, as principal: Principal
    ) async throws(ConnectionError) -> ApplicationCopy {
        try self.validate { () throws(InvalidInput) in
            try id.validate(field: "application")
            if let name { try ConnectionName.validate(name) }
        }
        return try await self.system.operate(.importApplication, as: principal) { () throws(ConnectionError) in
            var request = PolicyRequest(.importApplication, by: principal)
            request.application = id
            try self.system.require(request)
            let original = try await self.system.load(Application.self, source, in: principal.account, "application")
            guard try await self.system.find(Application.self, id, in: principal.account) == nil else {
                throw ConnectionError(
                    .wrongState, "The application \"\(id)\" is registered already.",
                    remedy: "Choose another identifier for the copy.")
            }
            var application = Application(
                id: id, account: principal.account, name: name ?? ConnectionName.copy(of: original.name).name)
            application.allowsPortalUsers = original.allowsPortalUsers
            var changes = ChangeSet()
            // A connection that is enabled for the source meanwhile belongs to the copy as well.
            changes.expect(original)
            changes.insert(application)
            let copies = try await self.copies(of: original, for: application, by: principal, in: &changes)
            changes.record(
                self.system.entry(
                    .importApplication, by: principal, subject: "application:\(id)",
                    changed: ["name", "allows_portal_users", "connections"]))
            return Planned(ApplicationCopy(application: application.committed, connections: copies), changes)
        }
    }

    private func copies(
        of original: Application, for application: Application, by principal: Principal, in changes: inout ChangeSet
    ) async throws(ConnectionError) -> [ApplicationCopy.CopiedConnection] {
        var taken = try await self.takenNames(in: principal.account)
        let sources = try await self.system.all(.connections(of: original.id), in: principal.account)
            .filter { $0.origin == .defined }
            .sorted { $0.linkName < $1.linkName }
        var result: [ApplicationCopy.CopiedConnection] = []
        for source in sources {
            guard
                let (name, linkName) = (1...10_000).lazy.map({ ConnectionName.copy(of: source.name, number: $0) })
                    .first(where: { !taken.names.contains($0.name) && !taken.linkNames.contains($0.linkName) })
            else {
                throw ConnectionError(
                    InvalidInput(
                        field: "name", problem: "10,000 copies of \"\(source.name)\" have it",
                        remedy: "Rename \"\(source.name)\" first"))
            }
            taken.names.insert(name)
            taken.linkNames.insert(linkName)
            let places = try await self.system.all(.references(to: source.id), in: principal.account).map(\.id.place)
            let definition = NewDefinition(
                kind: source.kind, connector: source.connector, name: name, linkName: linkName, mode: source.mode,
                scopes: source.scopes, sharesAuthorization: source.sharesAuthorization)
            let copy = try self.insert(
                definition, usedIn: places, of: application, by: principal, auditedAs: .importApplication,
                in: &changes)
            changes.expect(source)
            result.append(ApplicationCopy.CopiedConnection(source: source, connection: copy, places: places))
        }
        // Written, so that a deletion of a set that saw nobody use it must begin again.
        for set in Set(sources.compactMap(\.credentialSet)) {
            changes.update(try await self.system.load(CredentialSet.self, set.id, in: set.account, "credential set"))
        }
        return result
    }
}
