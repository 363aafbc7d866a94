import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The changes of a credential set, each by a plan.
@Suite(.timeLimit(.minutes(10))) struct CredentialSetChangeTests {
    typealias Call = ClientWatchingProvider.Call

    private func secret(_ sealed: SealedSecret?, of set: CredentialSet.Reference, in world: World) async throws
        -> String?
    {
        guard let sealed else { return nil }
        return try await world.keys(for: set.account)
            .open(sealed, in: .credentialSet(set.id, account: set.account)).reveal()
    }

    @Test func `a new secret is a new revision beside the one before, and the next call uses it`() async throws {
        let own = try await OwnClientWorld()
        try await own.authorize()
        let task = try await own.task()
        let set = try await own.change(.secret, secret: "secret-2")
        #expect(set.revision == 2 && set.clientID == "client-1")
        let details = try await own.console.credentialSet(own.set.id, as: own.developer)
        #expect(details.set == set && details.earlier.map(\.id.number) == [1])
        #expect(try await self.secret(details.set.secret, of: own.set, in: own.world) == "secret-2")
        #expect(try await self.secret(details.earlier.first?.secret, of: own.set, in: own.world) == "secret-1")
        own.expire()
        #expect(try await own.access(task) == "Bearer access-2")
        #expect(own.provider.calls.last == Call(purpose: "refresh", clientID: "client-1", secret: "secret-2"))
        let entry = try #require(
            try await own.world.trail(of: "maker").map(\.entry).last {
                $0.action == .manageCredentialSet
            })
        #expect(entry.changed == ["secret", "revision"] && entry.subject == "credential_set:\(own.set.id)")
    }

    @Test func `a new client leaves what was authorized with the one before, and serves what comes after`() async throws
    {
        let own = try await OwnClientWorld()
        try await own.authorize()
        let task = try await own.task()
        let set = try await own.change(
            .client(id: "client-2", redirectURI: "https://app.example.com/second"), secret: "secret-2")
        #expect(set.revision == 2 && set.clientID == "client-2" && set.redirectURI == "https://app.example.com/second")
        own.expire()
        #expect(try await own.access(task) == "Bearer access-2")
        #expect(own.provider.calls.last == Call(purpose: "refresh", clientID: "client-1", secret: "secret-1"))
        try await own.authorize(in: .stage)
        #expect(own.provider.calls.last == Call(purpose: "complete", clientID: "client-2", secret: "secret-2"))
        let grants = try await own.world.store.all(.grants(), in: "maker")
        #expect(grants.compactMap(\.client?.revision).sorted() == [1, 2])
        try await own.console.revoke(own.connection.id, in: .development, as: own.developer)
        try await own.system.maintenance.runOnce()
        #expect(own.provider.calls.last == Call(purpose: "revoke", clientID: "client-1", secret: "secret-1"))
    }

    @Test func `of several revisions with one client the newest that is good is used`() async throws {
        let own = try await OwnClientWorld()
        try await own.authorize()
        let task = try await own.task()
        try await own.change(.secret, secret: "secret-2")
        try await own.replaceClient()
        func refreshedWith() async throws -> String? {
            own.expire()
            _ = try await own.access(task)
            return own.provider.calls.last?.secret
        }
        #expect(try await refreshedWith() == "secret-2")
        try await own.change(.retirement(of: 2))
        #expect(try await refreshedWith() == "secret-1")
        // The client before, back again, with a secret of its own.
        try await own.replaceClient("client-1")
        #expect(try await refreshedWith() == "secret-of-client-1")
    }

    @Test func `a new redirect address serves new authorizations, and those under way keep theirs`() async throws {
        let own = try await OwnClientWorld()
        let before = try await own.console.authorize(own.connection.id, in: .development, as: own.developer)
        let set = try await own.change(.redirectURI("https://app.example.com/second"))
        #expect(set.revision == 1 && set.redirectURI == "https://app.example.com/second")
        #expect(try await own.console.complete(try World.callback(before), as: own.developer).isConnected)
        let attempts = try await own.world.observed.all(Attempt.self)
        #expect(attempts.map(\.redirectURI) == ["https://app.example.com/callback"])
        try await own.authorize(in: .stage)
        let after = try await own.world.observed.all(Attempt.self).first { $0.environment == .stage }
        #expect(after?.redirectURI == "https://app.example.com/second")
    }

    @Test func `an authorization under way is completed with the client that it began with`() async throws {
        let own = try await OwnClientWorld()
        let pending = try await own.console.authorize(own.connection.id, in: .development, as: own.developer)
        try await own.replaceClient()
        try await own.console.complete(try World.callback(pending), as: own.developer)
        #expect(own.provider.calls == [Call(purpose: "complete", clientID: "client-1", secret: "secret-1")])
        own.expire()
        #expect(try await own.access(try await own.task()) == "Bearer access-2")
        #expect(own.provider.calls.last?.clientID == "client-1")
    }

    @Test func `one whose client was retired on the way says so, and asks nobody`() async throws {
        let own = try await OwnClientWorld()
        let pending = try await own.console.authorize(own.connection.id, in: .development, as: own.developer)
        try await own.replaceClient()
        try await own.change(.retirement(of: 1))
        let error = try await own.world.error {
            try await own.console.complete(try World.callback(pending), as: own.developer)
        }
        #expect(error.code == .needsReauthorization && error.detail == .reauthorization(.clientRetired))
        #expect(own.provider.calls.isEmpty)
    }

    // MARK: - Plans

    @Test func `a plan names the connections, counts the clients, and says what must be authorized again`() async throws
    {
        let own = try await OwnClientWorld()
        try await own.authorize()
        let other = try await own.console.createConnection(
            to: World.books, kind: .admin, name: "Another", mode: .clientCredentials(own.set), scopes: ["read"],
            as: own.developer)
        #expect(try await own.plan(.secret).effects.warnings == [])
        _ = try await own.installed()
        let secret = try await own.plan(.secret)
        #expect(secret.effects.reused.map(\.name) == ["Another", "Books"])
        #expect(secret.connections.map(\.id) == [other.id, own.connection.id])
        #expect(secret.effects.toAuthorize == [] && secret.clientCount == 1)
        #expect(secret.effects.warnings == ["1 client has an application that uses \"Client\"."])
        #expect(try await own.plan(.redirectURI("https://app.example.com/second")).clientCount == 1)
        let client = try await own.plan(.client(id: "client-2", redirectURI: "https://app.example.com/callback"))
        #expect(client.effects.toAuthorize == [] && client.effects.warnings.count == 2)
        try await own.replaceClient()
        try await own.authorize(in: .stage)
        let retirement = try await own.plan(.retirement(of: 1))
        #expect(
            retirement.effects.toAuthorize.map(\.description) == [
                "A super admin, admin or developer authorizes \"Books\" in development."
            ])
        #expect(retirement.effects.warnings.count == 2 && retirement.ending.map(\.client?.clientID) == ["client-1"])
        #expect(retirement.description.contains("1 client has"))
    }

    @Test func `a retirement destroys the secret, and the account's grants of that client need somebody at once`()
        async throws
    {
        let own = try await OwnClientWorld()
        try await own.authorize()
        try await own.replaceClient()
        try await own.authorize(in: .stage)
        let (development, stage) = (try await own.task(), try await own.task(in: .stage))
        #expect(try await own.access(development) == "Bearer access-1")
        let calls = own.provider.calls
        try await own.change(.retirement(of: 1))
        let earlier = try await own.console.credentialSet(own.set.id, as: own.developer).earlier
        #expect(earlier.map(\.secret) == [nil] && earlier.map(\.retiredAt) == [own.world.time.now])
        let error = try await own.world.error { try await own.access(development) }
        #expect(error.code == .needsReauthorization && error.detail == .reauthorization(.clientRetired))
        #expect(try await own.access(stage) == "Bearer access-2")
        #expect(own.provider.calls == calls)
        let status = try await own.console.status(of: own.connection.id, in: .development, as: own.developer)
        #expect(!status.isConnected && status.grant == .needsReauthorization(.clientRetired))
        let entries = try await own.world.trail(of: "maker").map(\.entry).suffix(2)
        #expect(entries.map(\.changed) == [["secret", "retired_at"], ["status"]])
        #expect(entries.last?.grant != nil && entries.last?.connection == own.connection.id)
        // Maintenance does not come back to it in every round.
        own.expire()
        try await own.system.maintenance.runOnce()
        #expect(try await own.system.maintenance.runOnce().refreshesFailed == 0)
        try await own.authorize()
        #expect(try await own.access(development) == "Bearer access-4")
    }

    @Test func `a retirement that leaves another revision of the client ends nothing`() async throws {
        let own = try await OwnClientWorld()
        try await own.authorize()
        try await own.change(.secret, secret: "secret-2")
        let plan = try await own.plan(.retirement(of: 1))
        #expect(plan.ending.isEmpty && plan.effects.toAuthorize.isEmpty)
        try await own.console.changeCredentialSet(plan, as: own.developer)
        own.expire()
        #expect(try await own.access(try await own.task()) == "Bearer access-2")
    }

    // MARK: - Deletion

    @Test func `a set in use is not deleted, and its connections are named`() async throws {
        let own = try await OwnClientWorld()
        let error = try await own.world.refusal(.inUse) { try await own.plan(.deletion) }
        #expect(error.detail == .usedBy([Effects.Subject(own.connection)]))
        #expect(error.message.contains("\"Books\""))
    }

    @Test func `a set that nothing uses is gone with its revisions`() async throws {
        let own = try await OwnClientWorld()
        let set = try await own.world.credentialSet(for: World.sheets)
        func change(_ change: CredentialSetPlan.Change, _ secret: Secret? = nil) async throws {
            let plan = try await own.console.planCredentialSet(change, of: set.id, as: own.developer)
            try await own.console.changeCredentialSet(plan, secret: secret, as: own.developer)
        }
        try await change(.secret, Secret("other"))
        try await change(.deletion)
        try await own.world.refusal(.notFound) { try await own.console.credentialSet(set.id, as: own.developer) }
        #expect(try await own.world.store.all(.revisions(of: set.id), in: "maker").isEmpty)
        #expect(try await own.console.credentialSets(as: own.developer).map(\.id) == [own.set.id])
        let entry = try await own.world.trail(of: "maker").last?.entry
        #expect(entry?.action == .manageCredentialSet && entry?.subject == "credential_set:\(set.id)")
    }

    @Test func `a deletion ends the revocations that need the client, and says so before`() async throws {
        let own = try await OwnClientWorld()
        let set = try await own.world.credentialSet(for: World.books)
        let connection = try await own.console.createConnection(
            to: World.books, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: own.developer)
        // A deletion of a connection needs no rights of an application here.
        let pending = try await own.console.authorize(connection.id, in: .development, as: own.world.owner)
        try await own.console.complete(try World.callback(pending), as: own.world.owner)
        try await own.console.delete(connection.id, as: own.world.owner)
        let plan = try await own.console.planCredentialSet(.deletion, of: set.id, as: own.developer)
        #expect(plan.effects.warnings.count == 1 && plan.unrevoked.count == 1)
        try await own.console.changeCredentialSet(plan, as: own.developer)
        let calls = own.provider.calls.count
        try await own.system.maintenance.runOnce()
        #expect(own.provider.calls.count == calls)
        let grant = try await own.world.grant(of: connection.id)
        #expect(grant.status == .revoked && grant.revocation == .failed("client_deleted"))
        #expect(try await own.world.observed.all(TokenState.self).isEmpty)
        #expect(try await own.world.observed.all(Duty.self).isEmpty)
    }

    @Test func `a connection that is made meanwhile keeps its set from being deleted`() async throws {
        let own = try await OwnClientWorld()
        let set = try await own.world.credentialSet(for: World.sheets)
        let plan = try await own.console.planCredentialSet(.deletion, of: set.id, as: own.developer)
        own.world.store.interpose(.commit, .before) {
            _ = try? await own.console.createConnection(
                to: World.sheets, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: own.developer)
        }
        let error = try await own.world.error {
            try await own.console.changeCredentialSet(plan, as: own.developer)
        }
        #expect(error.code == .inUse)
        #expect(try await own.console.credentialSet(set.id, as: own.developer).connections.count == 1)
    }

    @Test func `a set that is deleted meanwhile is not given to a new connection`() async throws {
        let own = try await OwnClientWorld()
        let set = try await own.world.credentialSet(for: World.sheets)
        let plan = try await own.console.planCredentialSet(.deletion, of: set.id, as: own.developer)
        own.world.store.interpose(.commit, .before) {
            _ = try? await own.console.changeCredentialSet(plan, as: own.developer)
        }
        let error = try await own.world.error {
            try await own.console.createConnection(
                to: World.sheets, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: own.developer)
        }
        #expect(error.code == .notFound)
        #expect(try await own.console.connections(as: own.world.owner).allSatisfy { $0.connector == World.books })
    }

    // MARK: - Stale plans and bad input

    @Test func `a plan is stale once its set, its connections or its clients are others`() async throws {
        let own = try await OwnClientWorld()
        let plan = try await own.plan(.secret)
        try await own.console.renameCredentialSet(own.set.id, to: "Renamed", as: own.developer)
        try await own.world.refusal(.conflict) {
            try await own.console.changeCredentialSet(plan, secret: Secret("s"), as: own.developer)
        }
        let second = try await own.plan(.secret)
        _ = try await own.console.createConnection(
            to: World.books, kind: .admin, mode: .clientCredentials(own.set), scopes: ["read"], as: own.developer)
        try await own.world.refusal(.conflict) {
            try await own.console.changeCredentialSet(second, secret: Secret("s"), as: own.developer)
        }
        let third = try await own.plan(.secret)
        _ = try await own.installed()
        try await own.world.refusal(.conflict) {
            try await own.console.changeCredentialSet(third, secret: Secret("s"), as: own.developer)
        }
    }

    @Test func `a grant that is made between the plan and the retirement is a conflict`() async throws {
        let own = try await OwnClientWorld()
        let pending = try await own.console.authorize(own.connection.id, in: .development, as: own.developer)
        try await own.replaceClient()
        let plan = try await own.plan(.retirement(of: 1))
        try await own.console.complete(try World.callback(pending), as: own.developer)
        try await own.world.refusal(.conflict) {
            try await own.console.changeCredentialSet(plan, as: own.developer)
        }
    }

    @Test func `of two new secrets at the same time one is told to plan again`() async throws {
        let own = try await OwnClientWorld()
        let plan = try await own.plan(.secret)
        own.world.store.interpose(.commit, .before) {
            _ = try? await own.console.changeCredentialSet(plan, secret: Secret("first"), as: own.developer)
        }
        let error = try await own.world.error {
            try await own.console.changeCredentialSet(plan, secret: Secret("second"), as: own.developer)
        }
        #expect(error.code == .conflict)
        let set = try await own.console.credentialSet(own.set.id, as: own.developer).set
        #expect(set.revision == 2)
        #expect(try await self.secret(set.secret, of: own.set, in: own.world) == "first")
    }

    @Test func `what cannot be changed so is refused, and nothing is lost`() async throws {
        let own = try await OwnClientWorld()
        let callback = "https://app.example.com/callback"
        let inputs: [(CredentialSetPlan.Change, ConnectionError.Code, String?)] = [
            (.client(id: "", redirectURI: callback), .missingCredentialField, "clientID"),
            (.client(id: "a\nb", redirectURI: callback), .invalidInput, "clientID"),
            (.client(id: "client-1", redirectURI: callback), .invalidInput, "clientID"),
            (.client(id: "client-2", redirectURI: ""), .missingCredentialField, "redirectURI"),
            (.redirectURI("https://evil.example.com/"), .invalidInput, "redirectURI"),
            (.retirement(of: 1), .wrongState, nil), (.retirement(of: 7), .notFound, nil),
        ]
        for (change, code, field) in inputs {
            let error = try await own.world.refusal(code) { try await own.plan(change) }
            #expect(error.field == field, "\(change)")
        }
        for secret in [nil, Secret(""), Secret("a\nb")] {
            let plan = try await own.plan(.secret)
            let error = try await own.world.refusal(
                secret.map { $0.count > 0 } ?? false ? .invalidInput : .missingCredentialField
            ) { try await own.console.changeCredentialSet(plan, secret: secret, as: own.developer) }
            #expect(error.field == "secret")
        }
        try await own.change(.secret, secret: "secret-2")
        try await own.change(.retirement(of: 1))
        try await own.world.refusal(.wrongState) { try await own.plan(.retirement(of: 1)) }
    }

    @Test func `a set whose service left the catalogue can still be retired and deleted`() async throws {
        let own = try await OwnClientWorld()
        let set = try await own.world.credentialSet(for: World.sheets)
        try await own.console.changeCredentialSet(
            try await own.console.planCredentialSet(.secret, of: set.id, as: own.developer), secret: Secret("s"),
            as: own.developer)
        let without = ConnectionSystem(
            store: own.world.store, catalogue: Catalogue([]), sealer: own.world.sealer, providers: [],
            time: own.world.time.source, random: .seeded(8))
        let console = DeveloperConsole(without)
        #expect(
            try await own.world.refusal(.invalidInput) {
                try await console.planCredentialSet(.secret, of: set.id, as: own.developer)
            }.field == "connector")
        for change in [CredentialSetPlan.Change.retirement(of: 1), .deletion] {
            let plan = try await console.planCredentialSet(change, of: set.id, as: own.developer)
            try await console.changeCredentialSet(plan, as: own.developer)
        }
        try await own.world.refusal(.notFound) { try await console.credentialSet(set.id, as: own.developer) }
    }
}
