/// Who may do what: the matrices of the console and of the client's side, as a table.
enum RoleRules {
    private static let developers: [Role] = [.superAdmin, .developer]
    private static let administrators: [Role] = [.superAdmin, .admin, .developer]
    private static let everybody: [Role] = [.superAdmin, .admin, .developer, .liveUser]

    /// The table.
    ///
    /// Where a request is met by several rows, any of them permits it.
    static let table: [RoleGrant] = [
        RoleGrant(
            id: "console.own", side: .console,
            actions: [
                .registerApplication, .importApplication, .exportDefinitions, .endPublication, .inviteClient, .share,
                .setLicence, .blockClient, .removeFromClient, .submitToMarketplace,
            ], roles: [.superAdmin]),
        RoleGrant(
            id: "console.define", side: .console, actions: [.createConnection, .manageCredentialSet],
            roles: Self.developers),
        RoleGrant(
            id: "console.manage", side: .console,
            actions: [
                .editConnection, .viewConnection, .enable, .disable, .deleteConnection, .revoke, .renameAuthorization,
                .changeSharing, .viewAuthorizations, .importDefinitions, .viewReleases,
            ], roles: Self.developers, right: .any),
        RoleGrant(
            id: "console.refer", side: .console, actions: [.addReference, .removeReference], roles: Self.developers,
            right: .fixed(.developmentAccess)),
        RoleGrant(
            id: "console.authorize", side: .console,
            actions: [.authorize, .switchAuthorization, .reuseAuthorization, .use], roles: Self.developers,
            right: .access),
        RoleGrant(
            id: "console.publish", side: .console, actions: [.publish], roles: Self.developers, right: .fixed(.publish)),
        RoleGrant(
            id: "console.update", side: .console, actions: [.sendUpdate], roles: Self.developers,
            right: .fixed(.distribute)),
        RoleGrant(
            id: "console.people", side: .console,
            actions: [.deactivateUser, .reactivateUser, .deleteUser, .reviewAuthorizations, .readAudit],
            roles: [.superAdmin]),
        RoleGrant(
            id: "console.task", side: .console, actions: [.use, .createSystemConnection], kinds: [.admin, .system],
            roles: [], admitsTasks: true),
        RoleGrant(
            id: "client.own", side: .client,
            actions: [.acceptInvitation, .install, .upgrade, .manageEnvironments, .uninstall], roles: [.superAdmin]),
        RoleGrant(
            id: "client.authorize-shared", side: .client,
            actions: [
                .authorize, .switchAuthorization, .reuseAuthorization, .renameAuthorization, .changeSharing, .revoke,
            ], kinds: [.admin, .system], roles: Self.administrators),
        RoleGrant(
            id: "client.authorize-own", side: .client,
            actions: [.authorize, .switchAuthorization, .renameAuthorization, .revoke], kinds: [.loggedInUser],
            roles: Self.everybody, isForSelf: true, admitsPortalUsers: true),
        RoleGrant(
            id: "client.manage-others", side: .client, actions: [.revoke, .viewAuthorizations, .changeSharing],
            kinds: [.loggedInUser], roles: [.superAdmin, .admin]),
        RoleGrant(
            id: "client.pause", side: .client, actions: [.pauseConnection, .resumeConnection],
            roles: [.superAdmin, .admin]),
        RoleGrant(
            id: "client.use-shared", side: .client, actions: [.use], kinds: [.admin, .system],
            roles: Self.everybody + [.portalUser], admitsTasks: true),
        RoleGrant(
            id: "client.task", side: .client, actions: [.createSystemConnection], kinds: [.system], roles: [],
            admitsTasks: true),
        RoleGrant(
            id: "client.use-own", side: .client, actions: [.use], kinds: [.loggedInUser], roles: Self.everybody,
            isForSelf: true, admitsPortalUsers: true),
        RoleGrant(
            id: "client.view-shared", side: .client, actions: [.viewConnection], kinds: [.admin, .system],
            roles: Self.administrators),
        RoleGrant(
            id: "client.view-own", side: .client, actions: [.viewConnection], kinds: [.loggedInUser],
            roles: Self.everybody + [.portalUser]),
        RoleGrant(
            id: "client.view-installations", side: .client, actions: [.viewInstallations, .viewMarketplace],
            roles: Self.everybody),
        RoleGrant(
            id: "client.people", side: .client,
            actions: [
                .deactivateUser, .reactivateUser, .deleteUser, .reviewAuthorizations, .changeSuperAdmin, .readAudit,
            ], roles: [.superAdmin, .admin]),
    ]

