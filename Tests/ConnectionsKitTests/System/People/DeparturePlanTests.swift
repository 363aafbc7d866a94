import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// What is shown before somebody leaves, and what becomes of a plan that is out of date.
@Suite struct DeparturePlanTests {
    let world = World()

    @Test func `the review before lists exactly what stops, and who can take it over`() async throws {
        let installation = try await self.world.peopled()
        for plan in [
            try await self.world.workspace.planDeactivation(of: "adam", as: self.world.superAdmin),
            try await self.world.workspace.planDeletion(of: "adam", as: self.world.superAdmin),
        ] {
            #expect(plan.review.map(\.connection.name) == ["Books", "Sheets"])
            #expect(plan.review[0].whoCould == ["super admin", "admin", "developer"])
            #expect(plan.review[1].whoCould.isEmpty && plan.review[1].authorization.user == "adam")
            #expect(plan.review.allSatisfy { $0.status == .authorized && $0.authorization.authorizedBy == "adam" })
            #expect(plan.effects.toAuthorize.map(\.connection.name) == ["Books"])
            #expect(plan.effects.toAuthorize.first?.environment == .production)
            #expect(plan.review[0].description.contains("super admin, admin or developer"))
            #expect(plan.review[1].description.contains("adam alone"))
        }
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-1")
    }

    @Test func `a plan changes nothing, and does what it showed`() async throws {
        let installation = try await self.world.peopled()
        let before = try await self.world.observed.records()
        let plan = try await self.world.workspace.planDeactivation(of: "adam", as: self.world.superAdmin)
        #expect(try await self.world.observed.records() == before)
        #expect(plan.description.contains("Suspends"))
        try await self.world.workspace.depart(plan, as: self.world.superAdmin)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).code == .suspended)
        let deletion = try await self.world.workspace.planDeletion(of: "adam", as: self.world.superAdmin)
        #expect(deletion.description.contains("Revokes"))
        try await self.world.workspace.depart(deletion, as: self.world.superAdmin)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).code == .notAuthorized)
    }

    enum Change: String, CaseIterable {
        case authorizedMore, reauthorized, revoked, renamed, left
    }

    @Test(arguments: Change.allCases, DeparturePlan.Departure.allCases)
    func `a plan is out of date when anything in it has changed`(
        change: Change, departure: DeparturePlan.Departure
    ) async throws {
        let installation = try await self.world.peopled()
        let plan =
            switch departure {
            case .deactivation: try await self.world.workspace.planDeactivation(of: "adam", as: self.world.superAdmin)
            case .deletion: try await self.world.workspace.planDeletion(of: "adam", as: self.world.superAdmin)
            }
        switch change {
        case .authorizedMore: try await self.world.authorize("sheets", in: installation, as: self.world.admin)
        case .reauthorized: try await self.world.authorize("books", in: installation, as: self.world.superAdmin)
        case .revoked: try await self.world.workspace.revoke("books", in: installation.id, as: self.world.superAdmin)
        case .renamed:
            var grant = try #require(try await self.world.grant(serving: "books", in: installation))
            grant.accountName = "Another name"
            let renamed = grant
            try await self.world.write { $0.update(renamed) }
        case .left: try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        }
        guard change != .left || departure == .deletion else {
            try await self.world.refusal(.wrongState) {
                try await self.world.workspace.depart(plan, as: self.world.superAdmin)
            }
            return
        }
        try await self.world.refusal(.conflict) {
            try await self.world.workspace.depart(plan, as: self.world.superAdmin)
        }
    }

    @Test func `a plan of one side is carried out on no other`() async throws {
        _ = try await self.world.peopled()
        let plan = try await self.world.workspace.planDeactivation(of: "adam", as: self.world.superAdmin)
        try await self.world.refusal(.denied) {
            try await self.world.console.depart(plan, as: self.world.superAdmin)
        }
        try await self.world.refusal(.conflict) { try await self.world.console.depart(plan, as: self.world.owner) }
    }

    @Test func `a grant that serves several connections is listed with all of them`() async throws {
        _ = try await self.world.definition()
        _ = try await self.world.definition(to: World.crm, from: self.world.panel)
        let installation = try await self.world.install()
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        let grant = try #require(try await self.world.grant(serving: "books", in: installation))
        try await self.world.share(grant, with: "crm", in: installation)
        let plan = try await self.world.workspace.planDeactivation(of: "adam", as: self.world.superAdmin)
        #expect(plan.effects.suspended.map(\.name) == ["Books", "CRM"])
        #expect(Set(plan.effects.suspended.map(\.grant)) == [grant.id])
        #expect(plan.effects.toAuthorize.map(\.connection.name) == ["Books", "CRM"])
        try await self.world.workspace.depart(plan, as: self.world.superAdmin)
        #expect(try await self.world.workspace.reviewDeparture(of: "adam", as: self.world.admin).count == 2)
        // One of the two is authorized by somebody else; the other waits and comes back.
        try await self.world.authorize("books", in: installation, as: self.world.superAdmin)
        #expect(
            try await self.world.workspace.reviewDeparture(of: "adam", as: self.world.admin).map(\.connection.name) == [
                "CRM"
            ])
        let report = try await self.world.workspace.reactivateUser("adam", as: self.world.superAdmin)
        #expect(report.restored.map(\.name) == ["CRM"] && report.broken.isEmpty)
        #expect(try await self.world.grant(serving: "books", in: installation)?.authorizedBy == "sue")
        #expect(try await self.world.grant(serving: "crm", in: installation)?.status == .authorized)
    }
}
