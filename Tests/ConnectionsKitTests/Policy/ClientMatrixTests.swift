import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Who may do what at a client, written down here a second time: every cell is asserted.
@Suite struct ClientMatrixTests {
    /// Who may, by letter: S super admin, A admin, D developer, L live user, P portal user, p portal user where the
    /// application lets them in.
    struct Row: Sendable, CustomTestStringConvertible {
        var action: Action
        var admin = ""
        var system = ""
        var own = ""
        var others = ""
        var testDescription: String { "\(self.action)" }

        func cell(_ kind: Connection.Kind, isOwn: Bool) -> String {
            switch kind {
            case .admin: self.admin
            case .system: self.system
            case .loggedInUser: isOwn ? self.own : self.others
            }
        }
    }

    /// A row that does not depend on the connection.
    static func same(_ action: Action, _ who: String) -> Row {
        Row(action: action, admin: who, system: who, own: who, others: who)
    }

    static let rows: [Row] = [
        // Accept, install, upgrade, remove: the super admin alone.
        same(.acceptInvitation, "S"), same(.install, "S"), same(.upgrade, "S"), same(.manageEnvironments, "S"),
        same(.uninstall, "S"),
        // Authorize: the admin and system kinds by an administrator, the logged-in kind by each user for themselves.
        Row(action: .authorize, admin: "SAD", system: "SAD", own: "SADLp"),
        Row(action: .beginAuthorization, admin: "SAD", system: "SAD", own: "SADLp"),
        Row(action: .switchAuthorization, admin: "SAD", system: "SAD", own: "SADLp"),
        Row(action: .renameAuthorization, admin: "SAD", system: "SAD", own: "SADLp"),
        Row(action: .reuseAuthorization, admin: "SAD"),
        // Revoke: whoever may authorize, one's own whatever the application says of portal users, others' by an
        // administrator.
        Row(action: .revoke, admin: "SAD", system: "SAD", own: "SADLP", others: "SA"),
        Row(action: .changeSharing, admin: "SAD", own: "SA", others: "SA"),
        Row(action: .viewAuthorizations, own: "SA", others: "SA"),
        Row(action: .pauseConnection, admin: "SA", own: "SA", others: "SA"),
        Row(action: .resumeConnection, admin: "SA", own: "SA", others: "SA"),
        // Use and see.
        Row(action: .use, admin: "SADLP", system: "SADLP", own: "SADLp"),
        Row(action: .viewConnection, admin: "SAD", system: "SAD", own: "SADLp", others: "SADLp"),
        same(.viewInstallations, "SADL"), same(.viewMarketplace, "SADL"),
        // People and the trail.
        same(.deactivateUser, "SA"), same(.reactivateUser, "SA"), same(.deleteUser, "SA"),
        same(.reviewAuthorizations, "SA"), same(.changeSuperAdmin, "SA"), same(.readAudit, "SA"),
        // Definitions are the developer's: nobody here edits, deletes or publishes.
        Row(action: .createConnection), Row(action: .manageCredentialSet), Row(action: .editConnection),
        Row(action: .enable), Row(action: .disable), Row(action: .addReference), Row(action: .removeReference),
        Row(action: .deleteConnection), Row(action: .exportDefinitions), Row(action: .importDefinitions),
        Row(action: .registerApplication), Row(action: .importApplication), Row(action: .publish),
        Row(action: .endPublication),
        Row(action: .viewReleases), Row(action: .inviteClient), Row(action: .share), Row(action: .sendUpdate),
        Row(action: .setLicence), Row(action: .blockClient), Row(action: .removeFromClient),
        Row(action: .submitToMarketplace),
        // Tasks, the library and the platform.
        Row(action: .createSystemConnection), Row(action: .reviewSubmission), Row(action: .trimAudit),
        Row(action: .eraseAccount), Row(action: .rotateKeys), Row(action: Action(rawValue: "launch_rockets")),
    ]

    private func letter(_ role: Role, admitsPortal: Bool) -> [Character] {
        switch role {
        case .superAdmin: ["S"]
        case .admin: ["A"]
        case .developer: ["D"]
        case .liveUser: ["L"]
        case .portalUser: admitsPortal ? ["P", "p"] : ["P"]
        }
    }

    private func request(
        _ action: Action, _ kind: Connection.Kind, _ role: Role, isOwn: Bool, admitsPortal: Bool,
        _ environment: LiveEnvironment
    ) -> PolicyRequest {
        var principal = Principal.client("pat", account: "acme", role: role)
        // A console's rights say nothing here.
        principal.rights = ["estate": .all]
        var request = PolicyRequest(action, by: principal)
        request.connection = PolicyRequest.ConnectionFacts(kind: kind, name: "Books", isInstalled: kind != .system)
        request.connector = World.catalogue[World.crm]
        request.connectorID = World.crm
        request.application = "estate"
        request.environment = environment
        request.allowsPortalUsers = admitsPortal
        request.holder = isOwn ? "pat" : "somebody else"
        return request
    }

    @Test(arguments: rows) func `each role, kind, environment and holder`(row: Row) {
        let policy = Policy()
        for kind in Connection.Kind.allCases {
            for environment in [LiveEnvironment.stage, .production] {
                for role in Role.allCases {
                    for isOwn in [true, false] {
                        for admitsPortal in [true, false] {
                            let cell = row.cell(kind, isOwn: isOwn)
                            let expected = self.letter(role, admitsPortal: admitsPortal).contains(where: cell.contains)
                            let decision = policy.decide(
                                self.request(
                                    row.action, kind, role, isOwn: isOwn, admitsPortal: admitsPortal, environment))
                            #expect(
                                decision.isAllowed == expected,
                                "\(row.action) \(kind) \(role) own \(isOwn) portal \(admitsPortal): \(decision)")
                            #expect(decision.isAllowed || !decision.refusals.isEmpty)
                        }
                    }
                }
            }
        }
    }

    @Test func `every action that there is has its row`() {
        #expect(Set(Action.all).subtracting(Self.rows.map(\.action)).isEmpty)
        #expect(Set(Self.rows.map(\.action)).count == Self.rows.count)
    }

    @Test(arguments: rows) func `nothing happens in development`(row: Row) {
        for role in Role.allCases {
            let decision = Policy().decide(
                self.request(row.action, .loggedInUser, role, isOwn: true, admitsPortal: true, .development))
            #expect(!decision.isAllowed && decision.refusals.contains { $0.rule == "environment.side" })
        }
    }

    @Test(arguments: rows) func `a task without a person uses what is not one user's, and makes system connections`(
        row: Row
    ) {
        for kind in Connection.Kind.allCases {
            var request = self.request(
                row.action, kind, .superAdmin, isOwn: true, admitsPortal: true, .production)
            request.principal = nil
            let expected =
                row.action == .use && kind != .loggedInUser || row.action == .createSystemConnection && kind == .system
            #expect(Policy().decide(request).isAllowed == expected)
        }
    }
}
