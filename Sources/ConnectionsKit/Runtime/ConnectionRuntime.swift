/// Task time: resolves names to connections, and makes system connections where a task needs a service.
public struct ConnectionRuntime: Sendable {
    let system: ConnectionSystem

    /// Opens task time of a system.
    public init(_ system: ConnectionSystem) {
        self.system = system
    }

    /// Resolves a link name, within the application first.
    ///
    /// Resolve once, then ask for credentials as often as you like.
    ///
    /// - Parameters:
    ///   - linkName: the name that the script uses.
    ///   - context: where the task runs.
    /// - Returns: the connection, ready for use.
    /// - Throws: ``ConnectionError``.
    public func connection(
        _ linkName: String, in context: TaskContext
    ) async throws(ConnectionError) -> TaskConnection {
        let application = try await self.scope(of: context).application
        var found: Connection?
        if case .installed(let installation) = context.scope {
            found = try await self.system.first(
                .linkName(linkName, in: .installation(installation)), in: context.account)
        }
        if found == nil {
            found = try await self.system.first(.linkName(linkName, in: .account), in: context.account)
            if context.side == .client, found?.kind != .system { found = nil }
        }
        guard let connection = found else {
            throw ConnectionError(
                .notFound, "This application has no connection named \"\(linkName)\".",
                remedy: "Check the link name, and that the connection was not deleted.")
        }
        return TaskConnection(
            connection, linkName: linkName, of: application, in: context, system: self.system)
    }

    /// The account's system connection to a service of the platform, made if it is not there: exactly one over all
    /// tasks that need it at the same time.
    ///
    /// It is used by several applications, and needs the scopes of all of them.
    ///
    /// - Parameters:
    ///   - connector: the service; one of the platform's own.
    ///   - scopes: what the task needs.
    ///   - context: where the task runs.
    /// - Returns: the connection. It may not be authorized yet; asking for a credential says so.
    /// - Throws: ``ConnectionError``.
    public func systemConnection(
        to connector: ConnectorID, scopes: [String], in context: TaskContext
    ) async throws(ConnectionError) -> TaskConnection {
        // Whoever makes us begin again has got what it asked for: of any number of tasks each gets its turn.
        for _ in 0..<self.system.configuration.conflictRetries {
            do throws(ConnectionError) {
                return try await self.systemConnectionOnce(to: connector, scopes: scopes, in: context)
            } catch {
                guard error.code == .conflict else { throw error }
            }
        }
        return try await self.systemConnectionOnce(to: connector, scopes: scopes, in: context)
    }

    private func systemConnectionOnce(
        to connector: ConnectorID, scopes: [String], in context: TaskContext
    ) async throws(ConnectionError) -> TaskConnection {
        let (connection, application) = try await self.system.commit { () throws(ConnectionError) in
            var changes = ChangeSet()
            let scope = try await self.scope(of: context)
            let application = scope.application
            // What a task makes is not made once its application is gone.
            switch scope {
            case .console(let record): changes.expect(record)
            case .installed(let installation):
                try self.system.requireInUse(installation, in: context.environment)
                changes.expect(installation)
            }
            try self.requireMakeable(connector, scopes: scopes, for: application, in: context)
            guard let existing = try await self.system.first(.systemConnection(to: connector), in: context.account)
            else {
                let made = self.newSystemConnection(to: connector, in: context).serving(application, scopes: scopes)
                changes.insert(made)
                changes.record(self.entry(made, changed: ["name", "link_name", "connector", "scopes"]))
                return Planned((made, application), changes)
            }
            let next = existing.serving(application, scopes: scopes)
            if next == existing { return Planned((existing, application), ChangeSet()) }
            changes.update(next)
            changes.record(self.entry(next, changed: ["system_applications", "scopes"]))
            return Planned((next, application), changes)
        }
        return TaskConnection(
            connection, linkName: connection.linkName, of: application, in: context, system: self.system)
    }

    private func requireMakeable(
        _ connector: ConnectorID, scopes: [String], for application: ApplicationID, in context: TaskContext
    ) throws(ConnectionError) {
        try self.system.require(self.question(of: connector, for: application, in: context))
        guard let known = self.system.catalogue[connector] else { throw ConnectionError.notFound("connector") }
        do throws(InvalidInput) { try known.validate(scopes: scopes) } catch { throw ConnectionError(error) }
    }

    /// The question whether a system connection may be made.
    func question(
        of connector: ConnectorID, for application: ApplicationID, in context: TaskContext
    ) -> PolicyRequest {
        var request = PolicyRequest(.createSystemConnection, on: context.side)
        request.environment = context.environment
        request.application = application
        request.connectorID = connector
        request.connector = self.system.catalogue[connector]
        request.connection = PolicyRequest.ConnectionFacts(
            kind: .system, name: self.name(of: connector), isInstalled: false)
        return request
    }

    private func newSystemConnection(to connector: ConnectorID, in context: TaskContext) -> Connection {
        Connection(
            id: Connection.ID(self.system.random.uuid()), account: context.account, origin: .system, kind: .system,
            connector: connector, name: self.name(of: connector),
            linkName: ConnectionName.systemPrefix + connector.rawValue,
            mode: self.system.catalogue[connector]?.authentication.oauth2 == nil ? nil : .platformManaged, scopes: [],
            sharesAuthorization: false, application: nil, createdAt: self.system.time.now(), createdBy: nil)
    }

    private func name(of connector: ConnectorID) -> String {
        "\(self.system.catalogue[connector]?.name ?? connector.rawValue) (system)"
    }

    private func entry(_ connection: Connection, changed: [String]) -> AuditEntry {
        AuditEntry(
            account: connection.account, at: self.system.time.now(), actor: .system, action: .createSystemConnection,
            connection: connection.id, changed: changed)
    }

    /// The application in which a task runs, in the console or as an installation.
    enum Scope: Sendable {
        case console(Application)
        case installed(Installation)

        var application: ApplicationID {
            switch self {
            case .console(let application): application.id
            case .installed(let installation): installation.application
            }
        }
    }

    func scope(of context: TaskContext) async throws(ConnectionError) -> Scope {
        switch context.scope {
        case .console(let id):
            .console(try await self.system.load(Application.self, id, in: context.account, "application"))
        case .installed(let id):
            .installed(try await self.system.load(Installation.self, id, in: context.account, "installation"))
        }
    }
}
