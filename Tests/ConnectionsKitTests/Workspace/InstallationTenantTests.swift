import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// An installation of another account is not to be told from one that never was.
@Suite struct InstallationTenantTests {
    static let gus = Principal.client("gus", name: "Gus", account: "globex", role: .superAdmin)

    /// Operations that take an installation's identifier.
    static let operations: [(String, @Sendable (Workspace, Installation.ID) async throws -> Void)] = [
        ("installation", { _ = try await $0.installation($1, as: Self.gus) }),
        ("availableUpdate", { _ = try await $0.availableUpdate(of: $1, as: Self.gus) }),
        ("planUpgrade", { _ = try await $0.planUpgrade(of: $1, as: Self.gus) }),
        ("planPromotion", { _ = try await $0.planPromotion(of: $1, as: Self.gus) }),
        ("addStage", { _ = try await $0.addStage(to: $1, as: Self.gus) }),
        ("planStageRemoval", { _ = try await $0.planStageRemoval(from: $1, as: Self.gus) }),
        ("planUninstall", { _ = try await $0.planUninstall(of: $1, as: Self.gus) }),
        ("uninstall", { try await $0.uninstall($1, as: Self.gus) }),
        ("uninstallReport", { _ = try await $0.uninstallReport(of: $1, as: Self.gus) }),
        ("panel", { _ = try await $0.connections(in: $1, as: Self.gus) }),
    ]

    @Test(arguments: 0..<Self.operations.count) func `another account's installation does not exist`(index: Int)
        async throws
    {
        let world = World()
        let installation = try await world.installed([.bundled("books")])
        let operation = Self.operations[index].1
        let foreign = try await world.refusal(.notFound) { try await operation(world.workspace, installation.id) }
        let unknown = try await world.refusal(.notFound) { try await operation(world.workspace, .fixture(9)) }
        #expect(foreign.description == unknown.description)
    }

    @Test func `another account's plans are nobody's to carry out`() async throws {
        let world = World()
        let installation = try await world.installed([.bundled("books")])
        try await world.workspace.addStage(to: installation.id, as: world.superAdmin)
        _ = try await world.share(try await world.release(2, [.bundled("books")]))
        let upgrade = try await world.workspace.planUpgrade(of: installation.id, as: world.superAdmin)
        let stage = try await world.workspace.planStageRemoval(from: installation.id, as: world.superAdmin)
        let removal = try await world.workspace.planUninstall(of: installation.id, as: world.superAdmin)
        try await world.refusal(.notFound) { try await world.workspace.upgrade(upgrade, as: Self.gus) }
        try await world.refusal(.notFound) { try await world.workspace.removeStage(stage, as: Self.gus) }
        try await world.refusal(.notFound) { try await world.workspace.uninstall(removal, as: Self.gus) }
        guard case .share(let share) = upgrade.offer else { throw NothingThrown() }
        try await world.refusal(.notFound) { try await world.workspace.planInstall(of: share.link, as: Self.gus) }
    }
}
