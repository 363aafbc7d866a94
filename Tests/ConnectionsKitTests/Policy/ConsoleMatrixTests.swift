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
        var what: String
        var actions: [Action]
        var developer: Need
        /// The kinds of connection with which it can be done.
        var kinds: [Connection.Kind]
        /// The kinds with which it can only be done for oneself.
        var forOneself: [Connection.Kind]
        var testDescription: String { self.what }

        init(
            _ what: String, _ actions: [Action], _ developer: Need,
            kinds: [Connection.Kind] = Connection.Kind.allCases, forOneself: [Connection.Kind] = []
        ) {
            self.what = what
            self.actions = actions
            self.developer = developer
            self.kinds = kinds
            self.forOneself = forOneself
        }
    }

    static let user: [Connection.Kind] = [.admin, .loggedInUser]

    static let rows: [Row] = [
        Row("create a user connection", [.createConnection], .nothing, kinds: user),
        Row("register the developer's OAuth client", [.manageCredentialSet], .nothing),
        Row("rename, change scopes", [.editConnection], .anyRight, kinds: user),
        Row("enable for an application they were added to", [.enable, .disable], .anyRight, kinds: user),
        Row("refer to it from the application", [.addReference, .removeReference], .developmentAccess, kinds: user),
        Row("apply definitions to the application", [.importDefinitions], .developmentAccess),
        Row(
            "authorize any kind in a live environment, each tester for themselves",
            [.authorize, .beginAuthorization, .switchAuthorization, .use], .accessToEnvironment,
            forOneself: [.loggedInUser]),
        Row("use an authorization again", [.reuseAuthorization], .accessToEnvironment, kinds: [.admin]),
        Row("revoke, edit the account name", [.revoke, .renameAuthorization], .anyRight),
        Row("share an authorization over environments", [.changeSharing], .anyRight, kinds: user),
        Row("see references, see logged-in authorizations", [.viewConnection, .viewAuthorizations], .anyRight),
        Row("delete", [.deleteConnection], .anyRight, kinds: user),
        Row("publish to stage", [.publish], .publish),
        Row("see releases", [.viewReleases], .anyRight),
        Row("send an update to a client", [.sendUpdate], .distribute),
        Row(
            "add a client, share first, submit to the marketplace, create or export an application",
            [
                .inviteClient, .share, .submitToMarketplace, .registerApplication, .importApplication,
                .exportDefinitions,
            ], .neverEnough),
        Row("end a publication that is stuck", [.endPublication], .neverEnough),
        Row("set the terms, block, remove", [.setLicence, .blockClient, .removeFromClient], .neverEnough),
        Row(
            "look after people and the trail",
            [.deactivateUser, .reactivateUser, .deleteUser, .reviewAuthorizations, .readAudit], .neverEnough),
    ]

    /// What is done at a client, by the platform, by a task alone, or not at all.
    static let nobody: [Action] = [
        .pauseConnection, .resumeConnection, .reviewSubmission, .acceptInvitation, .viewMarketplace, .install, .upgrade,
        .manageEnvironments, .uninstall, .viewInstallations, .changeSuperAdmin, .createSystemConnection, .trimAudit,
        .eraseAccount, .rotateKeys, Action(rawValue: "create_custom_connector"), Action(rawValue: "launch_rockets"),
    ]

    private func request(
        _ action: Action, _ kind: Connection.Kind, _ role: Role, _ rights: ApplicationRights,
        _ environment: LiveEnvironment?, isOwn: Bool = true
    ) -> PolicyRequest {
        let principal = Principal.console(
            "pat", account: "maker", role: role, rights: ["estate": rights, "other": .all])
        var request = PolicyRequest(action, by: principal)
        request.connection = PolicyRequest.ConnectionFacts(kind: kind, name: "Books", isInstalled: false)
        request.connector = World.catalogue[World.crm]
        request.connectorID = World.crm
        request.application = "estate"
        request.environment = environment
        request.holder = isOwn ? "pat" : "somebody else"
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

    private func check(
        _ row: Row, _ action: Action, _ kind: Connection.Kind, _ role: Role, _ environment: LiveEnvironment
    ) {
        for rights in (UInt8(0)..<16).map(ApplicationRights.init(rawValue:)) {
            for isOwn in [true, false] {
                let mayRole =
                    switch role {
                    case .superAdmin: true
                    case .developer: self.isEnough(rights, for: row.developer, in: environment)
                    case .admin, .liveUser, .portalUser: false
                    }
                let may = mayRole && row.kinds.contains(kind) && (isOwn || !row.forOneself.contains(kind))
                let decision = Policy().decide(self.request(action, kind, role, rights, environment, isOwn: isOwn))
                #expect(
                    decision.isAllowed == may,
                    "\(action) \(kind) \(role) \(rights) \(environment) \(isOwn): \(decision)"
                )
                #expect(decision.isAllowed || !decision.refusals.isEmpty)
            }
        }
    }

    @Test(arguments: rows) func `each role, kind, environment, holder and set of rights`(row: Row) {
        for action in row.actions {
            for kind in Connection.Kind.allCases {
                for environment in [LiveEnvironment.development, .stage] {
                    for role in Role.allCases { self.check(row, action, kind, role, environment) }
                }
            }
        }
    }

    @Test(arguments: nobody) func `nobody does what is not in the table`(action: Action) {
        for kind in Connection.Kind.allCases {
            for role in Role.allCases {
                let decision = Policy().decide(self.request(action, kind, role, .all, .development))
                #expect(!decision.isAllowed && !decision.refusals.isEmpty, "\(decision)")
                #expect(decision.whoCould.isEmpty, "\(decision)")
            }
        }
    }

    @Test(arguments: rows) func `nothing happens in production`(row: Row) {
        for action in row.actions {
            for role in Role.allCases {
                let decision = Policy().decide(self.request(action, .admin, role, .all, .production))
                #expect(!decision.isAllowed && decision.refusals.contains { $0.rule == "environment.side" })
                #expect(decision.whoCould.isEmpty, "nobody could, but \(decision.whoCould)")
            }
        }
    }

    @Test func `every action that there is has its row`() {
        let written = Self.rows.flatMap(\.actions) + Self.nobody
        #expect(Set(Action.all).subtracting(written).isEmpty)
        #expect(Set(written).count == written.count)
    }

    @Test func `a task without a person uses what is not one user's, and makes system connections`() {
        for action in Self.rows.flatMap(\.actions) + Self.nobody {
            for kind in Connection.Kind.allCases {
                var request = self.request(action, kind, .superAdmin, .all, .development)
                request.principal = nil
                let isUse = action == .use && kind != .loggedInUser
                let isMaking = action == .createSystemConnection && kind == .system
                #expect(Policy().decide(request).isAllowed == (isUse || isMaking), "\(action) \(kind)")
            }
        }
    }

    @Test func `a custom connector is refused to everybody, and a connector of the catalogue to nobody who may create`()
    {
        for role in [Role.superAdmin, .developer] {
            for kind in Self.user {
                var request = self.request(.createConnection, kind, role, [], nil)
                #expect(Policy().decide(request).isAllowed)
                request.connectorID = "home_grown"
                request.connector = nil
                let decision = Policy().decide(request)
                #expect(decision.refusals.map(\.rule) == [.connectorInCatalogue] && decision.whoCould.isEmpty)
            }
        }
    }

    @Test(arguments: [Action.editConnection, .enable, .disable, .deleteConnection, .addReference, .removeReference])
    func `an installed connection stays as its developer made it`(action: Action) {
        for role in Role.allCases {
            var request = self.request(action, .admin, role, .all, .development)
            request.connection?.isInstalled = true
            let decision = Policy().decide(request)
            #expect(!decision.isAllowed && decision.refusals.contains { $0.rule == "installed.fixed" })
            #expect(decision.whoCould.isEmpty)
        }
    }

    @Test func `rights for another application say nothing, and one of several serves a system connection`() {
        var request = self.request(.authorize, .system, .developer, [], .stage)
        #expect(!Policy().decide(request).isAllowed)
        request.application = nil
        request.systemApplications = ["estate"]
        #expect(!Policy().decide(request).isAllowed)
        request.systemApplications = ["estate", "other"]
        #expect(Policy().decide(request).isAllowed)
        // Where no application has the connection yet, any right will do.
        request.systemApplications = []
        #expect(Policy().decide(request).isAllowed)
        request.principal?.rights = ["estate": []]
        #expect(!Policy().decide(request).isAllowed)
    }
}
