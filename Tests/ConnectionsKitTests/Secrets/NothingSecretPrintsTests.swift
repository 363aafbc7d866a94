import ConnectionsKit
import ConnectionsKitInMemory
import ConnectionsKitTesting
import Foundation
import Testing

/// A planted secret never comes out of anything that the library returns, throws, stores, encodes or streams.
@Suite struct NothingSecretPrintsTests {
    static let planted = [
        CanaryProvider.access, CanaryProvider.refresh, CanaryProvider.verifier, CanaryProvider.code,
        CanaryProvider.clientSecret, CanaryProvider.apiKey, CanaryProvider.password, CanaryProvider.deviceCode,
        CanaryProvider.userCode,
    ]

    /// Collects values, and what they print.
    private final class Ledger {
        var canaries: Set<String>
        var values: [Any] = []

        init(_ canaries: [String]) { self.canaries = Set(canaries) }

        @discardableResult
        func keep<Value>(_ value: Value) -> Value {
            self.values.append(value)
            return value
        }

        func expectSilence(sourceLocation: SourceLocation = #_sourceLocation) {
            var leaks: Set<String> = []
            // As text, and as the numbers of its bytes.
            let needles = self.canaries.flatMap { canary in
                [canary, canary.utf8.map(String.init).joined(separator: ", ")]
            }
            for value in self.values {
                for text in Printing.texts(of: value) {
                    for needle in needles where text.contains(needle) {
                        let isNew = leaks.insert("\(type(of: value))").inserted
                        if isNew {
                            Issue.record("a \(type(of: value)) prints a secret", sourceLocation: sourceLocation)
                        }
                    }
                }
            }
        }
    }

    @Test func `the search finds what is not hidden`() {
        struct Leaky { var inner: [String: [Any?]] }
        let value = Leaky(inner: ["a": [("b", CanaryProvider.access)]])
        #expect(Printing.texts(of: value).filter { $0.contains(CanaryProvider.access) }.count > 9)
        let bytes = Printing.texts(of: Leaky(inner: ["a": [Array("abc".utf8)]]))
        #expect(bytes.contains { $0.contains("97, 98, 99") })
    }

    @Test(arguments: planted) func `each type that can hold a secret hides it`(canary: String) throws {
        let ledger = Ledger([canary])
        let secret = Secret(canary)
        let fields = SecretFields([("key", secret)])
        let callback = try AuthorizationCallback(
            "https://app.example.com/cb?code=\(canary)&state=\(canary)&iss=\(canary)")
        let connector = try #require(World.catalogue[World.books])
        let client = ClientRegistration(clientID: "id", secret: secret, redirectURI: "https://app.example.com/cb")
        let request = AuthorizationRequest(
            connector: connector, dataCentre: .us, scopes: [], state: canary, client: client, random: .seeded(1))
        let start = RedirectStart(
            url: "https://a.example/auth?state=\(canary)", verifier: secret, redirectURI: "https://app.example.com/cb",
            clientID: "id")
        var attempt = Attempt.fixture(state: canary)
        attempt.verifier = SealedSecret(envelope: Array(canary.utf8))
        var changes = ChangeSet()
        changes.insert(attempt)
        changes.expect(attempt)
        changes.delete(attempt)
        let sealed = SealedSecret(envelope: Array(canary.utf8))
        let tokens = RefreshedTokens(access: sealed, refresh: sealed, expiresAt: nil)
        for value in [
            secret, fields, callback, client, request, start, AuthorizationStart.redirect(start), attempt, changes,
            Record.attempt(attempt), RecordKey.attempt(state: canary), sealed, tokens,
            RefreshStep.succeed(epoch: 1, tokenVersion: 1, tokens: tokens),
            ObtainedCredential(access: secret, refresh: secret),
            CredentialPart.header(name: "Authorization", value: secret), CredentialPart.query(name: "k", value: secret),
            CredentialPart.form(name: "k", value: secret),
            AuthorizationExchange(
                connector: connector, dataCentre: .us, scopes: [], client: client, clientID: "id",
                answer: .callback(callback, verifier: secret, redirectURI: "https://app.example.com/cb")),
            AuthorizationExchange.Answer.fields(fields),
            RefreshRequest(
                connector: connector, dataCentre: .us, client: client, clientID: "id", refreshToken: secret,
                timeLimit: .seconds(1)),
            RevocationRequest(
                connector: connector, dataCentre: .us, client: client, clientID: "id", access: secret, refresh: secret),
            PendingAuthorization.Step.redirect(url: "https://a.example/auth?state=\(canary)"),
        ] as [Any] {
            ledger.keep(value)
        }
        ledger.expectSilence()
    }

