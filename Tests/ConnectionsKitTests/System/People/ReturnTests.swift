import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// People who return, and what stays broken.
@Suite struct ReturnTests {
    let world = World()
    let window = Duration.seconds(30 * 86_400)

    @Test func `within the time everything works again as before`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        self.world.time.advance(by: self.window - .milliseconds(1))
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(report.restored.map(\.name) == ["Books", "Sheets"] && report.broken.isEmpty && report.user == "adam")
        let grant = try #require(try await self.world.grant(serving: "books", in: installation))
        #expect(grant.status == .authorized && grant.authorizedBy == "adam" && grant.revocation == nil)
        _ = try #require(try await self.world.use("books", in: installation, for: self.world.maria).token)
        _ = try #require(try await self.world.use("sheets", in: installation, for: self.world.admin).token)
        try await self.world.pass(.seconds(86_400))
        #expect(self.world.provider.revokedTokens.isEmpty)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .authorized)
    }

    @Test(arguments: [true, false])
    func `after the time nothing comes back, whether or not maintenance has run`(hasRun: Bool) async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        if hasRun { try await self.world.pass(self.window) } else { self.world.time.advance(by: self.window) }
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(report.restored.isEmpty && report.broken.map(\.connection.name) == ["Books", "Sheets"])
        #expect(try await self.world.grant(serving: "books", in: installation)?.status != .authorized)
        for _ in 0..<3 { try await self.world.system.maintenance.runOnce() }
        #expect(self.world.provider.revokedTokens.count == 2)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .revoked)
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        _ = try #require(try await self.world.use("books", in: installation, for: self.world.maria).token)
    }

    @Test func `what was revoked since somebody was deleted does not come back`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deleteUser("adam", as: self.world.superAdmin)
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(report.restored.isEmpty && report.broken.count == 2)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .revoked)
    }

    @Test func `what somebody authorized meanwhile stays theirs`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.authorize("books", in: installation, as: self.world.superAdmin)
        #expect(
            try await self.world.workspace.reviewDeparture(of: "adam", as: self.world.superAdmin).map(\.connection.name)
                == ["Sheets"])
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(report.restored.map(\.name) == ["Sheets"])
        let grant = try #require(try await self.world.grant(serving: "books", in: installation))
        #expect(grant.authorizedBy == "sue" && grant.status == .authorized)
        try await self.world.system.maintenance.runOnce()
        #expect(self.world.provider.revokedTokens == ["refresh-1"])
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-4")
    }

    @Test func `of a reauthorization and a return at the same time the reauthorization stands`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        self.world.store.interpose(.commit, matching: { $0.audit.first?.action == .reactivateUser }) {
            _ = try? await self.world.authorize("books", in: installation, as: self.world.superAdmin)
        }
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(report.restored.map(\.name) == ["Sheets"])
        let grant = try #require(try await self.world.grant(serving: "books", in: installation))
        #expect(grant.authorizedBy == "sue" && grant.status == .authorized)
        let old = try await self.world.observed.all(Grant.self).first {
            $0.connection == grant.connection && $0.authorizedBy == "adam"
        }
        #expect(old?.status == .superseded)
    }

    @Test func `the time of a second departure counts, and not that of the first`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        self.world.time.advance(by: .seconds(20 * 86_400))
        try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.pass(.seconds(10 * 86_400))
        #expect(self.world.provider.revokedTokens.isEmpty)
        try await self.world.pass(.seconds(20 * 86_400))
        #expect(self.world.provider.revokedTokens.count == 2)
        #expect(try await self.world.observed.all(Duty.self).isEmpty)
        #expect(try await self.world.grant(serving: "books", in: installation)?.status == .revoked)
    }

    @Test func `the review after lists what the departure broke, and not what somebody revoked by hand`() async throws {
        let installation = try await self.world.peopled()
        try await self.world.workspace.revoke("sheets", in: installation.id, as: self.world.admin)
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        var review = try await self.world.workspace.reviewDeparture(of: "adam", as: self.world.superAdmin)
        #expect(review.map(\.connection.name) == ["Books"] && review.first?.reason.contains("deactivated") == true)
        try await self.world.pass(self.window)
        review = try await self.world.workspace.reviewDeparture(of: "adam", as: self.world.superAdmin)
        #expect(review.map(\.connection.name) == ["Books"] && review.first?.status == .revoked)
        #expect(review.first?.whoCould == ["super admin", "admin", "developer"])
        try await self.world.authorize("books", in: installation, as: self.world.superAdmin)
        #expect(try await self.world.workspace.reviewDeparture(of: "adam", as: self.world.superAdmin).isEmpty)
        #expect(try await self.world.workspace.reviewDeparture(of: "nobody", as: self.world.superAdmin).isEmpty)
        let error = try await self.world.refusal(.invalidInput) {
            try await self.world.workspace.reviewDeparture(of: "", as: self.world.superAdmin)
        }
        #expect(error.field == "user")
    }

    @Test func `a return is written down, for the person and for each authorization`() async throws {
        _ = try await self.world.peopled()
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        let before = try await self.world.trail(of: "acme").count
        try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        let entries = try await self.world.trail(of: "acme").dropFirst(before).map(\.entry)
        #expect(entries.count == 3 && entries.allSatisfy { $0.action == .reactivateUser && $0.subject == "user:adam" })
        #expect(entries.compactMap(\.grant).count == 2)
    }
}
