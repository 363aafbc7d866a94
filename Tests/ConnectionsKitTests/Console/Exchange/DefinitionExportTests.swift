import ConnectionsKit
import ConnectionsKitTesting
import Foundation
import Testing

@Suite struct DefinitionExportTests {
    let world = World()

    private var console: DeveloperConsole { self.world.console }

    /// Four connections: one with a credential set, one logged-in, one shared, one that nothing uses.
    private func estate() async throws {
        try await self.console.registerApplication("estate", name: "Estate", as: self.world.owner)
        let set = try await self.world.credentialSet(for: World.books, secret: Secret("s3cr3t"))
        let definitions = [
            try await self.console.createConnection(
                to: World.books, kind: .admin, name: "Ledger", mode: .clientCredentials(set), scopes: ["b", "a"],
                as: self.world.owner),
            try await self.console.createConnection(
                to: World.sheets, kind: .loggedInUser, scopes: ["read"], as: self.world.owner),
            try await self.console.createConnection(
                to: World.sms, kind: .admin, name: "Größe", as: self.world.owner),
            try await self.console.createConnection(
                to: World.books, kind: .admin, scopes: ["read"], sharesAuthorization: true, as: self.world.owner),
        ]
        for connection in definitions {
            try await self.console.enable(connection.id, for: "estate", as: self.world.owner)
        }
        for place in [self.world.sale, self.world.panel, .invokeURL("f")] {
            try await self.console.addReference(from: place, to: definitions[0].id, as: self.world.owner)
        }
        try await self.console.addReference(from: .smsAction("note"), to: definitions[2].id, as: self.world.owner)
        _ = try await self.world.runtime.systemConnection(
            to: World.crm, scopes: ["crm"], in: .console("estate", of: "maker", .development))
    }

    @Test func `an export has the definitions of the application, and no secret`() async throws {
        try await self.estate()
        let loose = try await self.console.createConnection(
            to: World.books, kind: .admin, name: "Loose", scopes: ["read"], as: self.world.owner)
        let ledger = try #require(try await self.world.store.first(.linkName("ledger", in: .account), in: "maker"))
        try await self.world.test(ledger.id)
        let document = try await self.console.exportDefinitions(of: "estate", as: self.world.owner)
        #expect(document.connections.map(\.linkName) == ["books", "gr_e", "ledger", "sheets"])
        #expect(document.application == "estate")
        let exported = try #require(document.connections.first { $0.linkName == "ledger" })
        #expect(exported.mode == .credentialSet(named: "Client") && exported.scopes == ["a", "b"])
        #expect(exported.places == [self.world.sale, .invokeURL("f"), self.world.panel])
        #expect(document.connections[0].sharesAuthorization && document.connections[3].kind == .loggedInUser)
        #expect(document.connections[1].mode == nil && document.connections[1].name == "Größe")
        let json = try document.json()
        #expect(try #require(DefinitionSchemaTests.schema).faults(in: json) == [])
        for secret in ["s3cr3t", "client-1", "maker", "access-1", "dan", loose.linkName, ledger.id.description] {
            #expect(!json.contains(secret), "\(secret)")
        }
    }

    @Test func `exporting, importing and exporting again give the same bytes`() async throws {
        try await self.estate()
        let json = try await self.console.exportDefinitions(of: "estate", as: self.world.owner).json()
        #expect(try await self.console.exportDefinitions(of: "estate", as: self.world.owner).json() == json)
        // Into the account that it came from: nothing changes.
        let document = try DefinitionDocument(json: json)
        let same = try await self.console.planImport(document, into: "estate", as: self.world.owner)
        #expect(same.changesNothing && same.problems.isEmpty && same.effects == Effects())
        // Into another account.
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        try await self.console.registerApplication("estate", name: "Estate", as: rita)
        _ = try await self.world.credentialSet(for: World.books, as: rita)
        let plan = try await self.console.planImport(document, into: "estate", as: rita)
        try await self.console.apply(plan, as: rita)
        #expect(try await self.console.exportDefinitions(of: "estate", as: rita).json() == json)
    }

    @Test func `an export stands in the trail, and changes nothing`() async throws {
        try await self.estate()
        let records = try await self.world.observed.records()
        _ = try await self.console.exportDefinitions(of: "estate", as: self.world.owner)
        #expect(try await self.world.observed.records() == records)
        let entry = try await self.world.trail(of: "maker").last?.entry
        #expect(entry?.action == .exportDefinitions && entry?.subject == "application:estate")
        #expect(entry?.changed == [])
    }

    @Test func `an export is of one moment`() async throws {
        try await self.estate()
        let ledger = try #require(try await self.world.store.first(.linkName("ledger", in: .account), in: "maker"))
        self.world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .exportDefinitions } }) {
            _ = try? await self.world.console.edit(ledger.id, name: "Late", as: self.world.owner)
            try? await self.world.console.removeReference(
                from: self.world.sale, to: ledger.id, as: self.world.owner)
        }
        let document = try await self.console.exportDefinitions(of: "estate", as: self.world.owner)
        let exported = document.connections.first { $0.linkName == "ledger" }
        #expect(exported?.name == "Late" && exported?.places == [.invokeURL("f"), self.world.panel])
    }

    @Test func `only the super admin exports`() async throws {
        try await self.estate()
        try await self.world.refusal(.denied) {
            try await self.console.exportDefinitions(of: "estate", as: self.world.developer)
        }
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        let foreign = try await self.world.refusal(.notFound) {
            try await self.console.exportDefinitions(of: "estate", as: rita)
        }
        let absent = try await self.world.refusal(.notFound) {
            try await self.console.exportDefinitions(of: "nowhere", as: rita)
        }
        #expect(foreign.description == absent.description)
    }
}
