import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Authorizations on another device, from the code to the grant.
@Suite(.timeLimit(.minutes(10))) struct DeviceAuthorizationTests {
    let world = World(catalogue: World.flowsCatalogue)

    private func begun() async throws -> (Connection, PendingAuthorization) {
        let screen = try await self.world.screenDefinition()
        return (screen, try await self.world.begin(screen))
    }

    private func poll(_ pending: PendingAuthorization) async throws -> AuthorizationProgress {
        try await self.world.console.poll(pending, as: self.world.developer)
    }

    @Test func `the person gets a code and an address, and the device code is sealed`() async throws {
        let (_, pending) = try await self.begun()
        let device = try #require(pending.device)
        #expect(device.userCode == "CODE-1" && device.verificationURI == "https://example.com/device")
        #expect(device.verificationURIComplete == "https://example.com/device?user_code=CODE-1")
        #expect(device.interval == .seconds(5) && pending.redirectURL == nil)
        #expect(pending.deadline == self.world.time.now + .seconds(600))
        let attempt = try await self.world.attempt()
        let keys = try await self.world.keys(for: "maker")
        let code = try keys.open(
            try #require(attempt.device?.code),
            in: .grant(attempt.grant, .deviceCode, account: "maker", kind: .admin, user: nil))
        #expect(code.reveal() == "device-1")
        #expect(
            attempt.device?.nextAt == self.world.time.now + .seconds(5) && attempt.client?.clientID == "platform-client"
        )
    }

    @Test func `the host's window cuts what the service allows`() async throws {
        let world = World(catalogue: World.flowsCatalogue) { $0.deviceWindow = .seconds(60) }
        let pending = try await world.begin(try await world.screenDefinition())
        #expect(pending.deadline == world.time.now + .seconds(60))
    }

    @Test func `a poll that comes too early asks nobody and says when`() async throws {
        let (_, pending) = try await self.begun()
        let next = self.world.time.now + .seconds(5)
        #expect(try await self.poll(pending) == .pending(retryAt: next))
        self.world.time.advance(by: .milliseconds(4_999))
        #expect(try await self.poll(pending) == .pending(retryAt: next))
        #expect(self.world.provider.completeCalls == 0)
        self.world.time.advance(by: .milliseconds(1))
        #expect(try await self.poll(pending) == .pending(retryAt: next + .seconds(5)))
        #expect(self.world.provider.completeCalls == 1)
    }

    @Test func `once the person consented the grant is stored and the attempt used up in one commit`() async throws {
        let (screen, pending) = try await self.begun()
        self.world.provider.consent()
        self.world.time.advance(by: .seconds(5))
        let before = self.world.observed.commits.count
        guard case .authorized(let status) = try await self.poll(pending) else {
            Issue.record("still pending")
            return
        }
        #expect(status.isConnected && status.authorizedBy == "dan")
        let carrying = self.world.observed.commits.dropFirst(before).filter { changes in
            changes.changes.contains { if case .write(.grant, _) = $0.action { true } else { false } }
        }
        #expect(carrying.count == 1 && carrying.first.map(World.writesAttempt) == true)
        #expect(carrying.first?.audit.map(\.changed) == [["grant", "granted_scopes"]])
        let attempt = try await self.world.attempt()
        #expect(attempt.status == .consumed && attempt.device == nil)
        #expect(try await self.world.grant(of: screen.id).client?.clientID == "platform-client")
        let task = try await self.world.runtime.connection(
            "screen", in: .console("estate", of: "maker", .development))
        #expect(try token(try await task.credential(at: self.world.sale, for: nil)) == "Bearer access-1")
    }

    @Test func `whoever missed the answer polls again and learns it, without a call`() async throws {
        let (_, pending) = try await self.begun()
        self.world.provider.consent()
        self.world.time.advance(by: .seconds(5))
        let first = try await self.poll(pending)
        let again = try await self.world.console.poll(state: pending.state, as: self.world.developer)
        #expect(first == again && self.world.provider.completeCalls == 1)
        try await self.world.refusal(.attemptAlreadyUsed) {
            try await self.world.console.poll(pending, as: self.world.owner)
        }
        try await self.world.console.revoke(
            try await self.world.attempt().connection, in: .development, as: self.world.developer)
        try await self.world.refusal(.attemptAlreadyUsed) { try await self.poll(pending) }
    }

    @Test func `whoever did not begin voids it, unasked, and that is audited`() async throws {
        let (_, pending) = try await self.begun()
        self.world.provider.consent()
        self.world.time.advance(by: .seconds(5))
        let error = try await self.world.error {
            try await self.world.console.poll(pending, as: self.world.owner)
        }
        #expect(error.code == .wrongPrincipal && self.world.provider.completeCalls == 0)
        let attempt = try await self.world.attempt()
        #expect(attempt.status == .voided && attempt.device == nil)
        let last = try #require(try await self.world.trail(of: "maker").last?.entry)
        #expect(last.actor.user == "olga" && last.outcome == .failed(code: "wrongPrincipal"))
        try await self.world.refusal(.attemptVoided) { try await self.poll(pending) }
    }

    @Test func `another account's attempt does not exist, and stays as it is`() async throws {
        let (_, pending) = try await self.begun()
        let foreign = Principal.console("dan", account: "rival", role: .superAdmin)
        try await self.world.refusal(.notFound) { try await self.world.console.poll(pending, as: foreign) }
        try await self.world.refusal(.notFound) {
            try await self.world.console.poll(state: "never-issued", as: self.world.developer)
        }
        #expect(try await self.world.attempt().status == .open)
    }

    @Test func `a callback, fields and polls are not taken for one another`() async throws {
        let (_, pending) = try await self.begun()
        let console = self.world.console
        let developer = self.world.developer
        let called = try await self.world.refusal(.invalidInput) {
            try await console.complete(try World.callback(pending), as: developer)
        }
        #expect(called.remedy == "Poll until the person has consented there.")
        try await self.world.refusal(.invalidInput) { try await console.complete(pending, as: developer) }
        let books = try await console.createConnection(
            to: World.books, kind: .admin, scopes: ["read"], as: developer)
        let sent = try await console.authorize(books.id, in: .development, as: developer)
        let polled = try await self.world.refusal(.invalidInput) { try await console.poll(sent, as: developer) }
        #expect(polled.remedy == "Pass the callback.")
        let sms = try await console.createConnection(to: World.sms, kind: .admin, as: developer)
        let form = try await console.authorize(sms.id, in: .development, as: developer)
        let other = try await self.world.refusal(.invalidInput) { try await console.poll(form, as: developer) }
        #expect(other.remedy == "Pass the fields." && self.world.provider.completeCalls == 0)
    }

    @Test func `slow down lengthens the interval for good`() async throws {
        let (_, pending) = try await self.begun()
        self.world.time.advance(by: .seconds(5))
        self.world.provider.failCompletions(
            with: CredentialError(.authorizationPending, "slow down", retryAfter: .seconds(5)))
        #expect(try await self.poll(pending) == .pending(retryAt: self.world.time.now + .seconds(10)))
        #expect(try await self.world.attempt().device?.interval == .seconds(10))
        self.world.time.advance(by: .seconds(10))
        #expect(try await self.poll(pending) == .pending(retryAt: self.world.time.now + .seconds(10)))
    }

    @Test(arguments: [CredentialError.Code.transient, .outcomeUnknown])
    func `a service that is away leaves it open, and is asked less and less often`(
        cause: CredentialError.Code
    ) async throws {
        let (_, pending) = try await self.begun()
        for expected in [10, 20, 40, 60, 60] {
            try await self.world.advanceToNextQuestion()
            self.world.provider.failCompletions(with: CredentialError(cause, "the test says so"))
            let error = try await self.world.error { try await self.poll(pending) }
            #expect(error.code == .providerUnavailable)
            #expect(error.retryAt == self.world.time.now + .seconds(expected))
        }
        self.world.provider.consent()
        try await self.world.advanceToNextQuestion()
        guard case .authorized = try await self.poll(pending) else {
            Issue.record("still pending")
            return
        }
    }

    @Test func `a client that is not accepted leaves it open, to be corrected`() async throws {
        let (_, pending) = try await self.begun()
        self.world.time.advance(by: .seconds(5))
        self.world.provider.failCompletions(
            with: CredentialError(.configuration, "no", providerCode: "invalid_client"))
        let error = try await self.world.error { try await self.poll(pending) }
        #expect(error.code == .clientMisconfigured && error.retryAt == self.world.time.now + .seconds(5))
        #expect(try await self.world.attempt().status == .open)
    }

    @Test(arguments: [
        (CredentialError(.consentDenied, "no", providerCode: "access_denied"), ConnectionError.Code.consentDenied),
        (CredentialError(.refused, "late", providerCode: "expired_token"), .authorizationTimedOut),
        (CredentialError(.refused, "no", providerCode: "invalid_grant"), .needsReauthorization),
        (CredentialError(.invalidResponse, "unreadable"), .providerRefused),
    ])
    func `what the service says for good voids it, and is audited`(
        refusal: CredentialError, expected: ConnectionError.Code
    ) async throws {
        let (_, pending) = try await self.begun()
        self.world.time.advance(by: .seconds(5))
        self.world.provider.failCompletions(with: refusal)
        let error = try await self.world.error { try await self.poll(pending) }
        #expect(error.code == expected && !error.remedy.isEmpty)
        let attempt = try await self.world.attempt()
        #expect(attempt.status == .voided && attempt.device == nil)
        let last = try #require(try await self.world.trail(of: "maker").last?.entry)
        #expect(last.action == .authorize && last.outcome == .failed(code: expected.description))
        #expect(last.actor.user == "dan" && last.changed.isEmpty)
        try await self.world.refusal(.attemptVoided) { try await self.poll(pending) }
    }

    @Test func `past the deadline nobody is asked, and that is audited`() async throws {
        let (_, pending) = try await self.begun()
        self.world.time.advance(by: .seconds(600))
        let error = try await self.world.error { try await self.poll(pending) }
        #expect(error.code == .authorizationTimedOut && error.detail == .timeLimit(.seconds(600)))
        #expect(self.world.provider.completeCalls == 0)
        #expect(try await self.world.trail(of: "maker").last?.entry.outcome == .failed(code: "authorizationTimedOut"))
    }

    @Test func `who lost the right meanwhile is denied, and nobody is asked`() async throws {
        let (_, pending) = try await self.begun()
        self.world.provider.consent()
        self.world.time.advance(by: .seconds(5))
        let demoted = Principal.console("dan", name: "Dan", account: "maker", role: .developer, rights: [:])
        try await self.world.refusal(.denied) { try await self.world.console.poll(pending, as: demoted) }
        #expect(self.world.provider.completeCalls == 0)
    }

    @Test func `one call waits until the person has consented`() async throws {
        let (_, pending) = try await self.begun()
        let world = self.world
        let task = Task { try await world.console.completeWhenConsented(pending, as: world.developer) }
        for questions in 0..<4 {
            // Until it is asleep, and no longer asks.
            try await wait {
                let next = try await world.attempt().device?.nextAt ?? world.time.now
                return world.provider.completeCalls == questions && world.time.sleeperCount == 1
                    && next - world.time.now < .seconds(35)
            }
            // The second question meets a service that is away.
            if questions == 1 { world.provider.failCompletions(with: CredentialError(.transient, "busy")) }
            if questions == 3 { world.provider.consent() }
            try await world.advanceToNextQuestion()
        }
        #expect(try await task.value.isConnected)
        #expect(world.provider.completeCalls == 4)
    }

    @Test func `one call ends at the deadline`() async throws {
        let (_, pending) = try await self.begun()
        let world = self.world
        let task = Task { await code { try await world.console.completeWhenConsented(pending, as: world.developer) } }
        try await world.time.waitForSleepers()
        world.time.advance(by: .seconds(600))
        #expect(await task.value == .authorizationTimedOut)
        #expect(world.provider.completeCalls == 0)
        #expect(try await world.attempt().status == .voided)
    }

    @Test func `one call that is cancelled leaves it open`() async throws {
        let (_, pending) = try await self.begun()
        let world = self.world
        let task = Task { await code { try await world.console.completeWhenConsented(pending, as: world.developer) } }
        try await world.time.waitForSleepers()
        task.cancel()
        #expect(await task.value == .cancelled)
        world.provider.consent()
        world.time.advance(by: .seconds(5))
        guard case .authorized = try await self.poll(pending) else {
            Issue.record("still pending")
            return
        }
    }

    @Test func `a system connection is authorized on another device too`() async throws {
        let installation = try await self.world.installedScreen()
        _ = try await self.world.runtime.systemConnection(
            to: World.screen, scopes: ["read"], in: .installed(installation.id, of: "acme"))
        let pending = try await self.world.workspace.authorizeSystemConnection(
            to: World.screen, as: self.world.superAdmin)
        self.world.provider.consent()
        self.world.time.advance(by: .seconds(5))
        let status = try await self.world.workspace.completeWhenConsented(pending, as: self.world.superAdmin)
        #expect(status.isConnected)
    }
}
