extension DeveloperConsole {
    /// Whether somebody may do something with a connection, and why, without doing it.
    ///
    /// It asks the policy what the act asks it, and leaves no trace: nothing is written, and nothing is audited. It says who
    /// may; whether the connection is in a state that admits it, such as published or in use, the act says.
    ///
    /// - Parameters:
    ///   - action: what is to be done.
    ///   - id: the connection.
    ///   - application: for which application it is enabled or disabled; the connection's own when left out.
    ///   - environment: development or stage, where the action has one.
    ///   - place: the place, where the connection is referred to from one.
    ///   - user: whose authorization, for the logged-in kind; the principal's own when left out.
    ///   - principal: who would do it.
    /// - Returns: the decision, with all of its reasons and who could do it instead.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the account has no such connection.
    public func explain(
        _ action: Action, on id: Connection.ID, for application: ApplicationID? = nil,
        in environment: LiveEnvironment? = nil, at place: Place? = nil, of user: UserID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> Decision {
        try await self.system.explain(
            action, on: id, for: application, side: .console, environment: environment, at: place, holder: user,
            as: principal)
    }

    /// Whether somebody may do several things with several connections: what a list needs to know of its buttons.
    ///
    /// - Parameters:
    ///   - actions: what is to be done.
    ///   - ids: the connections; those that the account does not have are left out of the answer.
    ///   - environment: development or stage, for the actions that have one.
    ///   - user: whose authorizations, for the logged-in kind; the principal's own when left out.
    ///   - principal: who would do it.
    /// - Returns: for each connection the decision on each action.
    /// - Throws: ``ConnectionError``.
    public func explain(
        _ actions: [Action], on ids: [Connection.ID], in environment: LiveEnvironment? = nil, of user: UserID? = nil,
        as principal: Principal
    ) async throws(ConnectionError) -> [Connection.ID: [Action: Decision]] {
        try await self.system.explain(
            actions, on: ids, side: .console, environment: environment, holder: user, as: principal)
    }

    /// Whether somebody may do several things that concern no connection: register, publish, invite, share.
    ///
    /// - Parameters:
    ///   - actions: what is to be done.
    ///   - application: the application that they concern, where they concern one.
    ///   - principal: who would do it.
    /// - Returns: the decision on each action.
    /// - Throws: ``ConnectionError`` when the principal's identifiers are none.
    public func explain(
        _ actions: [Action], of application: ApplicationID? = nil, as principal: Principal
    ) throws(ConnectionError) -> [Action: Decision] {
        try self.system.explain(actions, of: application, as: principal)
    }

    /// Whether somebody may make a connection of a kind to a service, and why.
    ///
    /// - Parameters:
    ///   - connector: the service, whether the catalogue has it or not.
    ///   - kind: who would authorize the connection.
    ///   - principal: who would make it.
    /// - Returns: the decision.
    /// - Throws: ``ConnectionError`` when the principal's identifiers are none.
    public func explainCreation(
        to connector: ConnectorID, kind: Connection.Kind, as principal: Principal
    ) throws(ConnectionError) -> Decision {
        try self.validate { () throws(InvalidInput) in try principal.validate() }
        let known = self.system.catalogue[connector]
        var request = PolicyRequest(.createConnection, by: principal)
        request.connectorID = connector
        request.connector = known
        request.connection = PolicyRequest.ConnectionFacts(
            kind: kind, name: known?.name ?? connector.rawValue, isInstalled: false)
        return self.system.policy.decide(request)
    }
}
