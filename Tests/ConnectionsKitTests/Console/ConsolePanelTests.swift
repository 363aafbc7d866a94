import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct ConsolePanelTests {
    let world = World()

    /// An application with one connection in a form and a page, one in the page, and one that a task made.
    private func application() async throws -> Connection {
        let books = try await self.world.definition()
        try await self.world.console.addReference(from: self.world.panel, to: books.id, as: self.world.developer)
        let sheets = try await self.world.console.createConnection(
            to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: self.world.developer)
        try await self.world.console.enable(sheets.id, for: "estate", as: self.world.developer)
        try await self.world.console.addReference(from: self.world.panel, to: sheets.id, as: self.world.developer)
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
        return books
    }

    @Test func `live mode shows every connection of the application, with how it stands there`() async throws {
        let books = try await self.application()
        let console = self.world.console
        let pending = try await console.authorize(books.id, in: .stage, as: self.world.developer)
        try await console.complete(try World.callback(pending), as: self.world.developer)
        for (environment, isConnected) in [(LiveEnvironment.development, false), (.stage, true)] {
            let entries = try await console.panel(of: "estate", in: environment, as: self.world.developer)
            #expect(entries.map(\.linkName) == ["books", "sheets", "system_crm"])
            #expect(entries.first?.status.isConnected == isConnected)
            #expect(entries.allSatisfy { $0.canAuthorize })
            #expect(entries.first?.places.count == 2)
        }
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await console.panel(of: "estate", in: .production, as: self.world.developer)
        }
    }

    @Test(arguments: [("home", ["books", "sheets"]), ("sale", ["books"]), ("nowhere", [])])
    func `edit mode shows those of the component, and nothing is authorized in it`(
        component: String, linkNames: [String]
    ) async throws {
        _ = try await self.application()
        let entries = try await self.world.console.panel(
            ofComponent: component, of: "estate", as: self.world.developer)
        #expect(entries.map(\.linkName) == linkNames)
        #expect(entries.allSatisfy { !$0.canAuthorize && $0.refusal?.contains("edit mode") == true })
    }

    @Test func `a developer may authorize where they have access, and is told where not`() async throws {
        _ = try await self.application()
        let tess = Principal.console("tess", account: "maker", role: .developer, rights: ["estate": .stageAccess])
        let stage = try await self.world.console.panel(of: "estate", in: .stage, as: tess)
        #expect(stage.count == 3 && stage.allSatisfy { $0.canAuthorize })
        let development = try await self.world.console.panel(of: "estate", in: .development, as: tess)
        #expect(development.count == 3 && development.allSatisfy { !$0.canAuthorize })
        #expect(development.first?.refusal?.contains("access to development") == true)
        let nobody = Principal.console("nobody", account: "maker", role: .developer, rights: ["other": .all])
        try await self.world.refusal(.denied) {
            try await self.world.console.panel(of: "estate", in: .stage, as: nobody)
        }
        try await self.world.refusal(.denied) {
            try await self.world.console.panel(ofComponent: "home", of: "estate", as: nobody)
        }
    }

    @Test func `an application of another account does not exist, and what one installed is not the console's`()
        async throws
    {
        _ = try await self.application()
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        let foreign = try await self.world.refusal(.notFound) {
            try await self.world.console.panel(of: "estate", in: .stage, as: rita)
        }
        let unknown = try await self.world.refusal(.notFound) {
            try await self.world.console.panel(of: "nowhere", in: .stage, as: rita)
        }
        #expect(foreign.description == unknown.description)
        let boss = Principal.client("boss", account: "maker", role: .superAdmin)
        _ = try await self.world.install(as: boss)
        #expect(
            try await self.world.console.panel(of: "estate", in: .stage, as: self.world.owner).count == 3)
    }
}
