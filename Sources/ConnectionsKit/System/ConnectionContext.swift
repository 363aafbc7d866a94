/// A connection with what decides on it: its connector and, where it has them, its application or installation.
package struct ConnectionContext: Sendable {
    package var connection: Connection
    /// The connector; a bare one in its place when the catalogue no longer has it, so that what was made can still be ended.
    package var connector: Connector
    /// Whether the catalogue has the connector.
    package var isConnectorKnown = true
    /// The installation, of an installed connection.
    package var installation: Installation?
    /// The application, of a connection that a developer defined and enabled.
    package var application: Application?

    /// Refuses what needs the service when the catalogue no longer has it.
    package func requireConnector() throws(ConnectionError) {
        guard !self.isConnectorKnown else { return }
        throw ConnectionError(
            .customConnectorUnsupported,
            "The connector \"\(self.connector.id)\" of \"\(self.connection.name)\" is not in the platform's catalogue.",
            remedy: "Add it to the catalogue of the system.")
    }

    /// Refuses a change of a definition while its application is being published.
    package func requireEditable() throws(IllegalTransition) {
        try self.application?.requireEditable()
    }

    /// The facts for a question about it.
    package func request(
        _ action: Action, by principal: Principal?, on side: Side, environment: LiveEnvironment? = nil,
        holder: UserID? = nil, place: Place? = nil
    ) -> PolicyRequest {
        var request = principal.map { PolicyRequest(action, by: $0) } ?? PolicyRequest(action, on: side)
        request.side = self.connection.side ?? side
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

    /// The facts for the question whether `principal` may complete an attempt.
    package func request(completing attempt: Attempt, by principal: Principal) -> PolicyRequest {
        self.request(
            .authorize, by: principal, on: principal.side, environment: attempt.environment,
            holder: attempt.slot.user ?? principal.user)
    }
}

extension Connection {
    /// The side on which it lives, whoever asks; a system connection may live on either.
    package var side: Side? {
        switch self.origin {
        case .defined: .console
        case .installed: .client
        case .system: nil
        }
    }
}

extension ConnectionSystem {
    /// Refuses an installation that is uninstalled, disabled, out of licence, or not in the environment.
    package func requireInUse(
        _ installation: Installation, in environment: LiveEnvironment
    ) throws(ConnectionError) {
        guard let refusal = installation.refusalOfUse(in: environment, at: self.time.now()) else { return }
        var error = ConnectionError(
            .applicationDisabled, "\"\(installation.name)\" cannot be used: \(refusal).",
            remedy: "A super admin can renew or install it again.")
        if !installation.licence.isValid(at: self.time.now()) { error.detail = .licence(installation.licence) }
        throw error
    }

    /// Loads what decides on a connection.
    package func context(of connection: Connection) async throws(ConnectionError) -> ConnectionContext {
        let known = self.catalogue[connection.connector]
        let bare = Connector(
            id: connection.connector, name: connection.connector.rawValue, category: "", authentication: .apiKey([]),
            hosts: [])
        var context = ConnectionContext(connection: connection, connector: known ?? bare)
        context.isConnectorKnown = known != nil
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
