/// What must hold whoever asks: these rules only refuse.
enum ConstraintRules {
    static let all: [PolicyRule] = [
        Self.principalOfSide, Self.environmentOfSide, Self.connectorInCatalogue, Self.connectorAllowsKind,
        Self.placeOfConnector, Self.installedStaysAsItIs, Self.systemMakesSystem, Self.onlyAdminIsReused,
    ]

    /// Whoever acts does so on the side where the thing lives, even in an account that is on both.
    static let principalOfSide = Self.rule(.principalOfSide) { request in
        guard let side = request.principal?.side, side != request.side else { return nil }
        // Whom the roles of that side admit could do it.
        return PolicyReason(
            rule: .principalOfSide, effect: .refuse, .otherSide(request.side, actsOn: side),
            able: RoleRules.compiled.able(for: request))
    }

    /// Development exists in the console alone, production at the client alone.
    static let environmentOfSide = Self.rule(.environmentOfSide) { request in
        guard let environment = request.environment, !environment.exists(on: request.side) else { return nil }
        return Self.refusal(.environmentOfSide, .noEnvironment(environment, request.side))
    }

    /// Only connectors of the platform's catalogue can be used; a customer's own cannot.
    static let connectorInCatalogue = Self.rule(.connectorInCatalogue, [.createConnection]) { request in
        guard let id = request.connectorID, request.connector == nil else { return nil }
        return Self.refusal(.connectorInCatalogue, .unknownConnector(id))
    }

    /// Logged-in user connections exist for certain connectors, system connections for the platform's own services.
    static let connectorAllowsKind = Self.rule(.connectorAllowsKind, [.createConnection, .createSystemConnection]) {
        request in
        guard let connector = request.connector, let kind = request.connection?.kind, !connector.allows(kind) else {
            return nil
        }
        return Self.refusal(.connectorAllowsKind, .kindNotAllowed(kind, connector: connector.name))
    }

    /// A connection is used in the kinds of place that its connector allows.
    static let placeOfConnector = Self.rule(.placeOfConnector, [.use, .addReference]) { request in
        guard let kind = request.place?.kind, request.connector?.places.contains(kind) == false else { return nil }
        return Self.refusal(.placeOfConnector, .placeNotAllowed(kind, connector: request.connector?.name ?? ""))
    }

    /// What came with an application is only authorized and used where it was installed.
    static let installedStaysAsItIs = Self.rule(
        .installedStaysAsItIs, [.editConnection, .enable, .disable, .deleteConnection, .addReference, .removeReference]
    ) { request in
        guard request.connection?.isInstalled == true else { return nil }
        return Self.refusal(.installedStaysAsItIs, .installed)
    }

    /// System connections are made by tasks, and authorized; nothing else is done to them by hand.
    static let systemMakesSystem = Self.rule(
        .systemMakesSystem,
        [
            .createConnection, .editConnection, .enable, .disable, .deleteConnection, .addReference, .removeReference,
            .changeSharing, .pauseConnection, .resumeConnection,
        ]
    ) { request in
        guard request.connection?.kind == .system else { return nil }
        return Self.refusal(.systemMakesSystem, .madeByTasks)
    }

    /// An authorization serves another connection where both are of the admin kind: what one person authorized for
    /// themselves, or for tasks, is not lent.
    static let onlyAdminIsReused = Self.rule(.onlyAdminIsReused, [.reuseAuthorization]) { request in
        guard let kind = request.connection?.kind, kind != .admin else { return nil }
        return Self.refusal(.onlyAdminIsReused, .onlyAdminKind)
    }

    private static func rule(
        _ id: RuleID, _ actions: Set<Action>? = nil, judge: @escaping @Sendable (PolicyRequest) -> PolicyReason?
    ) -> PolicyRule {
        PolicyRule(id, actions: actions, judge: judge)
    }

    private static func refusal(_ rule: RuleID, _ statement: PolicyReason.Statement) -> PolicyReason {
        PolicyReason(rule: rule, effect: .refuse, statement)
    }
}

extension RuleID {
    /// The connector must be in the platform's catalogue.
    public static let connectorInCatalogue: RuleID = "connector.catalogue"
    /// The connector must allow the kind of connection.
    public static let connectorAllowsKind: RuleID = "connector.kind"
    /// The connector must allow the kind of place.
    public static let placeOfConnector: RuleID = "connector.place"

    static let principalOfSide: RuleID = "side.principal"
    static let environmentOfSide: RuleID = "environment.side"
    static let installedStaysAsItIs: RuleID = "installed.fixed"
    static let systemMakesSystem: RuleID = "system.by-task"
    static let onlyAdminIsReused: RuleID = "reuse.admin-only"
}
