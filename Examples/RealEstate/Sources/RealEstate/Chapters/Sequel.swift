import ConnectionsKit
import ConnectionsKitConnectors

/// What a later run does with a database that was kept: shows its state, and uses its credentials.
struct Sequel {
    let platform: Platform
    let story: Story

    init(_ platform: Platform, _ story: Story) {
        self.platform = platform
        self.story = story
    }

    func play() async throws {
        self.story.chapter("1. The database is opened again; this is what it holds")
        for client in [People.sue, People.bea] {
            for installation in try await self.platform.workspace.installations(as: client).map(\.installation) {
                self.story.tell("\(client.account): \(installation.name), release \(installation.releaseNumber)")
                for entry in try await self.platform.workspace.connections(in: installation.id, as: client) {
                    let state = entry.status.isConnected ? "connected" : "not connected for \(client.displayName)"
                    self.story.tell("  \(entry.linkName) (\(entry.kind.title)): \(state)")
                }
            }
        }
        let homes = try await self.platform.workspace.installations(as: People.sue).map(\.installation)
        self.story.check(
            "Acme Homes still has both applications", Set(homes.map(\.application)) == ["real-estate", "rentals"])
        guard let home = homes.first(where: { $0.application == "real-estate" }) else { return }
        try await self.work(in: home)
        for account in [People.olga.account, People.sue.account, People.bea.account] {
            let count = try await self.platform.system.verifyAuditTrail(of: account)
            self.story.check("the audit trail of \(account) verifies: \(count) records", count > 0)
        }
    }

    private func work(in home: Installation) async throws {
        self.story.chapter("2. The credentials still work")
        let context = TaskContext.installed(home.id, of: home.account)
        let runtime = self.platform.runtime
        let books = try await runtime.connection("zoho_books", in: context).credential(
            at: Places.sale, for: People.nils)
        let pushed = try await self.platform.call(
            .post, "invoices", with: books, body: ["property": "Pine Road 2", "price": 280_000])
        self.story.check("an invoice is pushed to Books: HTTP \(pushed.status)", pushed.status / 100 == 2)

        let sheets = try await runtime.connection("zoho_sheets", in: context)
        let numbers = try await self.platform.call(
            .get, "numbers", with: try await sheets.credential(at: Places.numbers, for: People.maria))
        self.story.check("the page panel shows Maria her own numbers", numbers.body?["sold"] == .integer(7))
        await self.story.refuse("Nils, who revoked his authorization", .notAuthorized) {
            try await sheets.credential(at: Places.numbers, for: People.nils)
        }
        let crm = try await runtime.systemConnection(to: .zohoCRM, scopes: [Services.modules], in: context)
        let contacts = try await self.platform.call(
            .get, "contacts", with: try await crm.credential(at: Places.contact, for: nil))
        self.story.check("the CRM workflow works through the system connection", contacts.status == 200)

        self.platform.clock.ahead += .seconds(2 * 60 * 60)
        let later = try await runtime.connection("zoho_books", in: context).credential(
            at: Places.sale, for: People.nils)
        self.story.check("two hours later its token is refreshed", later.tokenVersion > books.tokenVersion)
    }
}
