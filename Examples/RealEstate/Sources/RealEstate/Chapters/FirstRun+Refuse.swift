import ConnectionsKit
import ConnectionsKitConnectors

extension FirstRun {
    /// What must be refused is refused, each time with the reason.
    func refuse(_ definitions: Definitions, _ homes: Homes) async throws {
        self.story.chapter("8. What must be refused is refused")
        try await self.refuseInTheConsole(definitions)
        try await self.refuseAtTheClient(homes)
        try await self.refuseCallbacks(homes)
    }

    private func refuseInTheConsole(_ definitions: Definitions) async throws {
        let console = self.platform.console
        let spare = try await console.createConnection(
            to: .zohoProjects, kind: .admin, scopes: ["ZohoProjects.projects.READ"], as: People.dan)
        try await console.enable(spare.id, for: "real-estate", as: People.dan)
        await self.story.refuse("enabling \"\(spare.name)\" for a second application", .alreadyEnabled) {
            try await console.enable(spare.id, for: "rentals", as: People.dan)
        }
        try await console.addReference(from: .integrationTask("sync_projects"), to: spare.id, as: People.dan)
        await self.story.refuse("disabling it while a place refers to it", .accessLocked) {
            try await console.disable(spare.id, for: "real-estate", as: People.dan)
        }
        try await console.removeReference(from: .integrationTask("sync_projects"), to: spare.id, as: People.dan)
        let disabled = try await console.disable(spare.id, for: "real-estate", as: People.dan)
        self.story.check("without the reference it can be disabled", disabled.application == nil)
        for place in [Places.sale, Places.invoice] {
            try await console.removeReference(from: place, to: definitions.books.id, as: People.dan)
        }
        await self.story.refuse("disabling the published Books, though no place refers to it any more", .accessLocked) {
            try await console.disable(definitions.books.id, for: "real-estate", as: People.dan)
        }
        await self.story.refuse(
            "a logged-in user connection to Zoho Books, which is none of the twelve", .kindUnsupported
        ) {
            try await console.createConnection(
                to: .zohoBooks, kind: .loggedInUser, scopes: [Services.invoices], as: People.dan)
        }
        await self.story.refuse("a custom connector", .customConnectorUnsupported) {
            try await console.createConnection(to: "my_own_service", kind: .admin, scopes: ["all"], as: People.dan)
        }
    }

    private func refuseAtTheClient(_ homes: Homes) async throws {
        await self.story.refuse("a live user authorizing the admin connection", .denied) {
            try await self.platform.workspace.authorize("zoho_books", in: homes.acme.id, as: People.maria)
        }
        await self.story.refuse("Birch Realty reaching into Acme's installation", .notFound) {
            try await self.platform.workspace.authorize("zoho_books", in: homes.acme.id, as: People.bea)
        }
        let books = try await self.platform.runtime.connection(
            "zoho_books", in: .installed(homes.acme.id, of: "acme-homes"))
        let credential = try await books.credential(at: Places.sale, for: People.maria)
        let elsewhere = try WebAddress("https://evil.example.com/collect")
        var reason: CredentialError?
        do throws(CredentialError) { _ = try credential.parts(for: elsewhere) } catch { reason = error }
        self.story.check("sending a credential to another host: refused", reason?.code == .hostNotAllowed)
        if let reason { self.story.tell("  → \(reason.message)") }
    }

    private func refuseCallbacks(_ homes: Homes) async throws {
        let workspace = self.platform.workspace
        let first = try await workspace.authorize("zoho_sheets", in: homes.birch.id, as: People.ben)
        let callback = try await self.platform.consent(to: first, as: People.ben)
        let status = try await workspace.complete(callback, as: People.ben)
        self.story.check("Ben of Birch Realty authorizes Sheets", status.isConnected)
        await self.story.refuse("the same callback once more", .attemptAlreadyUsed) {
            try await workspace.complete(callback, as: People.ben)
        }

        let second = try await workspace.authorize("zoho_sheets", in: homes.birch.id, as: People.ben)
        let stolen = try await self.platform.consent(to: second, as: People.ben)
        await self.story.refuse("Ben's callback brought by Bea", .wrongPrincipal) {
            try await workspace.complete(stolen, as: People.bea)
        }
        await self.story.refuse("which voids it for Ben as well", .attemptVoided) {
            try await workspace.complete(stolen, as: People.ben)
        }

        let third = try await workspace.authorize("zoho_sheets", in: homes.birch.id, as: People.ben)
        let late = try await self.platform.consent(to: third, as: People.ben)
        self.platform.clock.ahead += .seconds(91)
        await self.story.refuse("a callback after 91 seconds", .authorizationTimedOut) {
            try await workspace.complete(late, as: People.ben)
        }
    }

    /// A revocation holds at once, and is carried out at the service.
    func leave(_ homes: Homes) async throws {
        self.story.chapter("9. Nils revokes his authorization")
        let sheets = try await self.platform.runtime.connection(
            "zoho_sheets", in: .installed(homes.acme.id, of: "acme-homes"))
        let held = try await sheets.credential(at: Places.numbers, for: People.nils)
        try await self.platform.workspace.revoke("zoho_sheets", in: homes.acme.id, as: People.nils)
        await self.story.refuse("the very next task of his", .notAuthorized) {
            try await sheets.credential(at: Places.numbers, for: People.nils)
        }
        let others = try await sheets.credential(at: Places.numbers, for: People.maria)
        let numbers = try await self.platform.call(.get, "numbers", with: others)
        self.story.check("Maria's authorization is untouched: HTTP \(numbers.status)", numbers.status == 200)
        let report = try await self.platform.system.maintenance.runOnce()
        let dead = try await self.platform.call(.get, "numbers", with: held)
        self.story.check(
            "maintenance revokes his tokens at the service: HTTP \(dead.status)",
            report.dutiesDone == 1 && dead.status == 401)
    }
}
