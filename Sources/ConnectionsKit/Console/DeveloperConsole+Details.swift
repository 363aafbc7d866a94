extension DeveloperConsole {
    /// All that is told of a connection.
    ///
    /// - Throws: ``ConnectionError``.
    public func details(
        of id: Connection.ID, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionDetails {
        let context = try await self.definition(id, of: principal)
        try self.system.require(context.request(.viewConnection, by: principal, on: .console))
        let connection = context.connection
        var applications = context.application.map { [$0] } ?? []
        for id in connection.systemApplications.sorted() {
            if let application = try await self.system.find(Application.self, id, in: principal.account) {
                applications.append(application)
            }
        }
        var setName: String?
        if let set = connection.credentialSet {
            setName = try await self.system.find(CredentialSet.self, set.id, in: set.account)?.name
        }
        var statuses: [ConnectionDetails.EnvironmentStatus] = []
        for environment in LiveEnvironment.allCases where environment.exists(on: .console) {
            let status = try await self.system.status(of: connection, in: environment, user: principal.user)
            statuses.append(ConnectionDetails.EnvironmentStatus(environment: environment, status: status))
        }
        return ConnectionDetails(
            connection: connection, connectorName: context.connector.name, applications: applications,
            credentialSetName: setName, statuses: statuses,
            references: try await self.system.all(.references(to: id), in: principal.account))
    }
}
