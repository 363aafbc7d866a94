import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// A connection that an administrator of the client disables for a while.
@Suite struct PauseTests {
    let world = World()

    @Test func `a disabled connection gives nothing, and is the same when it is enabled again`() async throws {
        let (installation, books) = try await self.world.connectedBooks()
        let grant = try await self.world.grant(of: "books")
        _ = try await books.credential(at: self.world.sale, for: nil)
        let paused = try await self.world.workspace.pauseConnection(
            "books", in: installation.id, as: self.world.admin)
        #expect(paused.isPaused)
        let error = try await self.world.refusal(.connectionDisabled) {
            try await books.credential(at: self.world.sale, for: nil)
        }
        #expect(error.remedy.contains("super admin or admin"))
        let elsewhere = try await ConnectionRuntime(self.world.otherProcess()).connection(
            "books", in: .installed(installation.id, of: "acme"))
        try await self.world.refusal(.connectionDisabled) {
            try await elsewhere.credential(at: self.world.sale, for: nil)
        }
        let panel = try await self.world.workspace.connections(in: installation.id, as: self.world.admin)
        #expect(panel.first?.status.isConnected == false && panel.first?.status.grant == .authorized)
        #expect(panel.first?.status.nextAction?.contains("enable it again") == true)
        #expect(try await self.world.stored(grant.id) == grant)

        let resumed = try await self.world.workspace.resumeConnection(
            "books", in: installation.id, as: self.world.superAdmin)
        #expect(!resumed.isPaused)
        #expect(try await self.world.store.read(Connection.self, resumed.id, in: "acme") == resumed)
        #expect(try token(try await books.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
        let entries = try await self.world.trail(of: "acme").map(\.entry).suffix(2)
        #expect(entries.map(\.action) == [.pauseConnection, .resumeConnection])
        #expect(entries.allSatisfy { $0.connection == resumed.id && $0.changed == ["paused"] })
    }

    @Test func `it can be authorized while it is disabled, and is not connected for that`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        try await self.world.workspace.pauseConnection("books", in: installation.id, as: self.world.admin)
        let status = try await self.world.authorize("books", in: installation, as: self.world.admin)
        #expect(!status.isConnected && status.grant == .authorized)
    }

    @Test func `who may not, and what is so already, is refused`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        for person in [World.dora, self.world.maria] {
            try await self.world.refusal(.denied) {
                try await self.world.workspace.pauseConnection("books", in: installation.id, as: person)
            }
            try await self.world.refusal(.denied) {
                try await self.world.workspace.resumeConnection("books", in: installation.id, as: person)
            }
        }
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.resumeConnection("books", in: installation.id, as: self.world.admin)
        }
        try await self.world.workspace.pauseConnection("books", in: installation.id, as: self.world.admin)
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.pauseConnection("books", in: installation.id, as: self.world.admin)
        }
        try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        try await self.world.refusal(.applicationDisabled) {
            try await self.world.workspace.resumeConnection("books", in: installation.id, as: self.world.admin)
        }
    }

    @Test func `a system connection has nothing to manage but its authorization`() async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let context = TaskContext.installed(installation.id, of: "acme")
        _ = try await self.world.runtime.systemConnection(to: World.crm, scopes: ["read"], in: context)
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.workspace.pauseConnection("system_crm", in: installation.id, as: self.world.admin)
        }
    }

    @Test func `a system connection that the application does not use is not there`() async throws {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let crm = Connection(
            id: .fixture(9), account: "acme", origin: .system, kind: .system, connector: World.crm,
            name: "CRM (system)",
            linkName: "system_crm", mode: .platformManaged, scopes: ["read"], sharesAuthorization: false,
            application: nil, createdAt: self.world.time.now, createdBy: nil)
        try await self.world.write { $0.insert(crm) }
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.pauseConnection("system_crm", in: installation.id, as: self.world.admin)
        }
    }

    @Test func `who asks while it is being disabled gets nothing afterwards`() async throws {
        let (installation, books) = try await self.world.connectedBooks()
        _ = try await books.credential(at: self.world.sale, for: nil)
        // A task asks between the look and the commit: it still gets the credential, and the next does not.
        self.world.store.interpose(.commit) {
            _ = try? await books.credential(at: self.world.sale, for: nil)
        }
        try await self.world.workspace.pauseConnection("books", in: installation.id, as: self.world.admin)
        try await self.world.refusal(.connectionDisabled) {
            try await books.credential(at: self.world.sale, for: nil)
        }
    }

    @Test func `an uninstallation while it is being disabled comes first`() async throws {
        let (installation, _) = try await self.world.connectedBooks()
        self.world.store.interpose(.commit) {
            try? await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        }
        let error = try await self.world.error {
            try await self.world.workspace.pauseConnection("books", in: installation.id, as: self.world.admin)
        }
        #expect(error.code == .applicationDisabled)
    }
}
