extension ConnectionSystem {
    /// Gives the account of an authorization another name.
    ///
    /// The tokens are a record of their own: a refresh at the same time loses nothing.
    package func renameAccount(
        of id: Connection.ID, in environment: LiveEnvironment, of user: UserID?, to name: String,
        as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        do throws(InvalidInput) { try AccountName.validate(name) } catch { throw ConnectionError(error) }
        return try await self.operate(.renameAuthorization, as: principal) { () throws(ConnectionError) in
            let context = try await self.context(of: id, in: principal.account)
            let holder = user ?? principal.user
            try self.require(
                context.request(
                    .renameAuthorization, by: principal, on: principal.side, environment: environment, holder: holder))
            let (slot, grant) = try await self.standing(context.connection, in: environment, of: holder, "renamed")
            let renamed = try self.advance { () throws(IllegalTransition) in try grant.renamed(name) }
            var changes = ChangeSet()
            if renamed != grant {
                changes.expect(slot)
                changes.update(renamed)
                changes.record(
                    self.entry(
                        .renameAuthorization, by: principal, connection: id, grant: grant.id, changed: ["account_name"])
                )
            }
            return Planned(
                try await self.status(renamed, of: context.connection, context.installation, in: environment), changes)
        }
    }

    /// The slot of a connection with a grant that is not over.
    ///
    /// - Throws: ``ConnectionError/Code/notAuthorized`` when there is none that could be `event`.
    func standing(
        _ connection: Connection, in environment: LiveEnvironment, of holder: UserID, _ event: String
    ) async throws(ConnectionError) -> (slot: Slot, grant: Grant) {
        let slot = connection.slot(in: environment, user: holder)
        guard let found = try await self.grant(in: slot, of: connection.account), !found.grant.isOver else {
            throw ConnectionError(
                .notAuthorized, "\"\(connection.name)\" is not connected here, so nothing can be \(event).",
                remedy: "Authorize it, or check the environment and for whom it was authorized.")
        }
        return found
    }
}
