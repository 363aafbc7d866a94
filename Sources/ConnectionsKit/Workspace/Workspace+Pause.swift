extension Workspace {
    /// Disables a connection for a while: no task gets its credential from then on, and its authorizations stay as they are.
    ///
    /// A system connection is managed by nobody, and cannot be.
    ///
    /// - Parameters:
    ///   - linkName: the link name of an installed connection.
    ///   - installation: the installation.
    ///   - principal: a super admin or admin.
    /// - Returns: the connection.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it is disabled already.
    @discardableResult
    public func pauseConnection(
        _ linkName: String, in installation: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.change(.pauseConnection, linkName, in: installation, as: principal) {
            connection throws(IllegalTransition) in try connection.paused()
        }
    }

    /// Enables a connection again that was disabled.
    ///
    /// - Parameters:
    ///   - linkName: the link name of an installed connection.
    ///   - installation: the installation.
    ///   - principal: a super admin or admin.
    /// - Returns: the connection.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it is not disabled.
    @discardableResult
    public func resumeConnection(
        _ linkName: String, in installation: Installation.ID, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.change(.resumeConnection, linkName, in: installation, as: principal) {
            connection throws(IllegalTransition) in try connection.resumed()
        }
    }

    private func change(
        _ action: Action, _ linkName: String, in installation: Installation.ID, as principal: Principal,
        _ transition: (Connection) throws(IllegalTransition) -> Connection
    ) async throws(ConnectionError) -> Connection {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.operate(action, as: principal) { () throws(ConnectionError) in
            let context = try await self.system.context(of: id, in: principal.account)
            try self.system.require(context.request(action, by: principal, on: .client))
            let connection = try self.system.advance { () throws(IllegalTransition) in
                try context.installation?.requireInstalled()
                return try transition(context.connection)
            }
            var changes = ChangeSet()
            if let installation = context.installation { changes.expect(installation) }
            changes.update(connection)
            changes.record(
                self.system.entry(action, by: principal, connection: id, changed: ["paused"]))
            return Planned(connection.committed, changes)
        }
    }
}
