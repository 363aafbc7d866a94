/// What a connection is made of when it is made with everything at once.
struct NewDefinition {
    var kind: Connection.Kind
    var connector: ConnectorID
    var name: String
    var linkName: String
    var mode: Connection.Mode?
    var scopes: [String]
    var sharesAuthorization: Bool
}

extension DeveloperConsole {
    /// Makes a connection that is enabled for an application and used in its places, with the questions to the policy that
    /// each step of it would ask.
    ///
    /// - Returns: the connection, as a store holds it then.
    func insert(
        _ definition: NewDefinition, usedIn places: [Place], of application: Application, by principal: Principal,
        auditedAs action: Action, in changes: inout ChangeSet
    ) throws(ConnectionError) -> Connection {
        let connector = try self.requireDefinable(
            definition.connector, definition.kind, named: definition.name, by: principal)
        let now = self.system.time.now()
        let unused = Connection(
            id: Connection.ID(self.system.random.uuid()), account: principal.account, origin: .defined,
            kind: definition.kind, connector: definition.connector, name: definition.name,
            linkName: definition.linkName, mode: definition.mode, scopes: definition.scopes,
            sharesAuthorization: definition.sharesAuthorization, application: nil, createdAt: now,
            createdBy: principal.user)
        let facts = PolicyRequest.ConnectionFacts(unused)
        try self.system.require(self.question(.enable, facts, to: connector, of: application, by: principal))
        for place in places {
            var request = self.question(.addReference, facts, to: connector, of: application, by: principal)
            request.place = place
            try self.system.require(request)
        }
        let connection = try self.system.advance { () throws(IllegalTransition) in
            var next = try unused.enabled(for: application.id)
            for _ in places { next = try next.referenced(by: application.id) }
            return next
        }
        changes.insert(connection)
        for place in places {
            changes.insert(
                Reference(
                    id: Reference.ID(connection: connection.id, place: place), account: principal.account,
                    application: application.id, createdAt: now, createdBy: principal.user))
        }
        changes.record(
            self.system.entry(
                action, by: principal, connection: connection.id, subject: "application:\(application.id)",
                changed: [
                    "name", "link_name", "kind", "connector", "mode", "scopes", "shares_authorization", "application",
                    "references",
                ]))
        return connection.committed
    }

    /// The question whether the principal may do `action` with a definition, for an application.
    func question(
        _ action: Action, _ facts: PolicyRequest.ConnectionFacts, to connector: Connector, of application: Application,
        by principal: Principal
    ) -> PolicyRequest {
        var request = PolicyRequest(action, by: principal)
        request.side = .console
        request.connection = facts
        request.connectorID = connector.id
        request.connector = connector
        request.application = application.id
        request.allowsPortalUsers = application.allowsPortalUsers
        return request
    }
}
