import ConnectionsKit
import ConnectionsKitConnectors

extension FirstRun {
    /// A developer makes two connections, authorizes and tests them in development, and uses them in the application.
    func develop() async throws -> Definitions {
        self.story.chapter("1. In the console, a developer makes two connections and tests them in development")
        let console = self.platform.console
        try await console.registerApplication("real-estate", name: "Real estate", as: People.olga)
        let books = try await console.createConnection(
            to: .zohoBooks, kind: .admin, scopes: [Services.invoices], as: People.dan)
        let sheets = try await console.createConnection(
            to: .zohoSheets, kind: .loggedInUser, scopes: [Services.cells], as: People.dan)
        for connection in [books, sheets] {
            try await console.enable(connection.id, for: "real-estate", as: People.dan)
            self.story.check(
                "Dan makes the \(connection.kind.title) connection \"\(connection.name)\", link name \(connection.linkName)",
                try await !console.status(of: connection.id, in: .development, as: People.dan).isConnected)
        }
        try await console.addReference(from: Places.sale, to: books.id, as: People.dan)
        try await console.addReference(from: Places.invoice, to: books.id, as: People.dan)
        try await console.addReference(from: Places.numbers, to: sheets.id, as: People.dan)
        let places = try await console.references(to: books.id, as: People.dan).map(\.id.place)
        self.story.check(
            "the form workflow and the invokeURL task refer to \"\(books.name)\"",
            Set(places) == [Places.sale, Places.invoice])

        for connection in [books, sheets] {
            let pending = try await console.authorize(connection.id, in: .development, as: People.dan)
            let status = try await self.consent(pending, as: People.dan)
            self.story.check(
                "Dan authorizes \"\(connection.name)\" in development: it is now \"\(status.accountName ?? "?")\"",
                status.isConnected)
        }
        try await self.test(books, sheets)
        return Definitions(books: books, sheets: sheets)
    }

    private func test(_ books: Connection, _ sheets: Connection) async throws {
        let context = TaskContext.console("real-estate", of: "estate-makers", .development)
        let runtime = self.platform.runtime
        let invoice = try await runtime.connection(books.linkName, in: context)
            .credential(at: Places.invoice, for: People.dan)
        let pushed = try await self.platform.call(
            .post, "invoices", with: invoice, body: ["property": "Test Lane 1", "price": 1])
        self.story.check("the test pushes an invoice to Books: HTTP \(pushed.status)", pushed.status / 100 == 2)
        let panel = try await runtime.connection(sheets.linkName, in: context)
            .credential(at: Places.numbers, for: People.dan)
        let numbers = try await self.platform.call(.get, "numbers", with: panel)
        self.story.check("the test reads numbers from Sheets: HTTP \(numbers.status)", numbers.status == 200)
    }
}