    @Test func `bad input is refused without being repeated where it is secret`() async throws {
        let world = World(catalogue: World.richCatalogue)
        let ledger = Ledger(Self.planted)
        for text in [
            "code=\(CanaryProvider.code)", "code=\(CanaryProvider.code)&code=x&state=s", "code=%\(CanaryProvider.code)",
        ] {
            ledger.keep(#expect(throws: InvalidInput.self) { try AuthorizationCallback(text) } as Any)
        }
        for address in ["https://u:\(CanaryProvider.password)@api.example.com/", "ftp://x/\(CanaryProvider.access)"] {
            ledger.keep(#expect(throws: InvalidInput.self) { try WebAddress(address) } as Any)
        }
        ledger.keep(
            try await world.refusal(.invalidInput) {
                try await world.console.createCredentialSet(
                    "Client", for: World.books, clientID: "id", secret: Secret(CanaryProvider.clientSecret + "\n"),
                    redirectURI: "https://app.example.com/callback", as: world.owner)
            })
        for (connector, fields) in [
            (World.sms, [("key", CanaryProvider.apiKey + "\n"), ("sender", "me")]),
            (World.sms, [("key", CanaryProvider.apiKey)]),
            (World.gate, [("user", "me:too"), ("password", CanaryProvider.password)]),
            (World.gate, [("user", "me"), ("password", CanaryProvider.password + "\u{0}")]),
        ] {
            let connection = try await world.console.createConnection(to: connector, kind: .admin, as: world.owner)
            let pending = try await world.console.authorize(connection.id, in: .development, as: world.owner)
            let error = ledger.keep(
                try await world.error {
                    try await world.console.complete(
                        pending, fields: SecretFields(fields.map { ($0.0, Secret($0.1)) }), as: world.owner)
                })
            #expect([.invalidInput, .missingCredentialField].contains(error.code) && error.field != nil, "\(error)")
        }
        ledger.expectSilence()
    }

    @Test func `a whole life, from the client's secret to the last revocation, prints nothing`() async throws {
        let provider = CanaryProvider()
        let time = ManualTimeSource()
        let observed = ObservedStore(InMemoryConnectionStore(time: time.source))
        let store = FaultingStore(observed)
        let sealer = TestSealer()
        var configuration = ConnectionSystem.Configuration()
        configuration.redirectURIs = ["https://app.example.com/callback"]
        // The clock stands still: nobody would wake a wait for the store.
        configuration.refresh.persistTries = 1
        let system = ConnectionSystem(
            store: store, catalogue: World.flowsCatalogue, sealer: sealer,
            providers: [provider, .apiKey, .basic], time: time.source, random: .seeded(7),
            configuration: configuration)
        let live = system.liveAudit()
        let ledger = Ledger(Self.planted)
        let console = DeveloperConsole(system)
        let workspace = Workspace(system)
        let world = World()
        let (owner, admin, superAdmin) = (world.owner, world.admin, world.superAdmin)

        ledger.keep(try await console.registerApplication("estate", name: "Estate", as: owner))
        let set = ledger.keep(
            try await console.createCredentialSet(
                "Client", for: World.books, clientID: "id", secret: Secret(CanaryProvider.clientSecret),
                redirectURI: "https://app.example.com/callback", as: owner))
        let books = ledger.keep(
            try await console.createConnection(
                to: World.books, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: owner))
        ledger.keep(try await console.enable(books.id, for: "estate", as: owner))
        try await console.addReference(from: world.sale, to: books.id, as: owner)
        let release = ledger.keep(
            try await console.publish(ledger.keep(try await console.planRelease(of: "estate", as: owner)), as: owner))
        let invitation = ledger.keep(try await console.invite("c@example.com", as: owner))
        try await workspace.accept(invitation.link, as: superAdmin)
        let share = ledger.keep(try await console.share(release.id, with: invitation.id, as: owner))
        let plan = ledger.keep(try await workspace.planInstall(of: share.link, as: superAdmin))
        let installation = ledger.keep(try await workspace.install(plan, as: superAdmin))

        // Refused, by the wrong person, and at last by the right one; each state is a canary from then on.
        func begin() async throws -> PendingAuthorization {
            let pending = ledger.keep(try await workspace.authorize("books", in: installation.id, as: admin))
            ledger.canaries.insert(pending.state)
            ledger.keep(pending.step)
            return pending
        }
        func callback(_ pending: PendingAuthorization) throws -> AuthorizationCallback {
            ledger.keep(
                try AuthorizationCallback(
                    "https://app.example.com/callback?code=\(CanaryProvider.code)&state=\(pending.state)"))
        }
        provider.fail(with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        let refused = try callback(try await begin())
        ledger.keep(try await world.error { try await workspace.complete(refused, as: admin) })
        ledger.keep(try await world.error { try await workspace.complete(refused, as: admin) })
        let stolen = try callback(try await begin())
        ledger.keep(try await world.error { try await workspace.complete(stolen, as: superAdmin) })
        let late = try callback(try await begin())
        time.advance(by: .seconds(90))
        ledger.keep(try await world.error { try await workspace.complete(late, as: admin) })
        for call in [TestSealer.Call.auditKey, .seal, .open] {
            let unsealable = try callback(try await begin())
            sealer.fail(call, with: SealerError(.unavailable, "the keys are away"))
            ledger.keep(try await world.error { try await workspace.complete(unsealable, as: admin) })
            sealer.fail(call, with: nil)
        }
        let lost = try callback(try await begin())
        store.failNext(.commit, skipping: 1, times: 1)
        ledger.keep(try await world.error { try await workspace.complete(lost, as: admin) })
        ledger.keep(try await workspace.complete(try callback(try await begin()), as: admin))

        let runtime = ConnectionRuntime(system)
        let task = ledger.keep(
            try await runtime.connection("books", in: .installed(installation.id, of: "acme")))
        let credential = ledger.keep(try await task.credential(at: world.sale, for: nil))
        ledger.keep(try credential.parts(for: try WebAddress("https://api.example.com/")))
        ledger.keep(
            #expect(throws: CredentialError.self) {
                try credential.parts(for: try WebAddress("https://evil.example.net/"))
            } as Any)
        time.advance(by: .seconds(3_601))
        provider.fail(with: CredentialError(.transient, "busy"))
        ledger.keep(try await world.error { try await task.credential(at: world.sale, for: nil) })
        time.advance(by: .seconds(60))
        ledger.keep(try await task.credential(at: world.sale, for: nil))
        ledger.keep(try await task.credential(replacing: credential, at: world.sale, for: nil))
        ledger.keep(try await workspace.connections(in: installation.id, as: admin))

        for (connector, fields) in [
            (World.sms, [("key", CanaryProvider.apiKey), ("sender", "me")]),
            (World.gate, [("user", "me"), ("password", CanaryProvider.password)]),
        ] {
            let connection = try await console.createConnection(to: connector, kind: .admin, as: owner)
            try await console.enable(connection.id, for: "estate", as: owner)
            let pending = ledger.keep(try await console.authorize(connection.id, in: .development, as: owner))
            ledger.keep(
                try await console.complete(
                    pending, fields: ledger.keep(SecretFields(fields.map { ($0.0, Secret($0.1)) })), as: owner))
            let task = try await runtime.connection(
                connection.linkName, in: .console("estate", of: "maker", .development))
            ledger.keep(try await task.credential(at: .smsAction("note"), for: owner))
            ledger.keep(try await console.status(of: connection.id, in: .development, as: owner))
        }
        // On another device, with a service that is away, and then imported over it.
        let screen = try await console.createConnection(
            to: World.screen, kind: .admin, scopes: ["read"], as: owner)
        let device = ledger.keep(try await console.authorize(screen.id, in: .development, as: owner))
        ledger.canaries.insert(device.state)
        ledger.keep(device.step)
        ledger.keep(device.device as Any)
        ledger.keep(try await console.poll(device, as: owner))
        time.advance(by: .seconds(5))
        provider.fail(with: CredentialError(.transient, "busy"))
        ledger.keep(try await world.error { try await console.poll(device, as: owner) })
        time.advance(by: .seconds(10))
        ledger.keep(try await console.poll(device, as: owner))
        let imported = ledger.keep(
            ImportedTokens(
                accessToken: Secret(CanaryProvider.access + "-2"), refreshToken: Secret(CanaryProvider.refresh + "-2"),
                clientID: "platform"))
        ledger.keep(
            try await console.importAuthorization(of: screen.id, in: .development, tokens: imported, as: owner))
        for text in [CanaryProvider.access + " ", CanaryProvider.refresh + "\n"] {
            let malformed = ImportedTokens(
                accessToken: Secret(text), refreshToken: Secret(text), clientID: "platform")
            ledger.keep(
                try await world.error {
                    try await console.importAuthorization(of: screen.id, in: .stage, tokens: malformed, as: owner)
                })
        }
        ledger.keep(try await workspace.revoke("books", in: installation.id, as: admin))
        provider.fail(with: CredentialError(.transient, "busy"))
        ledger.keep(try await system.maintenance.runOnce())
        try await workspace.uninstall(installation.id, as: superAdmin)
        time.advance(by: .seconds(3_600))
        ledger.keep(try await system.maintenance.runOnce())

        // The call to the provider may hold opened secrets; what it holds must not print either.
        for value in provider.seen { ledger.keep(value) }
        for changes in observed.commits { ledger.keep(changes) }
        let records = try await observed.records()
        for (owned, record) in records {
            ledger.keep(record)
            ledger.keep(owned)
        }
        for account in ["maker", "acme"] as [AccountID] {
            let trail = try await store.audit(of: account, after: 0, limit: 1_000)
            #expect(trail.count > 3)
            ledger.keep(trail)
        }
        var events = live.makeAsyncIterator()
        for _ in 0..<10 { ledger.keep(await events.next() as Any) }
        ledger.keep(system.configuration)
        #expect(ledger.values.count > 80)
        ledger.expectSilence()

        try self.expectSilentEncodings(of: records.values.map(\.self), but: ledger.canaries)
        let audited = try await store.audit(of: "acme", after: 0, limit: 1_000)
        let text = String(decoding: try JSONEncoder().encode(audited), as: UTF8.self)
        for canary in ledger.canaries { #expect(!text.contains(canary)) }
    }

    /// The encodings of all records hold no secret; the state, which names an attempt in the store, stands in its own
    /// attempt alone.
    private func expectSilentEncodings(of records: [Record], but canaries: Set<String>) throws {
        for record in records {
            var state: String?
            if case .attempt(let attempt) = record { state = attempt.state }
            let data = try JSONEncoder().encode(record.encodable)
            let text = String(decoding: data, as: UTF8.self)
            for canary in canaries where canary != state { #expect(!text.contains(canary), "\(record.key)") }
            for canary in Self.planted {
                let bytes = Array(canary.utf8).map(String.init).joined(separator: ",")
                #expect(!text.contains(bytes), "unsealed bytes in \(record.key)")
            }
        }
    }
}

extension Record {
    /// The record as something that can be encoded.
    fileprivate var encodable: any Encodable {
        switch self {
        case .application(let value): value
        case .connection(let value): value
        case .reference(let value): value
        case .credentialSet(let value): value
        case .credentialRevision(let value): value
        case .slot(let value): value
        case .grant(let value): value
        case .tokens(let value): value
        case .attempt(let value): value
        case .guardian(let value): value
        case .release(let value): value
        case .invitation(let value): value
        case .share(let value): value
        case .installation(let value): value
        case .submission(let value): value
        case .duty(let value): value
        case .dataKey(let value): value
        }
    }
}
