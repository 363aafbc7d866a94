// What would be decided, without doing it: the facts are loaded and the policy is asked as for the act; nothing is written
// and nothing is audited.

extension ConnectionSystem {
    /// Decides on actions that need no connection.
    ///
    /// - Throws: ``ConnectionError`` when the principal's identifiers are none.
    package func explain(
        _ actions: [Action], of application: ApplicationID?, as principal: Principal
    ) throws(ConnectionError) -> [Action: Decision] {
        try self.requireIdentified(principal)
        return self.decide(actions) { action in
            var request = PolicyRequest(action, by: principal)
            request.application = application
            return request
        }
    }

    /// Decides on actions on connections of the principal's account; what the account does not have is left out.
    ///
    /// - Throws: ``ConnectionError``.
    package func explain(
        _ actions: [Action], on ids: [Connection.ID], side: Side, environment: LiveEnvironment?, holder: UserID?,
        as principal: Principal
    ) async throws(ConnectionError) -> [Connection.ID: [Action: Decision]] {
        try self.requireIdentified(principal)
        var result: [Connection.ID: [Action: Decision]] = [:]
        for id in Set(ids) {
            guard let connection = try await self.find(Connection.self, id, in: principal.account) else { continue }
            let context = try await self.context(of: connection)
            result[id] = self.decide(actions) { action in
                context.request(
                    action, by: principal, on: side, environment: environment, holder: holder ?? principal.user)
            }
        }
        return result
    }

    /// Decides on one action on a connection of the principal's account; an application that is named stands for the
    /// connection's own.
    ///
    /// - Throws: ``ConnectionError``.
    package func explain(
        _ action: Action, on id: Connection.ID, for application: ApplicationID? = nil, side: Side,
        environment: LiveEnvironment?, at place: Place? = nil, holder: UserID?, as principal: Principal
    ) async throws(ConnectionError) -> Decision {
        try self.requireIdentified(principal)
        let context = try await self.context(of: id, in: principal.account)
        var request = context.request(
            action, by: principal, on: side, environment: environment, holder: holder ?? principal.user, place: place)
        if let application { request.application = application }
        return self.policy.decide(request)
    }

    private func decide(_ actions: [Action], _ request: (Action) -> PolicyRequest) -> [Action: Decision] {
        let decisions = self.policy.decide(actions.map(request))
        return Dictionary(zip(actions, decisions)) { first, _ in first }
    }

    private func requireIdentified(_ principal: Principal) throws(ConnectionError) {
        do throws(InvalidInput) { try principal.validate() } catch { throw ConnectionError(error) }
    }
}
