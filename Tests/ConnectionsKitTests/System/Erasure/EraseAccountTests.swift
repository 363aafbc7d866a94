import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// The erasure of an account by the platform.
@Suite(.timeLimit(.minutes(10))) struct EraseAccountTests {
    let world = World()

    /// Every record of an account, read past the library.
    private func records(of account: AccountID) async throws -> [RecordKey] {
        try await self.world.observed.records().keys.filter { $0.account == account }.map(\.key)
    }

    /// What an erasure comes to that sleeps between its rounds, while time passes.
    private func outcome(
        of erasure: Task<ErasureReport, any Error>
    ) async throws -> Result<ErasureReport, any Error> {
        let isDone = Counter()
        let watcher = Task {
            let result = await erasure.result
            isDone.add()
            return result
        }
        while isDone.value == 0 {
            try await wait { self.world.time.sleeperCount > 0 || isDone.value > 0 }
            self.world.time.advance(by: .seconds(1))
        }
        return await watcher.value
    }

    @Test func `everything of a client is gone, its grants are revoked at their services, and the trail stays`()
        async throws
    {
        let installation = try await self.world.peopled()
        let task = try await self.world.runtime.connection("books", in: .installed(installation.id, of: "acme"))
        _ = try await task.credential(at: self.world.sale, for: self.world.maria)
        let others = try await self.world.observed.records().filter { $0.key.account != "acme" }
        let trail = try await self.world.trail(of: "acme")
        let report = try await self.world.system.eraseAccount("acme", by: "pat")
        #expect(try await self.records(of: "acme").isEmpty)
        #expect(self.world.provider.revokedTokens.sorted() == ["refresh-1", "refresh-2", "refresh-3"])
        #expect(report.account == "acme" && report.revoked.count == 3 && report.unreachable.isEmpty)
        #expect(
            report.records == [
                .connection: 2, .reference: 2, .slot: 3, .grant: 3, .tokens: 3, .guardian: 2, .installation: 1,
                .dataKey: 1,
            ])
        #expect(report.dependents.isEmpty && report.submissions.isEmpty && report.refused.isEmpty)
        #expect(try await self.world.observed.records().filter { $0.key.account != "acme" } == others)
        #expect(await code { try await task.credential(at: self.world.sale, for: self.world.maria) } == .notFound)
        let after = try await self.world.trail(of: "acme")
        #expect(Array(after.prefix(trail.count)) == trail)
        let last = try #require(after.last?.entry)
        #expect(last.action == .eraseAccount && last.actor == .platform("pat") && last.subject == "account:acme")
        #expect(
            after.dropFirst(trail.count).allSatisfy {
                $0.entry.actor != .user("sue", account: "acme", role: .superAdmin)
            })
        #expect(try await self.world.system.verifyAuditTrail(of: "acme") == after.count)
        let idle = try await self.world.system.maintenance.runOnce()
        #expect(idle.dutiesDone + idle.dutiesPostponed + idle.refreshed + idle.refreshesFailed == 0)
    }

    @Test func `an account that is not there, or was erased, has nothing to erase`() async throws {
        _ = try await self.world.peopled()
        for account in ["nobody", "acme"] as [AccountID] {
            if account == "acme" { try await self.world.system.eraseAccount(account, by: "pat") }
            let count = try await self.world.trail(of: account).count
            let report = try await self.world.system.eraseAccount(account, by: "pat")
            #expect(report.records.isEmpty && report.revoked.isEmpty)
            #expect(try await self.world.trail(of: account).count == count)
        }
        #expect(try await !self.world.store.accounts(after: nil, limit: 100).contains("nobody"))
    }

    @Test func `what is not acceptable is refused with its field`() async throws {
        _ = try await self.world.peopled()
        for (account, person, field) in [
            ("", "pat", "account"), ("acme", "", "person"), ("marketplace", "pat", "account"),
        ] as [(AccountID, UserID, String)] {
            let error = try await self.world.refusal(.invalidInput) {
                try await self.world.system.eraseAccount(account, by: person)
            }
            #expect(error.field == field)
        }
    }

    @Test func `a service that cannot be reached refuses it, with nothing left usable, and a later call goes on`()
        async throws
    {
        let installation = try await self.world.peopled()
        self.world.provider.failRevocations(
            with: CredentialError(.transient, "away"), CredentialError(.transient, "away"))
        let error = try await self.world.error { try await self.world.system.eraseAccount("acme", by: "pat") }
        #expect(error.code == .providerUnavailable && !error.remedy.isEmpty)
        #expect(try await self.world.observed.all(Grant.self).allSatisfy { $0.status == .revoked })
        #expect(
            await code {
                try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
            } == .notFound)
        #expect(try await self.world.observed.all(Duty.self).count == 3)
        let report = try await self.world.system.eraseAccount("acme", by: "pat")
        #expect(report.revoked.count == 3 && self.world.provider.revokedTokens.count == 3)
        #expect(try await self.records(of: "acme").isEmpty)
    }

    @Test func `it may go on without a service that cannot be reached, and names what may still be good`() async throws
    {
        _ = try await self.world.peopled()
        self.world.provider.failRevocations(with: CredentialError(.transient, "away"))
        let report = try await self.world.system.eraseAccount("acme", by: "pat", ifUnreachable: .proceed)
        #expect(report.revoked.count == 2 && report.unreachable.count == 1)
        let left = try #require(report.unreachable.first)
        #expect([World.books, World.sheets].contains(left.connector) && !left.accountName.isEmpty)
        #expect(["adam", "maria"].contains(left.authorizedBy) && left.answer == nil)
        #expect(try await self.records(of: "acme").isEmpty)
    }

    @Test func `with patience it asks again until the service is back`() async throws {
        _ = try await self.world.peopled()
        self.world.provider.failRevocations(
            with: CredentialError(.transient, "away"), CredentialError(.transient, "away"),
            CredentialError(.transient, "away"))
        let world = self.world
        let erasure = Task { try await world.system.eraseAccount("acme", by: "pat", patience: .seconds(86_400)) }
        let report = try await self.outcome(of: erasure).get()
        #expect(report.revoked.count == 3)
        #expect(try await self.records(of: "acme").isEmpty)
    }

    @Test func `patience has an end`() async throws {
        _ = try await self.world.peopled()
        for _ in 0..<9 { self.world.provider.failRevocations(with: CredentialError(.transient, "away")) }
        let world = self.world
        let erasure = Task { try await world.system.eraseAccount("acme", by: "pat", patience: .seconds(8)) }
        let outcome = try await self.outcome(of: erasure)
        #expect(await code { try outcome.get() } == .providerUnavailable)
        // The revocations of the grants are left, and nothing beside them.
        #expect(try await world.observed.all(Duty.self).count == 3)
    }

    @Test func `what a service refuses, or does not offer, does not stand in the way and is told`() async throws {
        let world = World()
        _ = try await world.definition()
        _ = try await world.definition(to: World.sms)
        let installation = try await world.install()
        try await world.authorize("books", in: installation, as: world.admin)
        let pending = try await world.workspace.authorize("sms", in: installation.id, as: world.admin)
        try await world.workspace.complete(
            pending, fields: SecretFields([("key", Secret("k")), ("sender", Secret("me"))]), as: world.admin)
        try await world.workspace.revoke("books", in: installation.id, as: world.admin)
        world.provider.failRevocations(with: CredentialError(.refused, "no", providerCode: "unsupported_token_type"))
        var tries = 0
        while try await world.grant(of: "books").revocation == .pending, tries < 20 {
            world.provider.failRevocations(
                with: CredentialError(.refused, "no", providerCode: "unsupported_token_type"))
            world.time.advance(by: .seconds(4_500))
            try await world.system.maintenance.runOnce()
            tries += 1
        }
        let report = try await world.system.eraseAccount("acme", by: "pat")
        #expect(report.notOffered.count == 1 && report.refused.map(\.answer) == ["unsupported_token_type"])
    }

    @Test func `a grant of the same person elsewhere is not put at risk`() async throws {
        let world = World(catalogue: World.catalogue(revocationReach: .grant))
        let books = try await world.definition()
        let installation = try await world.install()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        try await world.console.complete(try World.callback(pending), as: world.developer)
        try await world.authorize("books", in: installation, as: world.admin)
        let report = try await world.system.eraseAccount("acme", by: "pat")
        #expect(report.leftInUse.count == 1 && world.provider.revokedTokens.isEmpty)
    }

    @Test func `a developer's erasure names the clients that depend on it, and leaves them what they have`()
        async throws
    {
        let set = try await self.world.credentialSet(for: World.sheets)
        _ = try await self.world.definition()
        let own = try await self.world.console.createConnection(
            to: World.sheets, kind: .admin, mode: .clientCredentials(set), scopes: ["read"], as: self.world.developer)
        try await self.world.console.enable(own.id, for: "estate", as: self.world.developer)
        try await self.world.console.addReference(from: self.world.panel, to: own.id, as: self.world.developer)
        let installation = try await self.world.install()
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        let clients = try await self.world.observed.records().filter { $0.key.account == "acme" }
        let report = try await self.world.system.eraseAccount("maker", by: "pat")
        #expect(try await self.records(of: "maker").isEmpty)
        #expect(try await self.world.observed.records().filter { $0.key.account == "acme" } == clients)
        let dependent = try #require(report.dependents.first)
        #expect(report.dependents.count == 1 && dependent.client == "acme" && dependent.application == "estate")
        #expect(dependent.installation == installation.id && dependent.losing.map(\.name) == ["Sheets"])
        #expect(report.records[.application] == 1 && report.records[.release] == 1 && report.records[.share] == 1)
        #expect(report.records[.reference] == 2 && report.records[.credentialSet] == 1)
        #expect(try await self.world.use("books", in: installation, for: self.world.maria).token == "Bearer access-1")
    }

    @Test func `its applications leave the marketplace, and others stay`() async throws {
        _ = try await self.world.definition()
        let release = try await self.world.console.publish(
            try await self.world.console.planRelease(of: "estate", as: self.world.owner), as: self.world.owner)
        var foreign = release
        foreign.account = "rival"
        let now = self.world.time.now
        let mine = Submission(
            id: .fixture(1), account: "marketplace", release: release, submittedAt: now, submittedBy: "olga")
        let other = Submission(
            id: .fixture(2), account: "marketplace", release: foreign, submittedAt: now, submittedBy: "rita")
        try await self.world.write {
            $0.insert(mine)
            $0.insert(other)
        }
        let report = try await self.world.system.eraseAccount("maker", by: "pat")
        #expect(report.submissions == [mine.id])
        #expect(try await self.world.observed.all(Submission.self).map(\.id) == [other.id])
        let entry = try #require(try await self.world.trail(of: "marketplace").last?.entry)
        #expect(entry.actor == .platform("pat") && entry.subject == "submission:\(mine.id)")
    }

    @Test(arguments: 0..<24)
    func `a call that is cut off anywhere can be made again`(cut: Int) async throws {
        _ = try await self.world.peopled()
        self.world.store.failNext(.commit, cut.isMultiple(of: 2) ? .before : .after, skipping: cut / 2)
        let first = try? await self.world.system.eraseAccount("acme", by: "pat")
        self.world.store.heal()
        if first == nil { try await self.world.system.eraseAccount("acme", by: "pat") }
        #expect(try await self.records(of: "acme").isEmpty)
        #expect(Set(self.world.provider.revokedTokens) == ["refresh-1", "refresh-2", "refresh-3"])
        let trail = try await self.world.trail(of: "acme")
        #expect(trail.count { $0.entry.action == .eraseAccount } == 1)
        #expect(try await self.world.system.verifyAuditTrail(of: "acme") == trail.count)
    }

    @Test func `an authorization under way comes to nothing, and is revoked at the service`() async throws {
        let installation = try await self.world.peopled()
        let pending = try await self.world.workspace.authorize("books", in: installation.id, as: self.world.superAdmin)
        let world = self.world
        // The code is spent, and its commit comes after everything was erased.
        world.store.interpose(.commit, matching: { $0.audit.contains { $0.action == .authorize && $0.grant != nil } }) {
            _ = try? await world.system.eraseAccount("acme", by: "pat")
        }
        #expect(
            await code { try await world.workspace.complete(try World.callback(pending), as: world.superAdmin) }
                == .notFound)
        #expect(try await world.observed.all(Grant.self).map(\.status) == [.revoked])
        try await world.system.eraseAccount("acme", by: "pat")
        #expect(world.provider.revokedTokens.last == "refresh-4")
        #expect(try await self.records(of: "acme").isEmpty)
    }

    @Test func `a task that waits for a refresh gets nothing`() async throws {
        let (_, books) = try await self.world.connectedBooks()
        self.world.time.advance(by: .seconds(3_601))
        let gate = Gate()
        let world = self.world
        world.provider.hold { await gate.pass() }
        async let refused = code { try await books.credential(at: world.sale, for: world.maria) }
        try await gate.waitForArrivals()
        // A refresh under way may bring tokens that nobody could revoke any more.
        #expect(await code { try await world.system.eraseAccount("acme", by: "pat") } == .providerUnavailable)
        gate.open()
        #expect([.notFound, .notAuthorized].contains(await refused))
        world.time.advance(by: .seconds(60))
        try await world.system.eraseAccount("acme", by: "pat")
        #expect(world.provider.revokedTokens == ["refresh-2"])
        #expect(try await self.records(of: "acme").isEmpty)
    }

    @Test func `the account may be used anew afterwards`() async throws {
        _ = try await self.world.peopled()
        try await self.world.system.eraseAccount("acme", by: "pat")
        let installation = try await self.world.install()
        try await self.world.authorize("books", in: installation, as: self.world.admin)
        _ = try #require(try await self.world.use("books", in: installation, for: self.world.maria).token)
        #expect(try await self.world.system.verifyAuditTrail(of: "acme") > 0)
    }
}
