import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// People who stay and lose a right, and a change of the super admin.
@Suite struct AuthorizationReviewTests {
    let world = World()

    @Test func `what somebody could not authorize any more goes on and is listed`() async throws {
        let installation = try await self.world.peopled()
        let demoted = Principal.client("adam", name: "Adam", account: "acme", role: .liveUser)
        let review = try await self.world.workspace.reviewAuthorizations(
            of: [demoted, self.world.maria, self.world.superAdmin], as: self.world.superAdmin)
        #expect(review.map(\.connection.name) == ["Books"])
        let entry = try #require(review.first)
        #expect(entry.status == .authorized && entry.authorization.authorizedBy == "adam")
        #expect(entry.whoCould == ["super admin", "admin", "developer"] && entry.reason.contains("may not authorize"))
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-1")
        #expect(
            try await self.world.workspace.reviewAuthorizations(of: [self.world.admin], as: self.world.superAdmin)
                .isEmpty)
        #expect(try await self.world.workspace.reviewAuthorizations(of: [], as: self.world.admin).isEmpty)
    }

    @Test func `an outsider keeps what the application lets them have, and else is listed`() async throws {
        _ = try await self.world.peopled()
        let portal = Principal.client("maria", account: "acme", role: .portalUser)
        let review = try await self.world.workspace.reviewAuthorizations(of: [portal], as: self.world.superAdmin)
        #expect(review.map(\.authorization.user) == ["maria"] && review.first?.whoCould == [])
    }

    @Test func `what is not in use is not listed`() async throws {
        let installation = try await self.world.peopled()
        let demoted = Principal.client("adam", account: "acme", role: .liveUser)
        try await self.world.workspace.revoke("books", in: installation.id, as: self.world.superAdmin)
        #expect(try await self.world.workspace.reviewAuthorizations(of: [demoted], as: self.world.superAdmin).isEmpty)
    }

    @Test func `in the console the right for the environment decides, and for all environments any`() async throws {
        let books = try await self.world.definition()
        for environment in [LiveEnvironment.development, .stage] {
            let pending = try await self.world.console.authorize(books.id, in: environment, as: self.world.developer)
            try await self.world.console.complete(try World.callback(pending), as: self.world.developer)
        }
        func review(_ rights: ApplicationRights) async throws -> [LiveEnvironment?] {
            let dan = Principal.console("dan", account: "maker", role: .developer, rights: ["estate": rights])
            return try await self.world.console.reviewAuthorizations(of: [dan], as: self.world.owner)
                .map(\.authorization.environment)
        }
        #expect(try await review(.all).isEmpty)
        #expect(try await review(.developmentAccess) == [.stage])
        #expect(try await review(.stageAccess) == [.development])
        #expect(try await review(.publish) == [.development, .stage])
        let shared = try await self.world.console.createConnection(
            to: World.crm, kind: .admin, scopes: ["read"], sharesAuthorization: true, as: self.world.developer)
        try await self.world.console.enable(shared.id, for: "estate", as: self.world.developer)
        let pending = try await self.world.console.authorize(shared.id, in: .stage, as: self.world.developer)
        try await self.world.console.complete(try World.callback(pending), as: self.world.developer)
        #expect(try await review(.developmentAccess) == [.stage])
        #expect(try await review(.publish) == [.development, .stage, nil])
    }

    @Test func `people of another account, of the other side or named twice are refused with their place`() async throws
    {
        _ = try await self.world.peopled()
        let rita = Principal.client("rita", account: "rival", role: .admin)
        let console = Principal.console("adam", account: "acme", role: .developer)
        for (people, field) in [
            ([self.world.admin, rita], "people[1]"), ([console], "people[0]"),
            ([self.world.admin, self.world.maria, self.world.admin], "people[2]"),
        ] {
            let error = try await self.world.refusal(.invalidInput) {
                try await self.world.workspace.reviewAuthorizations(of: people, as: self.world.superAdmin)
            }
            #expect(error.field == field)
        }
    }

    @Test func `what the former super admin authorized goes on, and as an admin they authorize as before`() async throws
    {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        try await self.world.authorize("books", in: installation, as: self.world.superAdmin)
        let commits = self.world.observed.commits.count
        let review = try await self.world.workspace.changeSuperAdmin(from: "sue", to: "adam", as: self.world.superAdmin)
        #expect(self.world.observed.commits.count == commits + 1)
        #expect(review.map(\.connection.name) == ["Books"] && review.first?.status == .authorized)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-1")
        let former = Principal.client("sue", account: "acme", role: .admin)
        #expect(try await self.world.workspace.reviewAuthorizations(of: [former], as: former).isEmpty)
        try await self.world.authorize("books", in: installation, as: former)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-2")
        let entry = try #require(
            try await self.world.trail(of: "acme").first { $0.entry.action == .changeSuperAdmin }?.entry)
        #expect(entry.subject == "user:adam" && entry.changed == ["super_admin"] && entry.actor.user == "sue")
    }

    @Test func `an admin may change the super admin, and nobody else`() async throws {
        _ = try await self.world.peopled()
        #expect(try await self.world.workspace.changeSuperAdmin(from: "sue", to: "ada", as: self.world.admin).isEmpty)
        for person in [self.world.maria, Principal.client("dev", account: "acme", role: .developer)] {
            try await self.world.refusal(.denied) {
                try await self.world.workspace.changeSuperAdmin(from: "sue", to: "ada", as: person)
            }
        }
        try await self.world.refusal(.denied) {
            try await self.world.workspace.changeSuperAdmin(from: "olga", to: "dan", as: self.world.owner)
        }
    }

    @Test func `a change of the super admin that cannot be is refused`() async throws {
        _ = try await self.world.peopled()
        for (former, next, field) in [
            ("sue", "sue", "next"), ("adam", "maria", "former"), ("", "adam", "former"), ("sue", "", "next"),
        ] as [(UserID, UserID, String)] {
            let error = try await self.world.refusal(.invalidInput) {
                try await self.world.workspace.changeSuperAdmin(from: former, to: next, as: self.world.superAdmin)
            }
            #expect(error.field == field)
        }
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.refusal(.suspended) {
            try await self.world.workspace.changeSuperAdmin(from: "sue", to: "adam", as: self.world.superAdmin)
        }
        self.world.store.interpose(.commit, matching: { $0.audit.first?.action == .changeSuperAdmin }) {
            _ = try? await self.world.workspace.deactivateUser("ada", as: self.world.superAdmin)
        }
        #expect(
            await code {
                try await self.world.workspace.changeSuperAdmin(from: "sue", to: "ada", as: self.world.superAdmin)
            }
                == .suspended)
    }
}
