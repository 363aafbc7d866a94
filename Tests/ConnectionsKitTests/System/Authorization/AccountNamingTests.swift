import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// How the account of an authorization is called.
@Suite struct AccountNamingTests {
    let world = World()
    let provider = AnsweringProvider()
    let fields = SecretFields([("key", Secret("k")), ("sender", Secret("s"))])

    private var console: DeveloperConsole { DeveloperConsole(self.world.system(with: self.provider)) }

    private func definition(to connector: ConnectorID = World.books) async throws -> Connection {
        try await self.world.console.createConnection(
            to: connector, kind: .admin, scopes: connector == World.sms ? [] : ["read"], as: self.world.developer)
    }

    /// Authorizes with what the provider answers, and returns the account's name.
    private func authorize(
        _ connection: Connection, in environment: LiveEnvironment = .development, as principal: Principal? = nil
    ) async throws -> String? {
        let person = principal ?? self.world.developer
        let pending = try await self.console.authorize(connection.id, in: environment, as: person)
        return try await self.console.complete(try World.callback(pending), as: person).accountName
    }

    private func fill(
        _ connection: Connection, in environment: LiveEnvironment = .development, as principal: Principal? = nil
    ) async throws -> String? {
        let person = principal ?? self.world.developer
        let pending = try await self.console.authorize(connection.id, in: environment, as: person)
        return try await self.console.complete(pending, fields: self.fields, as: person).accountName
    }

    @Test func `the service's own name comes first`() async throws {
        self.provider.answer.accountName = "ops@example.com"
        #expect(try await self.authorize(try await self.definition()) == "ops@example.com")
        // What cannot be shown is left out; when nothing is left the name is made.
        self.provider.answer.accountName = "ops\u{202E}\n@" + String(repeating: "x", count: 200)
        let name = try #require(try await self.authorize(try await self.definition()))
        #expect(name == "ops@" + String(repeating: "x", count: 96))
        self.provider.answer.accountName = " \n "
        #expect(try await self.authorize(try await self.definition()) == "Books Account 3")
    }

    @Test func `a service without names numbers its accounts, over all of its connections`() async throws {
        let first = try await self.definition(to: World.sms)
        let second = try await self.definition(to: World.sms)
        let books = try await self.definition()
        #expect(try await self.fill(first) == "SMS Account 1")
        #expect(try await self.fill(second) == "SMS Account 2")
        #expect(try await self.fill(first, in: .stage) == "SMS Account 3")
        #expect(try await self.authorize(books) == "Books Account 1")
        // The number of an account that is gone is not given again.
        try await self.console.revoke(first.id, in: .stage, as: self.world.owner)
        #expect(try await self.fill(try await self.definition(to: World.sms)) == "SMS Account 4")
        // Another account of the service has numbers of its own.
        let rita = Principal.console("rita", account: "rival", role: .superAdmin)
        let theirs = try await self.console.createConnection(to: World.sms, kind: .admin, as: rita)
        #expect(try await self.fill(theirs, as: rita) == "SMS Account 1")
    }

    @Test func `who authorizes again keeps the name, and somebody else's account gets the next number`() async throws {
        let sms = try await self.definition(to: World.sms)
        #expect(try await self.fill(sms) == "SMS Account 1")
        #expect(try await self.fill(sms) == "SMS Account 1")
        #expect(try await self.fill(sms, as: self.world.owner) == "SMS Account 2")
        try await self.console.renameAccount(of: sms.id, in: .development, to: "Alerts", as: self.world.developer)
        #expect(try await self.fill(sms, as: self.world.owner) == "Alerts")
        // One under an edited name counts as well.
        let other = try await self.definition(to: World.sms)
        #expect(try await self.fill(other) == "SMS Account 2")
    }

    @Test func `an edited name stays with the same account of the service, and not with another`() async throws {
        let books = try await self.definition()
        self.provider.answer.subject = "subject-1"
        self.provider.answer.accountName = "ops@example.com"
        _ = try await self.authorize(books)
        try await self.console.renameAccount(
            of: books.id, in: .development, to: "Head office", as: self.world.developer)
        #expect(try await self.authorize(books, as: self.world.owner) == "Head office")
        self.provider.answer.subject = "subject-2"
        #expect(try await self.authorize(books, as: self.world.owner) == "ops@example.com")
        self.provider.answer.accountName = nil
        self.provider.answer.subject = "subject-3"
        #expect(try await self.authorize(books, as: self.world.owner) == "Books Account 1")
    }

    @Test func `two connections that are authorized at the same time get two numbers`() async throws {
        let first = try await self.definition()
        let second = try await self.definition()
        self.world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
            }
        ) {
            _ = try? await self.authorize(second)
        }
        #expect(try await self.authorize(first) == "Books Account 2")
        #expect(try await self.world.grant(at: second.id, in: .development)?.accountName == "Books Account 1")
    }
}
