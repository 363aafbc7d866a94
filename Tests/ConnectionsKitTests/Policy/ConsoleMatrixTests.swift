import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Who may do what in the console, written down here a second time: every cell is asserted.
@Suite struct ConsoleMatrixTests {
    /// What a developer needs; a super admin needs nothing, and nobody else may.
    enum Need: Sendable {
        case nothing, anyRight, developmentAccess, accessToEnvironment, publish, distribute, neverEnough
    }

    struct Row: Sendable, CustomTestStringConvertible {
        var action: Action
        var developer: Need
        var testDescription: String { "\(self.action)" }

        init(_ action: Action, _ developer: Need) {
            self.action = action
            self.developer = developer
        }
    }

    static let rows: [Row] = [
        Row(.createConnection, .nothing), Row(.manageCredentialSet, .nothing), Row(.editConnection, .anyRight),
        Row(.viewConnection, .anyRight), Row(.enable, .anyRight), Row(.disable, .anyRight),
        Row(.deleteConnection, .anyRight), Row(.revoke, .anyRight), Row(.addReference, .developmentAccess),
        Row(.removeReference, .developmentAccess), Row(.authorize, .accessToEnvironment),
        Row(.use, .accessToEnvironment), Row(.publish, .publish), Row(.sendUpdate, .distribute),
        Row(.registerApplication, .neverEnough), Row(.inviteClient, .neverEnough), Row(.share, .neverEnough),
        Row(.readAudit, .neverEnough),
    ]
    static let nobody: [Action] = [
        .acceptInvitation, .install, .uninstall, .createSystemConnection, Action(rawValue: "launch_rockets"),
    ]

    private func request(
        _ action: Action, _ kind: Connection.Kind, _ role: Role, _ rights: ApplicationRights,
        _ environment: LiveEnvironment?
    ) -> PolicyRequest {
        let principal = Principal.console(
            "pat", account: "maker", role: role, rights: ["estate": rights, "other": .all])
        var request = PolicyRequest(action, by: principal)
        request.connection = PolicyRequest.ConnectionFacts(kind: kind, name: "Books", isInstalled: false)
        request.connector = World.catalogue[World.crm]
        request.connectorID = World.crm
        request.application = "estate"
        request.environment = environment
        request.holder = "somebody else"
        return request
    }

    private func isEnough(_ rights: ApplicationRights, for need: Need, in environment: LiveEnvironment) -> Bool {
        switch need {
        case .nothing: true
        case .anyRight: !rights.isEmpty
        case .developmentAccess: rights.contains(.developmentAccess)
        case .accessToEnvironment: rights.contains(environment == .stage ? .stageAccess : .developmentAccess)
        case .publish: rights.contains(.publish)
        case .distribute: rights.contains(.distribute)
        case .neverEnough: false
        }
    }

    static let managing: Set<Action> = [
        .createConnection, .editConnection, .enable, .disable, .deleteConnection, .addReference,
    ]

    @Test(arguments: rows) func `each role, kind, environment and set of rights`(row: Row) {
        let policy = Policy()
        for kind in Connection.Kind.allCases {
            for environment in [LiveEnvironment.development, .stage] {
                for rights in (UInt8(0)..<16).map(ApplicationRights.init(rawValue:)) {
                    for role in Role.allCases {
                        let expected =
                            switch role {
                            case .superAdmin: true
                            case .developer: self.isEnough(rights, for: row.developer, in: environment)
                            case .admin, .liveUser, .portalUser: false
                            }
                        // A system connection is made by a task, and not managed by hand.
                        let isManual = kind != .system || !Self.managing.contains(row.action)
                        let decision = policy.decide(self.request(row.action, kind, role, rights, environment))
                        #expect(
                            decision.isAllowed == (expected && isManual),
                            "\(row.action) \(kind) \(role) \(rights) \(environment): \(decision)")
                        #expect(decision.isAllowed || !decision.refusals.isEmpty)
                    }
                }
            }
        }
    }

    @Test(arguments: nobody) func `nobody does what is not in the table`(action: Action) {
        for kind in Connection.Kind.allCases {
            for role in Role.allCases {
                let decision = Policy().decide(self.request(action, kind, role, .all, .development))
                #expect(!decision.isAllowed && !decision.refusals.isEmpty, "\(decision)")
            }
        }
    }

    @Test(arguments: rows) func `nothing happens in production`(row: Row) {
        for role in Role.allCases {
            let decision = Policy().decide(self.request(row.action, .admin, role, .all, .production))
            #expect(!decision.isAllowed && decision.refusals.contains { $0.rule == "environment.side" })
        }
    }

    @Test func `every action has its row`() {
        let known: Set<Action> = [
            .registerApplication, .createConnection, .manageCredentialSet, .editConnection, .enable, .disable,
            .addReference, .removeReference, .deleteConnection, .viewConnection, .authorize, .revoke, .publish,
            .inviteClient, .share, .sendUpdate, .acceptInvitation, .install, .uninstall, .use, .readAudit,
            .createSystemConnection,
        ]
        #expect(known.subtracting(Self.rows.map(\.action)).subtracting(Self.nobody).isEmpty)
    }

    @Test func `a task without a person uses what is not one user's, and makes system connections`() {
        for action in known {
            for kind in Connection.Kind.allCases {
                var request = self.request(action, kind, .superAdmin, .all, .development)
                request.principal = nil
                let isUse = action == .use && kind != .loggedInUser
                let isMaking = action == .createSystemConnection && kind != .loggedInUser
                #expect(Policy().decide(request).isAllowed == (isUse || isMaking), "\(action) \(kind)")
            }
        }
    }

    private var known: [Action] { Self.rows.map(\.action) + Self.nobody }
}
