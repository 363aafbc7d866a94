import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// One authorization for several connections or environments.
@Suite struct ReuseTests {
    let world = World()

    @Test func `an authorization is offered with its account and its uses, and serves the other connection too`()
        async throws
    {
        let (installation, grant) = try await self.world.twoBooks()
        let offered = try await self.world.workspace.reusableAuthorizations(
            for: "books_2", in: installation.id, as: World.dora)
        let only = try #require(offered.first)
        #expect(offered.count == 1 && only.id == grant.id && only.accountName == "Books Account 1")
        #expect(only.authorizedBy == "adam" && only.authorizedAt == grant.createdAt && only.grantedScopes == ["read"])
        #expect(only.uses.map(\.name) == ["Books"] && only.uses.map(\.environment) == [.production])

        let status = try await self.world.workspace.reuseAuthorization(
            grant.id, for: "books_2", in: installation.id, as: World.dora)
        #expect(status.isConnected && status.authorizedBy == "adam" && self.world.provider.completeCalls == 1)
        for (name, place) in [("books", self.world.sale), ("books_2", self.world.panel)] {
            let task = try await self.world.task(name, in: installation)
            #expect(try token(try await task.credential(at: place, for: self.world.maria)) == "Bearer access-1")
        }
        let last = try await self.world.trail(of: "acme").last?.entry
        #expect(last?.action == .reuseAuthorization && last?.grant == grant.id && last?.changed == ["grant"])
        #expect(
            try await self.world.workspace.reusableAuthorizations(
                for: "books_2", in: installation.id, as: World.dora
            ).isEmpty)
    }

    @Test func `revoking one use says what else stops, and stops it`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        try await self.world.workspace.reuseAuthorization(
            grant.id, for: "books_2", in: installation.id, as: self.world.admin)
        let task = try await self.world.task("books_2", in: installation)
        _ = try await task.credential(at: self.world.panel, for: nil)
        let report = try await self.world.workspace.revoke("books", in: installation.id, as: World.dora)
        let other = try await self.world.store.first(
            .linkName("books_2", in: .installation(installation.id)), in: "acme")
        let second = try #require(other)
        #expect(report.grant == grant.id)
        #expect(report.alsoStopped == [Slot.ID(connection: second.id, environment: .production, user: nil)])
        try await self.world.refusal(.notAuthorized) { try await task.credential(at: self.world.panel, for: nil) }
        #expect(try await self.world.isTidy())
    }

    @Test func `an authorization that serves another goes on when one of its uses is authorized anew or removed`()
        async throws
    {
        let books = try await self.world.definition()
        let spare = try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.developer)
        try await self.world.test(books.id)
        let grant = try #require(try await self.world.grant(at: books.id, in: .development))
        for environment in [LiveEnvironment.development, .stage] {
            try await self.world.console.reuseAuthorization(
                grant.id, for: spare.id, in: environment, as: self.world.developer)
        }
        let uses = try await self.world.console.reusableAuthorizations(
            for: books.id, in: .stage, as: self.world.developer
        ).first?.uses
        #expect(uses?.count == 3)
        try await self.world.test(books.id)
        #expect(try await self.world.stored(grant.id, in: "maker").status == .authorized)
        try await self.world.console.delete(spare.id, as: self.world.developer)
        #expect(try await self.world.stored(grant.id, in: "maker").status == .revoked)
        #expect(try await self.world.isTidy())
    }

    @Test func `reusing supersedes what the connection had`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        try await self.world.authorize("books_2", in: installation, as: self.world.superAdmin)
        let old = try await self.world.grant(of: "books_2")
        try await self.world.workspace.reuseAuthorization(
            grant.id, for: "books_2", in: installation.id, as: self.world.admin)
        #expect(try await self.world.stored(old.id).status == .superseded)
        #expect(try await self.world.isTidy())
    }

    @Test func `scopes that were not granted are named`() async throws {
        let (installation, grant) = try await self.world.twoBooks(scopes: ["read", "write"])
        #expect(
            try await self.world.workspace.reusableAuthorizations(
                for: "books_2", in: installation.id, as: self.world.admin
            ).isEmpty)
        let error = try await self.world.refusal(.insufficientScope) {
            try await self.world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: self.world.admin)
        }
        #expect(error.detail == .missingScopes(["write"]))
    }

    @Test func `a wider authorization serves a narrower connection`() async throws {
        let wide = try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["write", "read"], as: self.world.developer)
        let narrow = try await self.world.definition()
        try await self.world.test(wide.id)
        let grant = try #require(try await self.world.grant(at: wide.id, in: .development))
        let status = try await self.world.console.reuseAuthorization(
            grant.id, for: narrow.id, in: .stage, as: self.world.developer)
        #expect(status.isConnected && status.missingScopes.isEmpty)
    }

    enum Misfit: CaseIterable {
        case loggedIn, connector, revoked, suspended, condemned, ended, dataCentre, clientOfAnother, noClient

        func apply(to grant: inout Grant, at now: Timestamp) {
            switch self {
            case .loggedIn: grant.kind = .loggedInUser
            case .connector: grant.connector = World.sheets
            case .revoked: grant.status = .revoked
            case .suspended: grant.status = .suspended(until: now + .seconds(9))
            case .condemned: grant.status = .needsReauthorization(.refreshRefused)
            case .ended: break
            case .dataCentre: grant.dataCentre = .eu
            case .clientOfAnother:
                grant.client?.credentialSet = CredentialSet.Reference(account: "maker", id: .fixture(9))
            case .noClient: grant.client = nil
            }
        }
    }

    @Test(arguments: Misfit.allCases) func `what does not fit is not offered, and refused`(misfit: Misfit) async throws
    {
        let (installation, grant) = try await self.world.twoBooks()
        var changed = grant
        misfit.apply(to: &changed, at: self.world.time.now)
        let next = changed
        try await self.world.write { $0.update(next) }
        if misfit == .ended {
            var tokens = try #require(try await self.world.store.read(TokenState.self, grant.id, in: "acme"))
            tokens.refresh = nil
            let next = tokens
            try await self.world.write { $0.update(next) }
            self.world.time.advance(by: .seconds(3_600))
        }
        #expect(
            try await self.world.workspace.reusableAuthorizations(
                for: "books_2", in: installation.id, as: self.world.admin
            ).isEmpty)
        let error = try await self.world.refusal(misfit == .dataCentre ? .dataCentreMismatch : .invalidInput) {
            try await self.world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: self.world.admin)
        }
        #expect(misfit == .dataCentre || error.field == "grant")
    }

    @Test func `a developer's client must be the same in the same revision`() async throws {
        let set = try await self.world.credentialSet(for: World.books)
        func make(_ mode: Connection.Mode) async throws -> Connection {
            try await self.world.console.createConnection(
                to: World.books, kind: .admin, mode: mode, scopes: ["read"], as: self.world.developer)
        }
        let first = try await make(.clientCredentials(set))
        let second = try await make(.clientCredentials(set))
        let platform = try await make(.platformManaged)
        try await self.world.test(first.id)
        let grant = try #require(try await self.world.grant(at: first.id, in: .development))
        let developer = self.world.developer
        func offered(_ connection: Connection) async throws -> [Grant.ID] {
            try await self.world.console.reusableAuthorizations(
                for: connection.id, in: .development, as: developer
            ).map(\.id)
        }
        #expect(try await offered(second) == [grant.id])
        #expect(try await offered(platform).isEmpty)
        var newer = try #require(try await self.world.store.read(CredentialSet.self, set.id, in: "maker"))
        newer.revision += 1
        let next = newer
        try await self.world.write { $0.update(next) }
        #expect(try await offered(second).isEmpty)
        try await self.world.refusal(.invalidInput) {
            try await self.world.console.reuseAuthorization(
                grant.id, for: second.id, in: .development, as: developer)
        }
    }

    @Test func `only admin connections reuse`() async throws {
        let sheets = try await self.world.definition(to: World.sheets, kind: .loggedInUser, from: self.world.panel)
        let other = try await self.world.console.createConnection(
            to: World.sheets, kind: .admin, scopes: ["read"], as: self.world.developer)
        try await self.world.test(other.id)
        let grant = try #require(try await self.world.grant(at: other.id, in: .development))
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.console.reusableAuthorizations(
                for: sheets.id, in: .development, as: self.world.developer)
        }
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.console.reuseAuthorization(
                grant.id, for: sheets.id, in: .development, as: self.world.developer)
        }
        let installation = try await self.world.install()
        try await self.world.refusal(.denied, hasRemedy: false) {
            try await self.world.workspace.reusableAuthorizations(
                for: "sheets", in: installation.id, as: self.world.maria)
        }
    }

    @Test func `a developer reuses only what they could have authorized`() async throws {
        let books = try await self.world.definition()
        try await self.world.console.registerApplication("other", name: "Other", as: self.world.owner)
        let target = try await self.world.console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: self.world.owner)
        try await self.world.console.enable(target.id, for: "other", as: self.world.owner)
        try await self.world.test(books.id)
        let grant = try #require(try await self.world.grant(at: books.id, in: .development))
        for rights in [[:], ["estate": .stageAccess]] as [[ApplicationID: ApplicationRights]] {
            var all = rights
            all["other"] = .all
            let stranger = Principal.console("sid", account: "maker", role: .developer, rights: all)
            #expect(
                try await self.world.console.reusableAuthorizations(
                    for: target.id, in: .development, as: stranger
                ).isEmpty)
            try await self.world.refusal(.notFound) {
                try await self.world.console.reuseAuthorization(
                    grant.id, for: target.id, in: .development, as: stranger)
            }
        }
        #expect(
            try await self.world.console.reuseAuthorization(
                grant.id, for: target.id, in: .development, as: self.world.developer
            ).isConnected)
    }

    @Test func `what was authorized in the console serves no installed connection of the same account`() async throws {
        let books = try await self.world.definition()
        try await self.world.test(books.id)
        let grant = try #require(try await self.world.grant(at: books.id, in: .development))
        let boss = Principal.client("boss", account: "maker", role: .superAdmin)
        let installation = try await self.world.install(as: boss)
        #expect(
            try await self.world.workspace.reusableAuthorizations(
                for: "books", in: installation.id, as: boss
            ).isEmpty)
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.reuseAuthorization(
                grant.id, for: "books", in: installation.id, as: boss)
        }
    }

    @Test func `nothing is taken from an application that is gone, nor given to one`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        let invitation = try #require(try await self.world.observed.all(Invitation.self).first)
        try await self.world.workspace.uninstall(installation.id, as: self.world.superAdmin)
        try await self.world.refusal(.applicationDisabled) {
            try await self.world.workspace.switchAuthorization(
                of: "books", in: installation.id, to: grant.id, as: self.world.admin)
        }
        let release = try #require(try await self.world.observed.all(Release.self).first)
        let share = try await self.world.console.share(release.id, with: invitation.id, as: self.world.owner)
        let again = try await self.world.workspace.install(
            try await self.world.workspace.planInstall(of: share.link, as: self.world.superAdmin),
            as: self.world.superAdmin)
        #expect(
            try await self.world.workspace.reusableAuthorizations(
                for: "books", in: again.id, as: self.world.admin
            ).isEmpty)
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.reuseAuthorization(
                grant.id, for: "books", in: again.id, as: self.world.admin)
        }
    }

    @Test func `who is not active in the account reuses nothing`() async throws {
        let (installation, grant) = try await self.world.twoBooks()
        try await self.world.write { $0.insert(UserGuard(user: "dora", account: "acme", status: .deleted)) }
        try await self.world.refusal(.suspended) {
            try await self.world.workspace.reuseAuthorization(
                grant.id, for: "books_2", in: installation.id, as: World.dora)
        }
    }
}
