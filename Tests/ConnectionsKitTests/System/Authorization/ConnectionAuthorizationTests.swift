import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Seeing and ending the authorizations that others made.
@Suite struct ConnectionAuthorizationTests {
    let world = World()

    @Test func `administrators see page by page who authorized, and revoke one`() async throws {
        _ = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let installation = try await self.world.install()
        for person in [self.world.maria, self.world.nils, self.world.admin] {
            try await self.world.authorize("sheets", in: installation, as: person)
            self.world.time.advance(by: .seconds(1))
        }
        var seen: [ConnectionAuthorization] = []
        var cursor: Cursor?
        repeat {
            let page = try await self.world.workspace.authorizations(
                of: "sheets", in: installation.id, after: cursor, limit: 2, as: self.world.superAdmin)
            #expect(page.elements.count <= 2)
            seen += page.elements
            cursor = page.next
        } while cursor != nil
        #expect(Set(seen.compactMap(\.user)) == ["maria", "nils", "adam"] && seen.count == 3)
        let maria = try #require(seen.first { $0.user == "maria" })
        #expect(maria.environment == .production && maria.status.isConnected)
        #expect(maria.status.accountName == "Sheets Account 1" && maria.status.authorizedBy == "maria")
        #expect(maria.authorizedAt == self.world.time.now - .seconds(3))

        try await self.world.workspace.revoke("sheets", in: installation.id, of: "maria", as: self.world.admin)
        let after = try await self.world.workspace.authorizations(
            of: "sheets", in: installation.id, as: self.world.admin)
        #expect(after.elements.first { $0.user == "maria" }?.status.grant == .revoked)
        #expect(after.elements.count { $0.status.isConnected } == 2)
        let sheets = try await self.world.task("sheets", in: installation)
        try await self.world.refusal(.notAuthorized) {
            try await sheets.credential(at: self.world.panel, for: self.world.maria)
        }
        _ = try await sheets.credential(at: self.world.panel, for: self.world.nils)
    }

    @Test func `nobody else sees them`() async throws {
        _ = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let installation = try await self.world.install()
        for person in [World.dora, self.world.maria] {
            try await self.world.refusal(.denied) {
                try await self.world.workspace.authorizations(of: "sheets", in: installation.id, as: person)
            }
        }
        let stranger = Principal.console("stan", account: "maker", role: .developer)
        let sheets = try #require(try await self.world.store.first(.linkName("sheets", in: .account), in: "maker"))
        try await self.world.refusal(.denied) {
            try await self.world.console.authorizations(of: sheets.id, as: stranger)
        }
    }

    @Test func `in the console there is one for each tester and environment`() async throws {
        let sheets = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        try await self.world.test(sheets.id, in: .development)
        try await self.world.test(sheets.id, in: .stage)
        try await self.world.test(sheets.id, in: .stage, as: self.world.owner)
        let page = try await self.world.console.authorizations(of: sheets.id, as: self.world.developer)
        #expect(
            Set(page.elements.map(\.id))
                == [
                    Slot.ID(connection: sheets.id, environment: .development, user: "dan"),
                    Slot.ID(connection: sheets.id, environment: .stage, user: "dan"),
                    Slot.ID(connection: sheets.id, environment: .stage, user: "olga"),
                ])
        let report = try await self.world.console.revoke(
            sheets.id, in: .stage, of: "olga", as: self.world.developer)
        #expect(report.alsoStopped.isEmpty)
        #expect(
            try await self.world.console.status(of: sheets.id, in: .stage, as: self.world.developer).isConnected)
        try await self.world.refusal(.notAuthorized) {
            try await self.world.console.revoke(
                sheets.id, in: .development, of: "olga", as: self.world.developer)
        }
    }
}
