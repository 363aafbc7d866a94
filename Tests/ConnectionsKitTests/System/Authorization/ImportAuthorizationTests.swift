import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Authorizations that are moved here from another system.
@Suite struct ImportAuthorizationTests {
    let world = World(catalogue: World.flowsCatalogue)

    private func books() async throws -> Connection { try await self.world.definition() }

    @discardableResult
    private func take(
        _ tokens: ImportedTokens, for connection: Connection, in environment: LiveEnvironment = .development,
        as principal: Principal? = nil
    ) async throws -> ConnectionStatus {
        try await self.world.console.importAuthorization(
            of: connection.id, in: environment, tokens: tokens, as: principal ?? self.world.developer)
    }

    private func access(_ linkName: String = "books") async throws -> String {
        let task = try await self.world.runtime.connection(
            linkName, in: .console("estate", of: "maker", .development))
        return try token(try await task.credential(at: self.world.sale, for: nil))
    }

    @Test func `both tokens serve as they are, with what is known of them, and no call is made`() async throws {
        let books = try await self.books()
        var tokens = ImportedTokens(
            accessToken: Secret("old-access"), expiresAt: self.world.time.now + .seconds(1_800),
            refreshToken: Secret("old-refresh"), clientID: "platform-client")
        tokens.scopes = ["openid", "read"]
        tokens.subject = "person-7"
        tokens.accountName = "Ledger of Acme"
        let status = try await self.take(tokens, for: books)
        #expect(status.isConnected && status.accountName == "Ledger of Acme" && status.missingScopes.isEmpty)
        #expect(status.health?.expiresAt == self.world.time.now + .seconds(1_800))
        #expect(try await self.access() == "Bearer old-access")
        let grant = try await self.world.grant(of: books.id)
        #expect(grant.grantedScopes == ["openid", "read"] && grant.subject == "person-7")
        #expect(grant.client == Grant.Client(clientID: "platform-client"))
        #expect(self.world.provider.refreshCalls == 0 && self.world.provider.completeCalls == 0)
        let entry = try #require(try await self.world.trail(of: "maker").last?.entry)
        #expect(entry.action == .authorize && entry.outcome == .allowed && entry.grant == grant.id)
        #expect(entry.changed == ["grant", "granted_scopes", "imported"])
    }

    @Test func `an access token without an end lasts`() async throws {
        let books = try await self.books()
        try await self.take(ImportedTokens(accessToken: Secret("lasting"), clientID: "platform-client"), for: books)
        self.world.time.advance(by: .seconds(1_000 * 86_400))
        #expect(try await self.access() == "Bearer lasting")
    }

    @Test(arguments: [Duration.zero, .seconds(-86_400)])
    func `a refresh token alone is used by the first task, whatever the clock says`(jump: Duration) async throws {
        let books = try await self.books()
        self.world.provider.accept("old-refresh")
        let status = try await self.take(
            ImportedTokens(refreshToken: Secret("old-refresh"), clientID: "platform-client"), for: books)
        #expect(status.isConnected && status.health?.expiresAt == nil && self.world.provider.refreshCalls == 0)
        self.world.time.jump(by: jump)
        #expect(try await self.access() == "Bearer access-1")
        #expect(self.world.provider.refreshCalls == 1)
    }

    @Test func `a refresh token alone that the service refuses hands out nothing, and asks for a new authorization`()
        async throws
    {
        let books = try await self.books()
        try await self.take(
            ImportedTokens(refreshToken: Secret("spent"), clientID: "platform-client"), for: books)
        #expect(await code { try await self.access() } == .needsReauthorization)
        #expect(await code { try await self.access() } == .needsReauthorization)
        #expect(self.world.provider.refreshCalls == 1)
    }

    @Test func `an access token that has ended is refreshed first`() async throws {
        let books = try await self.books()
        self.world.provider.accept("old-refresh")
        try await self.take(
            ImportedTokens(
                accessToken: Secret("ended"), expiresAt: self.world.time.now - .seconds(1),
                refreshToken: Secret("old-refresh"), clientID: "platform-client"), for: books)
        #expect(try await self.access() == "Bearer access-1")
    }

    @Test func `the same tokens again change nothing, and others take their place`() async throws {
        let books = try await self.books()
        let tokens = ImportedTokens(
            accessToken: Secret("a"), refreshToken: Secret("r"), clientID: "platform-client")
        try await self.take(tokens, for: books)
        let before = try await self.world.observed.records()
        let trail = try await self.world.trail(of: "maker")
        try await self.take(tokens, for: books)
        #expect(try await self.world.observed.records() == before)
        #expect(try await self.world.trail(of: "maker") == trail)
        let elsewhere = try await self.world.refusal(.invalidInput) {
            try await self.take(tokens, for: books, in: .stage)
        }
        #expect(elsewhere.field == "refreshToken" && elsewhere.remedy == "Reuse that authorization instead.")
        try await self.take(ImportedTokens(accessToken: Secret("b"), clientID: "platform-client"), for: books)
        let grants = try await self.world.observed.all(Grant.self)
        #expect(grants.count == 2 && grants.count { $0.status == .superseded } == 1)
        #expect(try await self.access() == "Bearer b")
        #expect(try await self.world.isTidy())
    }

