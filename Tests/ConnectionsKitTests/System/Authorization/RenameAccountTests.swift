import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct RenameAccountTests {
    let world = World()

    @Test func `administrators and developers rename the account of an admin authorization`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        for (number, person) in [self.world.superAdmin, self.world.admin, World.dora].enumerated() {
            let status = try await self.world.workspace.renameAccount(
                of: "books", in: installation.id, to: "Ledger \(number)", as: person)
            #expect(status.accountName == "Ledger \(number)" && status.isConnected)
        }
        #expect(try await self.world.stored(grant.id).accountName == "Ledger 2")
        let entry = try await self.world.trail(of: "acme").last?.entry
        #expect(entry?.action == .renameAuthorization && entry?.grant == grant.id)
        #expect(entry?.changed == ["account_name"])
        // The name that it has is no change.
        let before = try await self.world.observed.records()
        try await self.world.workspace.renameAccount(
            of: "books", in: installation.id, to: "Ledger 2", as: self.world.admin)
        #expect(try await self.world.observed.records() == before)
        try await self.world.refusal(.denied) {
            try await self.world.workspace.renameAccount(
                of: "books", in: installation.id, to: "Mine", as: self.world.maria)
        }
    }

    @Test func `users rename their own`() async throws {
        _ = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let installation = try await self.world.install()
        for person in [self.world.maria, self.world.nils] {
            try await self.world.authorize("sheets", in: installation, as: person)
        }
        let status = try await self.world.workspace.renameAccount(
            of: "sheets", in: installation.id, to: "Maria's", as: self.world.maria)
        #expect(status.accountName == "Maria's")
        #expect(
            try await self.world.observed.all(Grant.self).map(\.accountName).sorted()
                == ["Maria's", "Sheets Account 2"])
    }

    @Test func `each environment has a name of its own`() async throws {
        let books = try await self.world.definition()
        for environment in [LiveEnvironment.development, .stage] {
            try await self.world.test(books.id, in: environment)
        }
        try await self.world.console.renameAccount(
            of: books.id, in: .stage, to: "Stage ledger", as: self.world.developer)
        func name(_ environment: LiveEnvironment) async throws -> String? {
            try await self.world.console.status(of: books.id, in: environment, as: self.world.developer).accountName
        }
        #expect(try await name(.stage) == "Stage ledger")
        #expect(try await name(.development) == "Books Account 1")
    }

    @Test(arguments: [
        "", "   ", "a\nb", "a\u{0}", "a\u{202E}b", "\u{2028}", String(repeating: "x", count: 101),
        "x" + String(repeating: "\u{301}", count: 600),
    ])
    func `a name that cannot be shown is refused`(name: String) async throws {
        let (installation, _) = try await self.world.twoBooks()
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.workspace.renameAccount(
                of: "books", in: installation.id, to: name, as: self.world.admin)
        }
        #expect(error.field == "accountName" && error.remedy.contains("100 printable characters"))
    }

    @Test(arguments: ["a", "jo+ledger@example.com", "Büro Köln (№ 2)", "帳簿", "👩‍👩‍👧", String(repeating: "x", count: 100)])
    func `a name of a hundred printable characters is taken`(name: String) async throws {
        let (installation, _) = try await self.world.twoBooks()
        let status = try await self.world.workspace.renameAccount(
            of: "books", in: installation.id, to: name, as: self.world.admin)
        #expect(status.accountName == name)
    }

    @Test func `there must be an account to rename`() async throws {
        let (installation, _) = try await self.world.twoBooks()
        try await self.world.refusal(.notAuthorized) {
            try await self.world.workspace.renameAccount(
                of: "books_2", in: installation.id, to: "Ledger", as: self.world.admin)
        }
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.admin)
        try await self.world.refusal(.notAuthorized) {
            try await self.world.workspace.renameAccount(
                of: "books", in: installation.id, to: "Ledger", as: self.world.admin)
        }
    }

    @Test func `a rename and a revocation at the same time leave the grant revoked`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        self.world.store.interpose(.commit) {
            _ = try? await self.world.workspace.revoke("books", in: installation.id, as: self.world.superAdmin)
        }
        let error = try await self.world.error {
            try await self.world.workspace.renameAccount(
                of: "books", in: installation.id, to: "Ledger", as: self.world.admin)
        }
        #expect(error.code == .notAuthorized)
        let stored = try await self.world.stored(grant.id)
        #expect(stored.status == .revoked && stored.accountName == grant.accountName)
    }
}
