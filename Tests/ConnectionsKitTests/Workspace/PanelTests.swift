import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct PanelTests {
    @Test func `administrators and developers see every kind, everybody else their own alone`() async throws {
        let world = World()
        _ = try await world.definition()
        let sheets = try await world.console.createConnection(
            to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: world.developer)
        try await world.console.enable(sheets.id, for: "estate", as: world.developer)
        try await world.console.addReference(from: world.panel, to: sheets.id, as: world.developer)
        let installation = try await world.install()
        _ = try await world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .installed(installation.id, of: "acme"))
        try await world.authorize("sheets", in: installation, as: world.maria)
        for role in [Role.superAdmin, .admin, .developer] {
            let person = Principal.client("pat", account: "acme", role: role)
            let entries = try await world.workspace.connections(in: installation.id, as: person)
            #expect(entries.map(\.linkName) == ["books", "sheets", "system_crm"])
            #expect(entries.allSatisfy { $0.canAuthorize && !$0.status.isConnected })
        }
        let own = try await world.workspace.connections(in: installation.id, as: world.maria)
        #expect(own.map(\.linkName) == ["sheets"] && own.first?.status.isConnected == true)
        let portal = Principal.client("pia", account: "acme", role: .portalUser)
        let outside = try await world.workspace.connections(in: installation.id, as: portal)
        #expect(outside.map(\.canAuthorize) == [false] && outside.first?.status.isConnected == false)
        #expect(try await world.workspace.connections(in: installation.id, as: world.nils).first?.status.grant == nil)
    }
}
