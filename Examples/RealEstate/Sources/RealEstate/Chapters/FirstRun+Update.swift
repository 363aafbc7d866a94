import ConnectionsKit

extension FirstRun {
    /// Release 2 needs one more scope: Acme tries it in stage, then in production, where the old token goes on until somebody
    /// consents.
    func update(_ definitions: Definitions, _ shares: Shares, _ homes: Homes) async throws {
        self.story.chapter("10. Release 2 needs a wider scope, and Acme Homes tries it in stage first")
        let console = self.platform.console
        let wider = [Services.invoices, Services.customers]
        let edit = try await console.edit(definitions.books.id, scopes: wider, as: People.dan)
        for consent in edit.consents { self.story.tell("\(consent)") }
        self.story.check("Dan adds a scope; his own test authorization is asked to consent", edit.consents.count == 1)
        let plan = try await console.planRelease(of: "real-estate", as: People.dan)
        let release = try await console.publish(plan, as: People.dan)
        let share = try await console.share(release.id, with: shares.toAcme, as: People.dan)
        self.story.check(
            "he publishes release \(release.number) and sends it as an update, on the terms of the first share",
            release.number == 2 && share.licence == shares.acme.licence)

        try await self.tryInStage(homes.acme, wider)
        try await self.promote(homes.acme, wider)
    }

    private func tryInStage(_ home: Installation, _ wider: [String]) async throws {
        let workspace = self.platform.workspace
        try await workspace.addStage(to: home.id, as: People.sue)
        let plan = try await workspace.planUpgrade(of: home.id, in: .stage, as: People.sue)
        self.story.tell("The plan: \(plan)")
        try await workspace.upgrade(plan, as: People.sue)
        let pending = try await workspace.authorize("zoho_books", in: home.id, environment: .stage, as: People.sue)
        try await self.consent(pending, as: People.sue)
        let books = try await self.platform.runtime.connection(
            "zoho_books", in: .installed(home.id, of: home.account, .stage))
        let credential = try await books.credential(at: Places.sale, for: People.maria, scopes: wider)
        self.story.check(
            "in stage, Sue authorizes Books with the new scope, and tasks have it",
            Set(credential.scopes).isSuperset(of: wider))
    }

    private func promote(_ home: Installation, _ wider: [String]) async throws {
        let workspace = self.platform.workspace
        let plan = try await workspace.planPromotion(of: home.id, as: People.sue)
        self.story.tell("The plan: \(plan)")
        let upgraded = try await workspace.upgrade(plan, as: People.sue)
        self.story.check("production has release 2", upgraded.releaseNumber == 2)

        let books = try await self.platform.runtime.connection(
            "zoho_books", in: .installed(home.id, of: home.account))
        let old = try await books.credential(at: Places.sale, for: People.maria)
        let pushed = try await self.platform.call(
            .post, "invoices", with: old, body: ["property": "Beech Lane 5", "price": 510_000])
        self.story.check(
            "nobody has consented there yet, and invoices go on: HTTP \(pushed.status)", pushed.status / 100 == 2)
        await self.story.refuse("a task that needs the new scope", .insufficientScope) {
            try await books.credential(at: Places.sale, for: People.maria, scopes: [Services.customers])
        }
        let pending = try await workspace.authorize("zoho_books", in: home.id, as: People.sue)
        let status = try await self.consent(pending, as: People.sue)
        let fresh = try await books.credential(at: Places.sale, for: People.maria, scopes: wider)
        self.story.check(
            "Sue consents, and the very next task has the new scope",
            status.missingScopes.isEmpty && fresh.grant != old.grant)
    }
}
