import ConnectionsKit
import ConnectionsKitConnectors

extension FirstRun {
    /// Adam is deactivated: what he authorized stops, the review says who can help, and his return restores it.
    func depart(_ homes: Homes) async throws {
        self.story.chapter("11. Adam, who authorized the CRM, is deactivated, and returns")
        let workspace = self.platform.workspace
        let crm = try await self.platform.runtime.systemConnection(
            to: .zohoCRM, scopes: [Services.modules], in: .installed(homes.acme.id, of: "acme-homes"))
        let before = try await crm.credential(at: Places.contact, for: People.maria)

        let plan = try await workspace.planDeactivation(of: People.adam.user, as: People.sue)
        self.story.tell("The review before: \(plan)")
        self.story.check(
            "the review names the CRM connection alone", plan.effects.suspended.map(\.grant) == [before.grant])
        try await workspace.depart(plan, as: People.sue)
        await self.story.refuse("the very next run of the CRM workflow", .suspended) {
            try await crm.credential(at: Places.contact, for: People.maria)
        }
        let review = try await workspace.reviewDeparture(of: People.adam.user, as: People.sue)
        self.story.check("the review after still names it", review.count == 1)

        self.platform.clock.ahead += .seconds(20 * 24 * 60 * 60)
        try await workspace.reactivateUser(People.adam.user, as: People.sue)
        let after = try await crm.credential(at: Places.contact, for: People.maria)
        let contacts = try await self.platform.call(.get, "contacts", with: after)
        self.story.check(
            "20 days later he returns, and the workflow works again without anybody doing anything: HTTP \(contacts.status)",
            after.grant == before.grant && contacts.status == 200)
    }
}
