/// A connection with what decides on it: its connector and, where it has them, its application or installation.
package struct ConnectionContext: Sendable {
    package var connection: Connection
    package var connector: Connector
    /// The installation, of an installed connection.
    package var installation: Installation?
    /// The application, of a connection that a developer defined and enabled.
    package var application: Application?

    /// The side on which it lives, whoever asks; a system connection may live on either.
    private var side: Side? {
        switch self.connection.origin {
        case .defined: .console
        case .installed: .client
        case .system: nil
        }
    }

    /// The facts for a question about it.
    package func request(
        _ action: Action, by principal: Principal?, on side: Side, environment: LiveEnvironment? = nil,
        holder: UserID? = nil, place: Place? = nil
    ) -> PolicyRequest {
        var request = principal.map { PolicyRequest(action, by: $0) } ?? PolicyRequest(action, on: side)
        request.side = self.side ?? side
        request.environment = environment
        request.connection = PolicyRequest.ConnectionFacts(self.connection)
        request.connectorID = self.connector.id
        request.connector = self.connector
        request.application = self.connection.application
        request.systemApplications = self.connection.systemApplications
        request.allowsPortalUsers = self.installation?.allowsPortalUsers ?? self.application?.allowsPortalUsers ?? false
        request.place = place
        request.holder = self.connection.kind == .loggedInUser ? holder : nil
        return request
    }
}

extension ConnectionSystem {
    /// Loads what decides on a connection.
    package func context(of connection: Connection) async throws(ConnectionError) -> ConnectionContext {
        guard let connector = self.catalogue[connection.connector] else {
            throw ConnectionError(
                .customConnectorUnsupported,
                "The connector \"\(connection.connector)\" of \"\(connection.name)\" is not in the platform's catalogue.",
                remedy: "Add it to the catalogue of the system.")
        }
        var context = ConnectionContext(connection: connection, connector: connector)
        switch connection.origin {
        case .installed(let installation, _):
            context.installation = try await self.load(
                Installation.self, installation, in: connection.account, "installation")
        case .defined:
            if let application = connection.application {
                context.application = try await self.load(
                    Application.self, application, in: connection.account, "application")
            }
        case .system: break
        }
        return context
    }

    /// Loads a connection of the account with what decides on it.
    package func context(
        of id: Connection.ID, in account: AccountID
    ) async throws(ConnectionError) -> ConnectionContext {
        try await self.context(of: try await self.load(Connection.self, id, in: account, "connection"))
    }
}