    @Test func `two imports of the same tokens at once make one grant`() async throws {
        let books = try await self.books()
        let tokens = ImportedTokens(refreshToken: Secret("r"), clientID: "platform-client")
        let world = self.world
        world.store.interpose(.commit, matching: AuthorizationInterleavingTests.writesGrant) {
            _ = try? await world.console.importAuthorization(
                of: books.id, in: .development, tokens: tokens, as: world.developer)
        }
        try await self.take(tokens, for: books)
        #expect(try await world.observed.all(Grant.self).count == 1)
    }

    @Test func `tokens of an authorization that must be made anew are refused`() async throws {
        let books = try await self.books()
        let tokens = ImportedTokens(refreshToken: Secret("spent"), clientID: "platform-client")
        try await self.take(tokens, for: books)
        _ = await code { try await self.access() }
        let error = try await self.world.refusal(.invalidInput) { try await self.take(tokens, for: books) }
        #expect(error.field == "refreshToken")
    }

    static let now = Timestamp.fixture
    static let refused: [(field: String, tokens: ImportedTokens)] = {
        func tokens(
            access: String? = nil, expiresAt: Timestamp? = nil, refresh: String? = nil,
            client: String = "platform-client",
            edit: (inout ImportedTokens) -> Void = { _ in }
        ) -> ImportedTokens {
            var tokens = ImportedTokens(
                accessToken: access.map { Secret($0) }, expiresAt: expiresAt, refreshToken: refresh.map { Secret($0) },
                clientID: client)
            edit(&tokens)
            return tokens
        }
        return [
            ("accessToken", tokens()),
            ("expiresAt", tokens(expiresAt: now + .seconds(60), refresh: "r")),
            ("expiresAt", tokens(access: "a", expiresAt: now)),
            ("accessToken", tokens(access: "a b")), ("accessToken", tokens(access: "")),
            ("accessToken", tokens(access: "ä", refresh: "r")), ("refreshToken", tokens(access: "a", refresh: "r\n")),
            ("refreshToken", tokens(refresh: String(repeating: "r", count: 16_385))),
            ("clientID", tokens(access: "a", client: "")), ("clientID", tokens(access: "a", client: "unknown")),
            ("clientID", tokens(access: "a") { $0.clientID = nil }),
            ("key", tokens(access: "a") { $0.fields = SecretFields([("key", Secret("k"))]) }),
            ("scopes", tokens(access: "a") { $0.scopes = ["read write"] }),
            ("subject", tokens(access: "a") { $0.subject = "" }),
            ("accountName", tokens(access: "a") { $0.accountName = " " }),
            ("shop", tokens(access: "a") { $0.details = ["shop": "acme"] }),
        ]
    }()

    @Test(arguments: refused.indices)
    func `what cannot be is refused by the name of its field, and nothing is stored`(index: Int) async throws {
        let books = try await self.books()
        self.world.provider.knownClients = ["platform-client"]
        let error = try await self.world.refusal(.invalidInput) {
            try await self.take(Self.refused[index].tokens, for: books)
        }
        #expect(error.field == Self.refused[index].field, "\(error)")
    }

    @Test func `where the client is the account there is nothing to import`() async throws {
        for connector in [World.robot, World.signer] {
            let own = try await self.world.console.createConnection(
                to: connector, kind: .admin, scopes: ["read"], as: self.world.developer)
            let error = try await self.world.refusal(.invalidInput) {
                try await self.take(
                    ImportedTokens(accessToken: Secret("a"), clientID: "platform-client"), for: own)
            }
            #expect(error.field == "tokens" && error.remedy.contains("by its fields"))
        }
    }

