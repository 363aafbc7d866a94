import ConnectionsKit

extension FirstRun {
    /// The super admin authorizes Books once; two users authorize Sheets, each for themselves.
    func authorize(_ homes: Homes) async throws {
        self.story.chapter("4. Acme Homes authorizes: Books once, Sheets by each user")
        let workspace = self.platform.workspace
        let books = try await workspace.authorize("zoho_books", in: homes.acme.id, as: People.sue)
        let status = try await self.consent(books, as: People.sue)
        self.story.check("Sue authorizes \"\(status.accountName ?? "?")\" for everybody", status.isConnected)
        for user in [People.maria, People.nils] {
            let sheets = try await workspace.authorize("zoho_sheets", in: homes.acme.id, as: user)
            let status = try await self.consent(sheets, as: user)
            self.story.check(
                "\(user.displayName) authorizes \"\(status.accountName ?? "?")\" for themselves", status.isConnected)
        }
        let panel = try await workspace.connections(in: homes.acme.id, as: People.maria)
        self.story.check(
            "Maria's panel shows her own Sheets connection alone", panel.map(\.linkName) == ["zoho_sheets"])
    }

    /// The tasks of the application run.
    func work(_ homes: Homes) async throws {
        self.story.chapter("5. The application's tasks run")
        let context = TaskContext.installed(homes.acme.id, of: "acme-homes")
        let runtime = self.platform.runtime
        let before = self.platform.services.receivedInvoices.count

        let books = try await runtime.connection("zoho_books", in: context)
        let credential = try await books.credential(at: Places.sale, for: People.maria)
        let pushed = try await self.platform.call(
            .post, "invoices", with: credential, body: ["property": "Elm Street 4", "price": 350_000])
        let invoices = self.platform.services.receivedInvoices
        self.story.check(
            "property sold: Maria, who authorized nothing at Books, pushes an invoice with Sue's credential",
            pushed.status / 100 == 2 && invoices.count == before + 1 && invoices.last?.user == "sue")

        let sheets = try await runtime.connection("zoho_sheets", in: context)
        for (user, sold) in [(People.maria, 7), (People.nils, 3)] {
            let own = try await sheets.credential(at: Places.numbers, for: user)
            let numbers = try await self.platform.call(.get, "numbers", with: own)
            self.story.check(
                "the page panel shows \(user.displayName) their own numbers: \(sold) sold",
                numbers.body?["sold"] == .integer(Int64(sold)))
        }
        await self.story.refuse("a task without a user asks for a logged-in credential", .notAuthorized) {
            try await sheets.credential(at: Places.numbers, for: nil)
        }
        let elsewhere = try await runtime.connection("zoho_books", in: .installed(homes.birch.id, of: "birch-realty"))
        await self.story.refuse("Ben of Birch Realty uses Books, which nobody there has authorized", .notAuthorized) {
            try await elsewhere.credential(at: Places.sale, for: People.ben)
        }
    }
}
