import ConnectionsKit

extension FirstRun {
    /// Birch Realty is on trial, which ends: the application refuses use and keeps its authorizations.
    func license(_ homes: Homes) async throws {
        self.story.chapter("12. Birch Realty's trial ends, and becomes a subscription")
        let console = self.platform.console
        let sheets = try await self.platform.runtime.connection(
            "zoho_sheets", in: .installed(homes.birch.id, of: "birch-realty"))
        let trial = Licence.trial(until: self.platform.clock.now + .seconds(14 * 24 * 60 * 60))
        try await console.setLicence(trial, of: "birch-realty", for: "real-estate", as: People.olga)
        let before = try await sheets.credential(at: Places.numbers, for: People.ben)
        self.story.check("Olga puts Birch on trial for 14 days; Ben's panel works", before.connector == .zohoSheets)

        self.platform.clock.ahead += .seconds(15 * 24 * 60 * 60)
        await self.story.refuse("15 days later, Ben's panel", .applicationDisabled) {
            try await sheets.credential(at: Places.numbers, for: People.ben)
        }
        let year = Licence.subscription(until: self.platform.clock.now + .seconds(365 * 24 * 60 * 60))
        try await console.setLicence(year, of: "birch-realty", for: "real-estate", as: People.olga)
        let after = try await sheets.credential(at: Places.numbers, for: People.ben)
        let numbers = try await self.platform.call(.get, "numbers", with: after)
        self.story.check(
            "Birch subscribes, and Ben's authorization is as it was: HTTP \(numbers.status)",
            after.grant == before.grant && numbers.status == 200)
    }

    /// Birch Realty uninstalls: nothing works at once, and the services are told.
    func uninstall(_ homes: Homes) async throws {
        self.story.chapter("13. Birch Realty uninstalls the application")
        let workspace = self.platform.workspace
        let sheets = try await self.platform.runtime.connection(
            "zoho_sheets", in: .installed(homes.birch.id, of: "birch-realty"))
        let held = try await sheets.credential(at: Places.numbers, for: People.ben)
        let plan = try await workspace.planUninstall(of: homes.birch.id, as: People.bea)
        self.story.tell("The plan: \(plan)")
        try await workspace.uninstall(plan, as: People.bea)
        await self.story.refuse("the very next look at Ben's panel", .applicationDisabled) {
            try await sheets.credential(at: Places.numbers, for: People.ben)
        }
        // One round sweeps, the next revokes at the services.
        for _ in 0..<2 { try await self.platform.system.maintenance.runOnce() }
        let dead = try await self.platform.call(.get, "numbers", with: held)
        let report = try await workspace.uninstallReport(of: homes.birch.id, as: People.bea)
        self.story.check(
            "the service has been told: HTTP \(dead.status), \(report.confirmed.count) of \(report.confirmed.count + report.pending.count) confirmed",
            dead.status == 401 && report.pending.isEmpty && !report.confirmed.isEmpty)
    }

    /// All of it stands in the audit trails.
    func verify() async throws {
        self.story.chapter("15. The audit trails are verified")
        for account in [People.olga.account, People.sue.account, People.bea.account] {
            let count = try await self.platform.system.verifyAuditTrail(of: account)
            self.story.check("the audit trail of \(account) verifies: \(count) records", count > 0)
        }
        let adam = AuditFilter(user: People.adam.user)
        let records = try await self.platform.system.auditTrail(matching: adam, as: People.sue)
        self.story.check(
            "what Adam did is found by his name: \(records.map(\.entry.action.rawValue).joined(separator: ", "))",
            !records.isEmpty && records.allSatisfy { $0.entry.actor.user == People.adam.user })
    }
}
