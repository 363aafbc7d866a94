import ConnectionsKit

/// Asks the policy what the library would ask it for the act.
struct Explainer {
    var store: any ConnectionStore
    var system: ConnectionSystem

    func explain(_ object: ObjectOptions, for person: PersonOptions) async throws -> DecisionReport {
        let connection = try await self.connection(object, in: person.account)
        let environment = object.environment ?? (person.side == .console ? .development : .production)
        let decision: Decision
        if let connection {
            decision = try await self.decide(object, on: connection, in: environment, for: person)
        } else if let principal = person.principal {
            decision = try self.decide(object, for: principal)
        } else {
            throw Failure("invalidInput", "The action needs a person.", remedy: "Pass --user.", exit: .misnamed)
        }
        var report = DecisionReport(decision)
        if let connection, object.action == .use {
            report.authorization = try await self.authorization(
                of: connection, in: environment, for: object.of ?? person.user)
        }
        return report
    }

    private func connection(_ object: ObjectOptions, in account: AccountID) async throws -> Connection? {
        var found: Connection?
        if let id = object.connection {
            found = try await self.store.read(Connection.self, id, in: account)
        } else if let name = object.linkName {
            let scope = object.installation.map { LinkNameScope.installation($0) } ?? .account
            found = try await self.store.first(.linkName(name, in: scope), in: account)
        } else {
            return nil
        }
        if let found { return found }
        throw Failure(
            "notFound", "There is no such connection in the account \(account).",
            remedy: "See those that there are with `connections list connections --account \(account)`.",
            exit: .misnamed)
    }

    /// Asks about an action on a connection.
    private func decide(
        _ object: ObjectOptions, on connection: Connection, in environment: LiveEnvironment, for person: PersonOptions
    ) async throws -> Decision {
        if object.action == .use {
            return try await self.decideUse(object, of: connection, in: environment, for: person)
        }
        guard let principal = person.principal else {
            throw Failure("invalidInput", "The action needs a person.", remedy: "Pass --user.", exit: .misnamed)
        }
        switch person.side {
        case .console:
            return try await DeveloperConsole(self.system).explain(
                object.action, on: connection.id, for: object.application, in: object.environment, at: object.place,
                of: object.of, as: principal)
        case .client:
            return try await Workspace(self.system).explain(
                object.action, on: connection.id, environment: environment, of: object.of, as: principal)
        }
    }

    /// Asks whether a task may use a connection, as the runtime asks it.
    private func decideUse(
        _ object: ObjectOptions, of connection: Connection, in environment: LiveEnvironment, for person: PersonOptions
    ) async throws -> Decision {
        let context: TaskContext
        if let installation = connection.installation {
            context = .installed(installation, of: connection.account, environment)
        } else if let application = object.application ?? connection.application {
            context = .console(application, of: connection.account, environment)
        } else {
            throw Failure(
                "invalidInput",
                "No application has the connection \"\(connection.name)\", so that no task can ask for it.",
                remedy: "Pass --application, or enable it for one.", exit: .misnamed)
        }
        guard let place = object.place else {
            throw Failure(
                "invalidInput", "Whether a task may use a connection depends on where.",
                remedy: "Pass --place, such as invokeURL:push_invoice.", exit: .misnamed)
        }
        return try await ConnectionRuntime(self.system).explainUse(
            of: connection.linkName, at: place, for: person.principal, in: context)
    }

    /// Asks about an action that needs no connection.
    private func decide(_ object: ObjectOptions, for principal: Principal) throws -> Decision {
        if object.action == .createConnection, let connector = object.connector, let kind = object.kind {
            return try DeveloperConsole(self.system).explainCreation(
                to: ConnectorID(rawValue: connector), kind: kind, as: principal)
        }
        let decisions =
            switch principal.side {
            case .console:
                try DeveloperConsole(self.system).explain([object.action], of: object.application, as: principal)
            case .client: try Workspace(self.system).explain([object.action], as: principal)
            }
        guard let decision = decisions[object.action] else {
            throw Failure("unexpected", "The policy gave no answer.", exit: .unusable)
        }
        return decision
    }

    /// The authorization that a task would use.
    private func authorization(
        of connection: Connection, in environment: LiveEnvironment, for user: UserID?
    ) async throws -> DecisionReport.Authorization {
        let id = connection.slot(in: environment, user: user)
        guard let slot = try await self.store.read(Slot.self, id, in: connection.account),
            let grant = try await self.store.read(Grant.self, slot.grant, in: connection.account)
        else {
            let person = connection.kind == .loggedInUser ? " for \(user?.text ?? "a task without a person")" : ""
            return DecisionReport.Authorization(
                isConnected: false, waitsUntil: nil, grant: nil,
                nextAction: "Nobody has authorized it in \(environment.rawValue)\(person): authorize the connection.")
        }
        let standing = try await self.system.standing(of: grant, judgedIn: environment)
        // Its slot may have moved on to another grant meanwhile; then it is not connected by this one.
        let use = standing.uses.first { $0.slot == id }
        return DecisionReport.Authorization(
            isConnected: use?.status.isConnected ?? false,
            waitsUntil: standing.waitsUntil(from: Desk.current.time.now())?.description, grant: grant.id.description,
            nextAction: use?.status.nextAction)
    }
}
