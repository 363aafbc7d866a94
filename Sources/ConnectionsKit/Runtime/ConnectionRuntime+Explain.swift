extension ConnectionRuntime {
    /// Whether a task may use a connection at a place, and why, without using it.
    ///
    /// It asks the policy what ``TaskConnection/credential(at:for:minimumValidity:)`` asks it, hands nothing out and writes
    /// nothing. Whether the connection is authorized is another question.
    ///
    /// - Parameters:
    ///   - linkName: the name that the script uses.
    ///   - place: the place that would ask.
    ///   - principal: for whom the task would run; `nil` for a task without a person.
    ///   - context: where the task would run.
    /// - Returns: the decision, with all of its reasons and who could do it instead.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the application has no such connection.
    public func explainUse(
        of linkName: String, at place: Place, for principal: Principal?, in context: TaskContext
    ) async throws(ConnectionError) -> Decision {
        if let principal, principal.account != context.account { throw .notFound("connection") }
        let connection = try await self.connection(linkName, in: context)
        return self.system.policy.decide(try await connection.question(at: place, for: principal))
    }

    /// Whether a task may use several connections at a place.
    ///
    /// - Parameters:
    ///   - linkNames: the names that scripts use; those that the application does not have are left out of the answer.
    ///   - place: the place that would ask.
    ///   - principal: for whom the task would run; `nil` for a task without a person.
    ///   - context: where the task would run.
    /// - Returns: the decision on each connection.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the application does not exist.
    public func explainUse(
        of linkNames: [String], at place: Place, for principal: Principal?, in context: TaskContext
    ) async throws(ConnectionError) -> [String: Decision] {
        if let principal, principal.account != context.account { throw .notFound("application") }
        _ = try await self.scope(of: context)
        var result: [String: Decision] = [:]
        for linkName in linkNames {
            do throws(ConnectionError) {
                result[linkName] = try await self.explainUse(of: linkName, at: place, for: principal, in: context)
            } catch {
                guard error.code == .notFound else { throw error }
            }
        }
        return result
    }

    /// Whether a task would get a system connection to a service, made if it is not there.
    ///
    /// - Parameters:
    ///   - connector: the service.
    ///   - context: where the task would run.
    /// - Returns: the decision; nothing is made.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the application does not exist.
    public func explainSystemConnection(
        to connector: ConnectorID, in context: TaskContext
    ) async throws(ConnectionError) -> Decision {
        let application = try await self.scope(of: context).application
        return self.system.policy.decide(self.question(of: connector, for: application, in: context))
    }
}