    private static let rowsByAction: [Action: [RoleGrant]] = {
        var result: [Action: [RoleGrant]] = [:]
        for row in Self.table { for action in row.actions { result[action, default: []].append(row) } }
        return result
    }()

    /// The table as one rule: it permits by the first row that admits the person, and refuses when none does.
    static let rule = PolicyRule("roles", actions: nil) { request in
        let rows = (Self.rowsByAction[request.action] ?? []).filter { $0.concerns(request) }
        guard let first = rows.first else {
            return PolicyReason(
                rule: "roles.none", effect: .refuse, explanation: "nobody can do that on the \(request.side) side")
        }
        var refusal: PolicyReason?
        for row in rows {
            switch Self.verdict(of: row, on: request) {
            case .success(let permit): return permit
            case .failure(let reason): refusal = refusal ?? reason.reason
            }
        }
        if var told = refusal {
            // Whoever can only do it for themselves could not do this.
            told.whoCould = Self.whoCould(rows)
            return told
        }
        return Self.refusal(first, "no row of the table admits them")
    }

    private struct Refusal: Error { var reason: PolicyReason }

    private static func verdict(of row: RoleGrant, on request: PolicyRequest) -> Result<PolicyReason, Refusal> {
        func permit(_ explanation: String) -> Result<PolicyReason, Refusal> {
            .success(PolicyReason(rule: row.id, effect: .permit, explanation: explanation))
        }
        func refuse(_ explanation: String) -> Result<PolicyReason, Refusal> {
            .failure(Refusal(reason: Self.refusal(row, explanation)))
        }
        guard let principal = request.principal else {
            return row.admitsTasks ? permit("a task needs no user for it") : refuse("it needs a user")
        }
        let isAdmittedPortalUser =
            principal.role == .portalUser && row.admitsPortalUsers && request.allowsPortalUsers
        guard row.roles.contains(principal.role) || isAdmittedPortalUser else {
            if principal.role == .portalUser && row.admitsPortalUsers {
                return refuse("the application does not let portal users in")
            }
            guard !row.roles.isEmpty else { return refuse("only a task can") }
            return refuse("only a \(Self.list(row.roles.map(\.title))) of this account can")
        }
        if row.isForSelf, request.holder != principal.user {
            return refuse("each user can only do that for themselves")
        }
        if let right = row.right, !Self.isHeld(right, by: principal, on: request) {
            let needed = right.title(in: request.environment)
            let which = request.application.map { "the application \"\($0)\"" } ?? "an application that uses it"
            return refuse("they need \(needed) for \(which)")
        }
        return permit("a \(principal.role.title) can")
    }

    private static func whoCould(_ rows: [RoleGrant]) -> [String] {
        var seen: Set<String> = []
        return rows.filter { !$0.isForSelf }.flatMap(\.whoCould).filter { seen.insert($0).inserted }
    }

    /// Whether a developer holds the right for the application, for one that uses the system connection, or, where no
    /// application has the connection yet, any right at all.
    private static func isHeld(
        _ right: RoleGrant.Right, by principal: Principal, on request: PolicyRequest
    ) -> Bool {
        let applications = request.application.map { [$0] } ?? Array(request.systemApplications)
        guard applications.isEmpty else {
            return applications.contains { right.isHeld(by: principal, for: $0, in: request.environment) }
        }
        return principal.role == .superAdmin || principal.rights.values.contains { !$0.isEmpty }
    }

    private static func refusal(_ row: RoleGrant, _ explanation: String) -> PolicyReason {
        PolicyReason(rule: row.id, effect: .refuse, whoCould: row.whoCould, explanation: explanation)
    }

    private static func list(_ words: [String]) -> String {
        guard words.count > 1, let last = words.last else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }
}
