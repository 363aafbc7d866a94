extension Workspace {
    /// Whether somebody may do something with a connection of the account, and why, without doing it.
    ///
    /// It asks the policy what the act asks it, and leaves no trace: nothing is written, and nothing is audited. It says who
    /// may; whether the application is in a state that admits it, such as its licence, the act says.
    ///
    /// - Parameters:
    ///   - action: what is to be done.
    ///   - id: the connection, such as that of a ``PanelEntry``; installed or system.
    ///   - environment: stage or production.
    ///   - user: whose authorization, for the logged-in kind; the principal's own when left out.
    ///   - principal: who would do it.
    /// - Returns: the decision, with all of its reasons and who could do it instead.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the account has no such connection.
    public func explain(
        _ action: Action, on id: Connection.ID, environment: LiveEnvironment = .production, of user: UserID? = nil,
        as principal: Principal
    ) async throws(ConnectionError) -> Decision {
        try await self.system.explain(
            action, on: id, side: .client, environment: environment, holder: user, as: principal)
    }

    /// Whether somebody may do something with a connection of an installed application, named as scripts name it.
    ///
    /// - Parameters:
    ///   - action: what is to be done.
    ///   - linkName: the connection's link name.
    ///   - installation: the installation that it came with.
    ///   - environment: stage or production.
    ///   - user: whose authorization, for the logged-in kind; the principal's own when left out.
    ///   - principal: who would do it.
    /// - Returns: the decision.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the account has no such connection.
    public func explain(
        _ action: Action, on linkName: String, in installation: Installation.ID,
        environment: LiveEnvironment = .production, of user: UserID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> Decision {
        guard
            let connection = try await self.system.first(
                .linkName(linkName, in: .installation(installation)), in: principal.account)
        else { throw .notFound("connection") }
        return try await self.explain(action, on: connection.id, environment: environment, of: user, as: principal)
    }

    /// Whether somebody may do several things with several connections: what a panel needs to know of its buttons.
    ///
    /// - Parameters:
    ///   - actions: what is to be done.
    ///   - ids: the connections; those that the account does not have are left out of the answer.
    ///   - environment: stage or production.
    ///   - user: whose authorizations, for the logged-in kind; the principal's own when left out.
    ///   - principal: who would do it.
    /// - Returns: for each connection the decision on each action.
    /// - Throws: ``ConnectionError``.
    public func explain(
        _ actions: [Action], on ids: [Connection.ID], environment: LiveEnvironment = .production,
        of user: UserID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> [Connection.ID: [Action: Decision]] {
        try await self.system.explain(
            actions, on: ids, side: .client, environment: environment, holder: user, as: principal)
    }

    /// Whether somebody may do several things that concern no connection: accept, install, upgrade, uninstall.
    ///
    /// - Parameters:
    ///   - actions: what is to be done.
    ///   - principal: who would do it.
    /// - Returns: the decision on each action.
    /// - Throws: ``ConnectionError`` when the principal's identifiers are none.
    public func explain(
        _ actions: [Action], as principal: Principal
    ) throws(ConnectionError) -> [Action: Decision] {
        try self.system.explain(actions, of: nil, as: principal)
    }
}
