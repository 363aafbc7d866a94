/// What must hold whoever asks: these rules only refuse.
enum ConstraintRules {
    static let all: [PolicyRule] = [
        Self.principalOfSide, Self.environmentOfSide, Self.connectorInCatalogue, Self.connectorAllowsKind,
        Self.placeOfConnector,
        Self.installedStaysAsItIs, Self.systemMakesSystem,
    ]

    /// Whoever acts does so on the side where the thing lives, even in an account that is on both.
    static let principalOfSide = PolicyRule.refusing("side.principal") { request in
        guard let principal = request.principal, principal.side != request.side else { return nil }
        return "it belongs to the \(request.side) side, and they act on the \(principal.side) side"
    }

    /// Development exists in the console alone, production at the client alone.
    static let environmentOfSide = PolicyRule.refusing("environment.side") { request in
        guard let environment = request.environment, !environment.exists(on: request.side) else { return nil }
        return "the \(request.side) side has no \(environment) environment"
    }

    /// Only connectors of the platform's catalogue can be used; a customer's own cannot.
    static let connectorInCatalogue = PolicyRule.refusing(.connectorInCatalogue, actions: [.createConnection]) {
        request in
        guard let id = request.connectorID, request.connector == nil else { return nil }
        return "the connector \"\(id)\" is not in the platform's catalogue, and custom connectors are not supported"
    }

    /// Logged-in user connections exist for certain connectors, system connections for the platform's own services.
    static let connectorAllowsKind = PolicyRule.refusing(
        .connectorAllowsKind, actions: [.createConnection, .createSystemConnection]
    ) { request in
        guard let connector = request.connector, let connection = request.connection,
            !connector.allows(connection.kind)
        else { return nil }
        return "the connector \"\(connector.name)\" does not allow \(connection.kind.title) connections"
    }

    /// A connection is used in the kinds of place that its connector allows.
    static let placeOfConnector = PolicyRule.refusing(.placeOfConnector, actions: [.use, .addReference]) { request in
        guard let place = request.place, let connector = request.connector, !connector.places.contains(place.kind)
        else { return nil }
        return "\(connector.name) cannot be used in a \(place.kind.title)"
    }

    /// What came with an application is only authorized and used where it was installed.
    static let installedStaysAsItIs = PolicyRule.refusing(
        "installed.fixed", actions: [.editConnection, .enable, .disable, .deleteConnection, .addReference]
    ) { request in
        guard let connection = request.connection, connection.isInstalled else { return nil }
        return "it came with an installed application, whose developer alone can change it"
    }

    /// System connections are made by tasks, and authorized; nothing else is done to them by hand.
    static let systemMakesSystem = PolicyRule.refusing(
        "system.by-task",
        actions: [
            .createConnection, .editConnection, .enable, .disable, .deleteConnection, .addReference, .changeSharing,
        ]
    ) { request in
        guard request.connection?.kind == .system else { return nil }
        return "a system connection is made by the first task that needs it, and is not managed by hand"
    }
}

extension RuleID {
    /// The connector must be in the platform's catalogue.
    public static let connectorInCatalogue: RuleID = "connector.catalogue"
    /// The connector must allow the kind of connection.
    public static let connectorAllowsKind: RuleID = "connector.kind"
    /// The connector must allow the kind of place.
    public static let placeOfConnector: RuleID = "connector.place"
}
