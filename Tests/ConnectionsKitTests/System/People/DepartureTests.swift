import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// People of a client who are deactivated or deleted.
@Suite struct DepartureTests {
    let world = World()
    let window = Duration.seconds(30 * 86_400)

    @Test func `whoever is deactivated stops what they authorized at once, in one commit, and nothing else`()
        async throws
    {
        let installation = try await self.world.peopled()
        let commits = self.world.observed.commits.count
        let plan = try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        #expect(self.world.observed.commits.count == commits + 1)
        let until = self.world.time.now + self.window
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .suspended(until: until))
        #expect(
            try await self.world.grant(serving: "sheets", in: installation, for: self.world.admin)?.status
                == .suspended(until: until))
        #expect(
            try await self.world.grant(serving: "sheets", in: installation, for: self.world.maria)?.status
                == .authorized)
        #expect(plan.effects.suspended.map(\.name) == ["Books", "Sheets"] && plan.effects.revoked.isEmpty)
        let refused = try await self.world.use("books", in: installation, for: self.world.maria)
        #expect(refused.code == .suspended && refused.detail == .suspended(until: until))
        #expect(try await self.world.use("sheets", in: installation, for: self.world.maria).token == "Bearer access-3")
        #expect(
            try await self.world.observed.all(UserGuard.self).contains {
                $0.user == "adam" && $0.status == .deactivated(until: until)
            })
        #expect(try await self.world.observed.all(Duty.self).map(\.work) == [.depart("adam")])
        #expect(self.world.provider.revokedTokens.isEmpty)
    }

    @Test func `a task connection that is open already is refused from the next call on`() async throws {
        let installation = try await self.world.peopled()
        let task = try await self.world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        _ = try await task.credential(at: self.world.sale, for: self.world.maria)
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        #expect(await code { try await task.credential(at: self.world.sale, for: self.world.maria) } == .suspended)
        try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        _ = try await task.credential(at: self.world.sale, for: self.world.maria)
        try await self.world.workspace.deleteUser("adam", as: self.world.superAdmin)
        #expect(await code { try await task.credential(at: self.world.sale, for: self.world.maria) } == .notAuthorized)
    }

    @Test func `on the thirtieth day it is revoked at the provider, and not before`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.pass(self.window - .milliseconds(1))
        #expect(self.world.provider.revokedTokens.isEmpty)
        #expect(try await self.world.observed.all(Duty.self).map(\.work) == [.depart("adam")])
        try await self.world.pass(.milliseconds(1))
        #expect(self.world.provider.revokedTokens.count == 2)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .revoked)
        #expect(try await self.world.observed.all(Duty.self).isEmpty)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).code == .notAuthorized)
        #expect(
            try await self.world.grant(serving: "sheets", in: installation, for: self.world.maria)?.status
                == .authorized)
    }

    @Test func `the time to return is the host's to set`() async throws {
        let world = World { $0.suspensionWindow = .seconds(60) }
        let installation = try await world.peopled()
        try await world.workspace.deactivateUser("adam", as: world.superAdmin)
        try await world.pass(.seconds(60))
        #expect(try await world.grant(serving: "books", in: installation)?.status == .revoked)
    }

    @Test func `what had to be authorized again anyway is revoked on the thirtieth day too`() async throws {
        let installation = try await self.world.peopled()
        var grant = try #require(try await self.world.grant(serving: "books", in: installation))
        grant.status = .needsReauthorization(.clientRetired)
        let condemned = grant
        try await self.world.write { $0.update(condemned) }
        let plan = try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        #expect(plan.effects.suspended.map(\.name) == ["Sheets"])
        #expect(
            try await self.world.grant(serving: "books", in: installation)?.status
                == .needsReauthorization(.clientRetired))
        try await self.world.pass(self.window)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .revoked)
        #expect(self.world.provider.revokedTokens.count == 2)
    }

    @Test func `whoever is deleted loses what they authorized for good at once, at the provider too`() async throws {
        let installation = try await self.world.peopled()
        let commits = self.world.observed.commits.count
        let plan = try await self.world.workspace.deleteUser("adam", as: self.world.admin(named: "ada"))
        #expect(self.world.observed.commits.count == commits + 1)
        #expect(plan.effects.revoked.map(\.name) == ["Books", "Sheets"] && plan.effects.suspended.isEmpty)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).code == .notAuthorized)
        #expect(try await self.world.grant(serving: "books", in: installation)?.revocation == .pending)
        try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens.sorted() == ["refresh-1", "refresh-2"])
        #expect(try await self.world.use("sheets", in: installation, for: self.world.maria).token == "Bearer access-3")
    }

    @Test func `whoever was deactivated can be deleted before their time has run out`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.workspace.deleteUser("adam", as: self.world.superAdmin)
        try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens.count == 2)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .revoked)
        try await self.world.pass(self.window)
        #expect(self.world.provider.revokedTokens.count == 2)
        #expect(try await self.world.observed.all(Duty.self).isEmpty)
    }

    @Test func `whoever left can authorize nothing until they return`() async throws {
        let installation = try await self.world.peopled()
        for leave in [true, false] {
            if leave {
                try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
            } else {
                try await self.world.workspace.deleteUser("adam", as: self.world.superAdmin)
            }
            try await self.world.refusal(.suspended) {
                try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
            }
        }
        try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-4")
    }

    @Test func `somebody of whom nothing is known can be deactivated, and authorizes nothing then`() async throws {
        let installation = try await self.world.peopled()
        let plan = try await self.world.workspace.deactivateUser("nils", as: self.world.admin)
        #expect(plan.effects == Effects() && plan.review.isEmpty)
        try await self.world.refusal(.suspended) {
            try await self.world.workspace.authorize("sheets", in: installation.id, as: self.world.nils)
        }
    }

    @Test func `only a super admin or admin sends people away and lets them return`() async throws {
        _ = try await self.world.peopled()
        let developer = Principal.client("dev", account: "acme", role: .developer)
        for person in [developer, self.world.maria, Principal.client("pia", account: "acme", role: .portalUser)] {
            try await self.world.refusal(.denied) {
                try await self.world.workspace.planDeactivation(of: "adam", as: person)
            }
            try await self.world.refusal(.denied) {
                try await self.world.workspace.planDeletion(of: "adam", as: person)
            }
            try await self.world.refusal(.denied) { try await self.world.workspace.deactivateUser("adam", as: person) }
            try await self.world.refusal(.denied) { try await self.world.workspace.deleteUser("adam", as: person) }
            try await self.world.refusal(.denied) { try await self.world.workspace.reactivateUser("adam", as: person) }
            try await self.world.refusal(.denied) {
                try await self.world.workspace.reviewDeparture(of: "adam", as: person)
            }
            try await self.world.refusal(.denied) {
                try await self.world.workspace.reviewAuthorizations(of: [], as: person)
            }
        }
    }

    @Test func `what is not acceptable is refused with its field`() async throws {
        _ = try await self.world.peopled()
        let own = try await self.world.refusal(.invalidInput) {
            try await self.world.workspace.deactivateUser("sue", as: self.world.superAdmin)
        }
        #expect(own.field == "user")
        let empty = try await self.world.refusal(.invalidInput) {
            try await self.world.workspace.deleteUser("", as: self.world.superAdmin)
        }
        #expect(empty.field == "user")
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        }
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        }
        try await self.world.workspace.deleteUser("adam", as: self.world.superAdmin)
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.deleteUser("adam", as: self.world.superAdmin)
        }
        try await self.world.refusal(.wrongState) {
            try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        }
    }

    @Test func `a person of the same name in another account is another`() async throws {
        let installation = try await self.world.peopled()
        let rita = Principal.client("rita", account: "rival", role: .superAdmin)
        #expect(try await self.world.workspace.deleteUser("adam", as: rita).effects == Effects())
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-1")
        #expect(try await self.world.workspace.reviewDeparture(of: "adam", as: rita).isEmpty)
    }

    @Test func `it is written down, for the person and for each authorization`() async throws {
        let installation = try await self.world.peopled()
        let before = try await self.world.trail(of: "acme").count
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        let entries = try await self.world.trail(of: "acme").dropFirst(before).map(\.entry)
        #expect(entries.count == 3 && entries.allSatisfy { $0.action == .deactivateUser && $0.changed == ["status"] })
        #expect(entries.allSatisfy { $0.subject == "user:adam" && $0.actor.user == "sue" })
        let grants = try await [
            self.world.grant(serving: "books", in: installation),
            self.world.grant(serving: "sheets", in: installation, for: self.world.admin),
        ]
        #expect(Set(entries.map(\.grant)) == Set([nil] + grants.map { $0?.id }))
        #expect(try await self.world.system.verifyAuditTrail(of: "acme") == before + 3)
    }

    @Test func `five hundred authorizations of one person go in one commit`() async throws {
        _ = try await self.world.peopled()
        let connections = try await self.world.observed.all(Connection.self).filter {
            $0.account == "acme" && $0.kind == .admin
        }
        let books = try #require(connections.first)
        let original = try await self.world.grant(of: books.id)
        for start in stride(from: 0, to: 500, by: 100) {
            try await self.world.write { changes in
                for number in start..<start + 100 {
                    var connection = books
                    connection.id = .fixture(UInt32(10_000 + number))
                    connection.linkName = "books_\(number)"
                    connection.version = 0
                    var grant = original
                    grant.id = .fixture(UInt32(10_000 + number))
                    grant.connection = connection.id
                    grant.version = 0
                    changes.insert(connection)
                    changes.insert(grant)
                    changes.insert(
                        Slot(id: connection.slot(in: .production, user: nil), account: "acme", grant: grant.id))
                }
            }
        }
        let commits = self.world.observed.commits.count
        let plan = try await self.world.workspace.planDeactivation(of: "adam", as: self.world.superAdmin)
        try await self.world.workspace.depart(plan, as: self.world.superAdmin)
        #expect(self.world.observed.commits.count == commits + 1 && plan.effects.suspended.count == 502)
        let stopped = try await self.world.store.all(.grants(of: "adam"), in: "acme").filter {
            $0.status != .authorized
        }
        #expect(stopped.count == 502)
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(self.world.observed.commits.count == commits + 2 && report.restored.count == 502)
    }
}

extension World {
    /// Another administrator of the client.
    func admin(named name: String) -> Principal { Principal.client(UserID(name), account: "acme", role: .admin) }
}

extension Result where Success == String, Failure == ConnectionError {
    var token: String? { try? self.get() }
    var code: ConnectionError.Code? { if case .failure(let error) = self { error.code } else { nil } }
    var detail: ConnectionError.Detail? { if case .failure(let error) = self { error.detail } else { nil } }
}
