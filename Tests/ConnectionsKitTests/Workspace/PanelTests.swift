import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct PanelTests {
    @Test func `whoever may authorize the system connection may revoke it`() async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let context = TaskContext.installed(installation.id, of: "acme")
        let crm = try await world.runtime.systemConnection(to: World.crm, scopes: ["read"], in: context)
        let pending = try await world.workspace.authorizeSystemConnection(to: World.crm, as: world.admin)
        try await world.workspace.complete(try World.callback(pending), as: world.admin)
        try await world.refusal(.denied) {
            try await world.workspace.revokeSystemConnection(to: World.crm, as: world.maria)
        }
        try await world.workspace.revokeSystemConnection(to: World.crm, as: world.superAdmin)
        #expect(await code { try await crm.credential(at: .integrationTask("push"), for: nil) } == .notAuthorized)
    }

    @Test func `nothing is connected in an application that is uninstalled`() async throws {
        let world = World()
        let (installation, _) = try await world.connectedBooks()
        try await world.workspace.uninstall(installation.id, as: world.superAdmin)
        let panel = try await world.workspace.connections(in: installation.id, as: world.admin)
        #expect(panel.map(\.status.isConnected) == [false])
        #expect(panel.first?.status.nextAction?.contains("uninstalled") == true)
    }

    @Test func `who could do it for another is told, and not who could for themselves`() async throws {
        let world = World()
        _ = try await world.definition(to: World.sheets, kind: .loggedInUser, from: world.panel)
        let installation = try await world.install()
        try await world.authorize("sheets", in: installation, as: world.maria)
        let developer = Principal.client("cleo", account: "acme", role: .developer)
        let refusal = try await world.refusal(.denied) {
            try await world.workspace.revoke("sheets", in: installation.id, of: "maria", as: developer)
        }
        #expect(refusal.decision?.whoCould == ["super admin", "admin"])
    }

    @Test(arguments: [["", "crm"], ["a,b"], ["x y"], ["crm", "crm"], ["\u{0}"]])
    func `a task cannot spoil the system connection with scopes that are none`(_ scopes: [String]) async throws {
        let world = World()
        _ = try await world.definition()
        let installation = try await world.install()
        let context = TaskContext.installed(installation.id, of: "acme")
        _ = try await world.runtime.systemConnection(to: World.crm, scopes: ["crm"], in: context)
        let refusal = try await world.refusal(.invalidInput) {
            try await world.runtime.systemConnection(to: World.crm, scopes: scopes, in: context)
        }
        #expect(refusal.field == "scopes")
        try await world.refusal(.denied, hasRemedy: false) {
            try await world.runtime.systemConnection(
                to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .production))
        }
    }

    @Test func `wrong fields can be corrected in the same attempt`() async throws {
        let world = World()
        let sms = try await world.definition(to: World.sms)
        let pending = try await world.console.authorize(sms.id, in: .development, as: world.developer)
        let refusal = try await world.error {
            try await world.console.complete(
                pending, fields: SecretFields([("key", Secret("k"))]), as: world.developer)
        }
        #expect(refusal.code == .missingCredentialField && refusal.field == "sender")
        let right = SecretFields([("key", Secret("k")), ("sender", Secret("s"))])
        #expect(try await world.console.complete(pending, fields: right, as: world.developer).isConnected)
        #expect(
            await code { try await world.console.complete(pending, fields: right, as: world.developer) }
                == .attemptAlreadyUsed)
    }
}