    @Test func `fields are checked as when a person fills them in`() async throws {
        let sms = try await self.world.definition(to: World.sms)
        func fields(_ values: (String, String)...) -> ImportedTokens {
            ImportedTokens(fields: SecretFields(values.map { ($0.0, Secret($0.1)) }))
        }
        #expect(
            try await self.world.refusal(.missingCredentialField) {
                try await self.take(fields(("key", "k")), for: sms)
            }.field == "sender")
        #expect(
            try await self.world.refusal(.invalidInput) {
                try await self.take(fields(("key", "k\n"), ("sender", "me")), for: sms)
            }.field == "key")
        for (field, tokens) in [
            ("accessToken", ImportedTokens(accessToken: Secret("a"), clientID: "c")),
            ("refreshToken", ImportedTokens(refreshToken: Secret("r"), clientID: "c")),
            ("clientID", ImportedTokens(clientID: "c")),
        ] {
            let error = try await self.world.refusal(.invalidInput) { try await self.take(tokens, for: sms) }
            #expect(error.field == field && error.remedy.contains("key, sender"))
        }
        #expect(try await self.take(fields(("key", "k"), ("sender", "me")), for: sms).isConnected)
        #expect(try await self.take(fields(("key", "k"), ("sender", "me")), for: sms).isConnected)
        #expect(try await self.take(fields(("key", "k"), ("sender", "me")), for: sms, in: .stage).isConnected)
        #expect(try await self.world.observed.all(Grant.self).count == 2)
    }

    @Test func `a developer's own client must be one of the set, and renews what was issued to it`() async throws {
        let own = try await OwnClientWorld()
        try await own.replaceClient()
        own.provider.scripted.accept("r-1")
        func tokens(_ client: String) -> ImportedTokens {
            ImportedTokens(refreshToken: Secret("r-1"), clientID: client)
        }
        let unknown = try await own.world.refusal(.invalidInput) {
            try await own.console.importAuthorization(
                of: own.connection.id, in: .development, tokens: tokens("client-9"), as: own.developer)
        }
        #expect(unknown.field == "clientID")
        try await own.console.importAuthorization(
            of: own.connection.id, in: .development, tokens: tokens("client-1"), as: own.developer)
        #expect(try await own.access(try await own.task()) == "Bearer access-1")
        #expect(own.provider.calls.last == .init(purpose: "refresh", clientID: "client-1", secret: "secret-1"))
        #expect(try await own.world.grant(of: own.connection.id).client?.revision == 1)
        try await own.change(.retirement(of: 1))
        let retired = try await own.world.refusal(.invalidInput) {
            try await own.console.importAuthorization(
                of: own.connection.id, in: .stage,
                tokens: ImportedTokens(refreshToken: Secret("r-2"), clientID: "client-1"), as: own.developer)
        }
        #expect(retired.field == "clientID")
    }

    @Test func `whoever may not authorize may not import, and another account's connection does not exist`()
        async throws
    {
        let books = try await self.books()
        let installation = try await self.world.install()
        let tokens = ImportedTokens(accessToken: Secret("a"), clientID: "platform-client")
        try await self.world.refusal(.denied) {
            try await self.world.workspace.importAuthorization(
                of: "books", in: installation.id, tokens: tokens, as: self.world.maria)
        }
        let last = try #require(try await self.world.trail(of: "acme").last?.entry)
        #expect(last.action == .authorize && last.actor.user == "maria" && last.outcome != .allowed)
        let foreign = Principal.console("eve", account: "rival", role: .superAdmin)
        try await self.world.refusal(.notFound) { try await self.take(tokens, for: books, as: foreign) }
        let status = try await self.world.workspace.importAuthorization(
            of: "books", in: installation.id, tokens: tokens, as: self.world.admin)
        #expect(status.isConnected && status.authorizedBy == "adam")
        try await self.world.workspace.deactivateUser("adam", as: self.world.superAdmin)
        try await self.world.refusal(.suspended) {
            try await self.world.workspace.importAuthorization(
                of: "books", in: installation.id, tokens: tokens, as: self.world.admin)
        }
    }

    @Test func `a user's own authorization is theirs alone`() async throws {
        _ = try await self.world.definition(to: World.sheets, kind: .loggedInUser)
        let installation = try await self.world.install()
        try await self.world.workspace.importAuthorization(
            of: "sheets", in: installation.id,
            tokens: ImportedTokens(accessToken: Secret("maria's"), clientID: "platform-client"), as: self.world.maria)
        let task = try await self.world.task("sheets", in: installation)
        #expect(
            try token(try await task.credential(at: self.world.sale, for: self.world.maria)) == "Bearer maria's")
        #expect(
            await code { try await task.credential(at: self.world.sale, for: self.world.nils) } == .notAuthorized)
    }

    @Test func `a store that is away stores nothing, and the import can be repeated`() async throws {
        let books = try await self.books()
        let tokens = ImportedTokens(accessToken: Secret("a"), clientID: "platform-client")
        self.world.store.failNext(.commit)
        try await self.world.refusal(.unavailable) { try await self.take(tokens, for: books) }
        self.world.store.failNext(.commit, .after)
        #expect(await code { try await self.take(tokens, for: books) } == .unavailable)
        #expect(try await self.take(tokens, for: books).isConnected)
        #expect(try await self.world.observed.all(Grant.self).count == 1)
    }
}
