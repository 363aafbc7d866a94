import ConnectionsKit
import ConnectionsKitConnectors

extension FirstRun {
    /// A workflow needs the CRM: the system connection is made at its first run, authorized later, and shared by two apps.
    func makeSystemConnection(_ homes: Homes) async throws {
        self.story.chapter("6. A CRM workflow makes its own system connection")
        let context = TaskContext.installed(homes.acme.id, of: "acme-homes")
        let runtime = self.platform.runtime
        let crm = try await runtime.systemConnection(to: .zohoCRM, scopes: [Services.modules], in: context)
        self.story.check("the first run makes \(crm.linkName)", crm.linkName == "system_zoho_crm")
        await self.story.refuse("and fails, since nobody has authorized it", .notAuthorized) {
            try await crm.credential(at: Places.contact, for: People.maria)
        }
        await self.story.refuse("Maria tries to authorize it", .denied) {
            try await self.platform.workspace.authorizeSystemConnection(to: .zohoCRM, as: People.maria)
        }
        let pending = try await self.platform.workspace.authorizeSystemConnection(to: .zohoCRM, as: People.adam)
        try await self.consent(pending, as: People.adam)
        let credential = try await crm.credential(at: Places.contact, for: People.maria)
        let contacts = try await self.platform.call(.get, "contacts", with: credential)
        self.story.check(
            "Adam, an admin, authorizes it, and the workflow works for Maria: HTTP \(contacts.status)",
            contacts.status == 200 && contacts.body?["owner"] == .string("Adam"))

        let rentals = try await self.installRentals()
        let again = try await runtime.systemConnection(
            to: .zohoCRM, scopes: [Services.modules], in: .installed(rentals.id, of: "acme-homes"))
        let shared = try await again.credential(at: Places.contact, for: People.nils)
        let panel = try await self.platform.workspace.connections(in: rentals.id, as: People.sue)
        self.story.check(
            "a second application, Rentals, reuses the same connection without another authorization",
            shared.grant == credential.grant && panel.map(\.linkName) == ["system_zoho_crm"])
    }

    private func installRentals() async throws -> Installation {
        let console = self.platform.console
        try await console.registerApplication("rentals", name: "Rentals", as: People.olga)
        let release = try await console.publish(
            try await console.planRelease(of: "rentals", as: People.olga), as: People.olga)
        let invitation = try await console.invite("sue@acme-homes.example", as: People.olga)
        try await self.platform.workspace.accept(invitation.link, as: People.sue)
        let share = try await console.share(release.id, with: invitation.id, as: People.olga)
        let plan = try await self.platform.workspace.planInstall(of: share.link, as: People.sue)
        return try await self.platform.workspace.install(plan, as: People.sue)
    }

    /// Time passes: the access token ends, and the next task gets a fresh one.
    func expire(_ homes: Homes) async throws {
        self.story.chapter("7. Two hours pass")
        let books = try await self.platform.runtime.connection(
            "zoho_books", in: .installed(homes.acme.id, of: "acme-homes"))
        let old = try await books.credential(at: Places.sale, for: People.nils)
        self.platform.clock.ahead += .seconds(2 * 60 * 60)
        let refused = try await self.platform.call(
            .post, "invoices", with: old, body: ["property": "Oak Avenue 9", "price": 1])
        self.story.check("the access token has ended at the service: HTTP \(refused.status)", refused.status == 401)
        let fresh = try await books.credential(at: Places.sale, for: People.nils)
        let pushed = try await self.platform.call(
            .post, "invoices", with: fresh, body: ["property": "Oak Avenue 9", "price": 420_000])
        self.story.check(
            "the next task gets a refreshed credential without anybody doing anything: HTTP \(pushed.status)",
            pushed.status / 100 == 2 && fresh.tokenVersion == old.tokenVersion + 1)
        let report = try await self.platform.system.maintenance.runOnce()
        self.story.check(
            "maintenance refreshes the other \(report.refreshed) grants that are due, and none fails",
            report.refreshed > 0 && report.refreshesFailed == 0)
    }
}
