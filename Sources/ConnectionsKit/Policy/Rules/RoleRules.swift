/// Who may do what: the matrices of the console and of the client's side, as a table.
///
/// What the table says is written out for people in `Documentation/PolicyMatrix.md`, which a test compares with it.
enum RoleRules {
    private static let developers: RoleSet = [.superAdmin, .developer]
    private static let administrators: RoleSet = [.superAdmin, .admin, .developer]
    private static let everybody: RoleSet = [.superAdmin, .admin, .developer, .liveUser]

    /// The table.
    ///
    /// Where a request is met by several rows, any of them permits it.
    static let table: [RoleGrant] = Self.console + Self.client

    /// The table, ready to be asked.
    static let compiled = RoleTable(Self.table)

    private static let console: [RoleGrant] = [
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
                .changeSharing, .viewAuthorizations, .viewReleases,
            ], roles: Self.developers, right: .any),
        RoleGrant(
            id: "console.refer", side: .console, actions: [.addReference, .removeReference, .importDefinitions],
            roles: Self.developers, right: .fixed(.developmentAccess)),
        RoleGrant(
            id: "console.authorize", side: .console,
            actions: [.authorize, .beginAuthorization, .switchAuthorization, .reuseAuthorization, .use],
            kinds: [.admin, .system], roles: Self.developers, right: .access),
        RoleGrant(
            id: "console.authorize-own", side: .console,
            actions: [.authorize, .beginAuthorization, .switchAuthorization, .use], kinds: [.loggedInUser],
            roles: Self.developers, right: .access, isForSelf: true),
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
            id: "console.use-by-task", side: .console, actions: [.use], kinds: [.admin, .system], roles: [],
            admitsTasks: true),
        RoleGrant(
            id: "console.task", side: .console, actions: [.createSystemConnection], kinds: [.system], roles: [],
            admitsTasks: true),
    ]

    private static let client: [RoleGrant] = [
        RoleGrant(
            id: "client.own", side: .client,
            actions: [.acceptInvitation, .install, .upgrade, .manageEnvironments, .uninstall], roles: [.superAdmin]),
        RoleGrant(
            id: "client.authorize-shared", side: .client,
            actions: [
                .authorize, .beginAuthorization, .switchAuthorization, .reuseAuthorization, .renameAuthorization,
                .changeSharing, .revoke,
            ], kinds: [.admin, .system], roles: Self.administrators),
        RoleGrant(
            id: "client.authorize-own", side: .client,
            actions: [.authorize, .beginAuthorization, .switchAuthorization, .renameAuthorization],
            kinds: [.loggedInUser], roles: Self.everybody, isForSelf: true, admitsPortalUsers: true),
        // An application that no longer lets portal users in does not keep them from ending what they once authorized.
        RoleGrant(
            id: "client.revoke-own", side: .client, actions: [.revoke], kinds: [.loggedInUser],
            roles: Self.everybody.union(.portalUser), isForSelf: true),
        RoleGrant(
            id: "client.manage-others", side: .client, actions: [.revoke, .viewAuthorizations, .changeSharing],
            kinds: [.loggedInUser], roles: [.superAdmin, .admin]),
        RoleGrant(
            id: "client.pause", side: .client, actions: [.pauseConnection, .resumeConnection],
            roles: [.superAdmin, .admin]),
        RoleGrant(
            id: "client.use-shared", side: .client, actions: [.use], kinds: [.admin, .system],
            roles: Self.everybody.union(.portalUser), admitsTasks: true),
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
            roles: Self.everybody.union(.portalUser)),
        RoleGrant(
            id: "client.view-installations", side: .client, actions: [.viewInstallations, .viewMarketplace],
            roles: Self.everybody),
        RoleGrant(
            id: "client.people", side: .client,
            actions: [
                .deactivateUser, .reactivateUser, .deleteUser, .reviewAuthorizations, .changeSuperAdmin, .readAudit,
            ], roles: [.superAdmin, .admin]),
    ]
}
