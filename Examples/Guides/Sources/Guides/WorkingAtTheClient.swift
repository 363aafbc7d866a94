import ConnectionsKit

func installing(_ system: ConnectionSystem, _ share: Share, as superAdmin: Principal) async throws -> Installation {
    let workspace = Workspace(system)
    let plan = try await workspace.planInstall(of: share.link, as: superAdmin)
    print(plan)
    let installation = try await workspace.install(plan, as: superAdmin)
    return installation
}

func showing(_ workspace: Workspace, _ installation: Installation, to user: Principal) async throws {
    let panel = try await workspace.connections(
        in: installation.id, using: .only(["sale", "home"]), as: user)
    for entry in panel { print(entry.name, entry.status.isConnected, entry.canAuthorize) }
}

func telling(_ workspace: Workspace, _ installation: Installation, as superAdmin: Principal) async throws {
    let pending = try await workspace.authorize(
        "zendesk", in: installation.id, details: ["subdomain": "acme"], as: superAdmin)
    _ = pending
}

func authorizingDevices(
    _ workspace: Workspace, _ installation: Installation, as superAdmin: Principal
) async throws {
    let pending = try await workspace.authorize("screen", in: installation.id, as: superAdmin)
    if let device = pending.device { print("Enter \(device.userCode) at \(device.verificationURI)") }
    let status = try await workspace.completeWhenConsented(pending, as: superAdmin)
    _ = status
}

func polling(_ workspace: Workspace, state: String, as superAdmin: Principal) async throws {
    switch try await workspace.poll(state: state, as: superAdmin) {
    case .pending(let retryAt): print("Ask again at \(retryAt).")
    case .authorized(let status): print(status.accountName ?? "")
    }
}

func moving(
    _ workspace: Workspace, _ installation: Installation, access: Secret, until end: Timestamp, refresh: Secret,
    as superAdmin: Principal
) async throws {
    var tokens = ImportedTokens(
        accessToken: access, expiresAt: end, refreshToken: refresh, clientID: "1000.A…")
    tokens.accountName = "Ledger of Acme"
    try await workspace.importAuthorization(
        of: "zoho_books", in: installation.id, tokens: tokens, as: superAdmin)
}

func updating(_ workspace: Workspace, _ installation: Installation, as superAdmin: Principal) async throws {
    try await workspace.addStage(to: installation.id, as: superAdmin)
    if let update = try await workspace.availableUpdate(of: installation.id, in: .stage, as: superAdmin) {
        print("release \(update.release.number) can be installed")
    }
    let trial = try await workspace.planUpgrade(of: installation.id, in: .stage, as: superAdmin)
    print(trial)
    try await workspace.upgrade(trial, as: superAdmin)
    // After the test, the same release for production:
    try await workspace.upgrade(
        try await workspace.planPromotion(of: installation.id, as: superAdmin), as: superAdmin)
}

func leaving(_ workspace: Workspace, as superAdmin: Principal) async throws {
    let leaving = try await workspace.planDeactivation(of: "adam", as: superAdmin)
    print(leaving)
    try await workspace.depart(leaving, as: superAdmin)
    // What still waits for somebody:
    for entry in try await workspace.reviewDeparture(of: "adam", as: superAdmin) { print(entry.authorization.name) }
    // Adam returns in time; what others authorized meanwhile stays as it is.
    try await workspace.reactivateUser("adam", as: superAdmin)
}

func removing(_ workspace: Workspace, _ installation: Installation, as superAdmin: Principal) async throws {
    let removal = try await workspace.planUninstall(of: installation.id, as: superAdmin)
    print(removal)
    try await workspace.uninstall(removal, as: superAdmin)
    // Later: what became of the revocations at the services.
    let report = try await workspace.uninstallReport(of: installation.id, as: superAdmin)
    _ = report
}
