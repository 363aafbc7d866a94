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
