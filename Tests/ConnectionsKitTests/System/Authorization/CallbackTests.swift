import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct CallbackTests {
    let world = World()

    private func begun() async throws -> (Installation, PendingAuthorization) {
        _ = try await self.world.definition()
        let installation = try await self.world.install()
        let pending = try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
        return (installation, pending)
    }

    private func attempt() async throws -> Attempt {
        try #require(try await self.world.observed.all(Attempt.self).first)
    }

    @Test func `a callback works once`() async throws {
        let (_, pending) = try await self.begun()
        let status = try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        #expect(status.isConnected && status.authorizedBy == "adam" && status.accountName == "Books Account 1")
        try await self.world.refusal(.attemptAlreadyUsed) {
            try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        }
        #expect(self.world.provider.completeCalls == 1)
        let attempt = try await self.attempt()
        #expect(attempt.status == .consumed && attempt.verifier == nil)
    }

    @Test func `a callback that somebody else brings voids the attempt, unspent, and is audited`() async throws {
        let (_, pending) = try await self.begun()
        let other = Principal.client("ann", name: "Ann", account: "acme", role: .admin)
        let error = try await self.world.error {
            try await self.world.workspace.complete(try World.callback(pending), as: other)
        }
        #expect(error.code == .wrongPrincipal && error.message.contains("Ann") && !error.remedy.isEmpty)
        #expect(try await self.attempt().status == .voided)
        #expect(self.world.provider.completeCalls == 0)
        let last = try #require(try await self.world.trail(of: "acme").last?.entry)
        #expect(last.actor == .user("ann", account: "acme", role: .admin))
        #expect(last.action == .authorize && last.outcome == .failed(code: "wrongPrincipal"))
        try await self.world.refusal(.attemptVoided) {
            try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        }
        #expect(self.world.provider.completeCalls == 0)
        #expect(try await self.world.observed.all(Grant.self).isEmpty)
    }

    @Test func `the same name on the other side or in another account is somebody else`() async throws {
        let (_, pending) = try await self.begun()
        let foreign = Principal.client("adam", account: "globex", role: .superAdmin)
        try await self.world.refusal(.notFound) {
            try await self.world.workspace.complete(try World.callback(pending), as: foreign)
        }
        #expect(try await self.attempt().status == .open)
        let sided = Principal.console("adam", account: "acme", role: .superAdmin)
        let error = try await self.world.error {
            try await self.world.console.complete(try World.callback(pending), as: sided)
        }
        #expect(error.code == .wrongPrincipal)
        #expect(try await self.attempt().status == .voided)
        #expect(self.world.provider.completeCalls == 0)
    }

    @Test func `ninety seconds are the limit`() async throws {
        let (installation, pending) = try await self.begun()
        #expect(pending.deadline == self.world.time.now + .seconds(90))
        self.world.time.advance(by: .milliseconds(89_999))
        let second = try await self.world.workspace.authorize("books", in: installation.id, as: self.world.admin)
        try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)

        self.world.time.advance(by: .seconds(90))
        let error = try await self.world.error {
            try await self.world.workspace.complete(try World.callback(second), as: self.world.admin)
        }
        #expect(error.code == .authorizationTimedOut && error.message.contains("90 seconds") && !error.remedy.isEmpty)
        #expect(self.world.provider.completeCalls == 1)
        let attempts = try await self.world.observed.all(Attempt.self)
        #expect(attempts.first { $0.state == second.state }?.status == .voided)
        try await self.world.refusal(.attemptVoided) {
            try await self.world.workspace.complete(try World.callback(second), as: self.world.admin)
        }
    }

    @Test func `the window is the host's to set`() async throws {
        let world = World { $0.authorizationWindow = .seconds(5) }
        let books = try await world.definition()
        let pending = try await world.console.authorize(books.id, in: .development, as: world.developer)
        world.time.advance(by: .seconds(5))
        let error = try await world.error {
            try await world.console.complete(try World.callback(pending), as: world.developer)
        }
        #expect(error.code == .authorizationTimedOut && error.message.contains("5 seconds"))
    }

    @Test func `an unknown state is not found, and does not come back in the error`() async throws {
        _ = try await self.begun()
        let callback = try AuthorizationCallback("code=c&state=never-issued")
        let error = try await self.world.refusal(.notFound) {
            try await self.world.workspace.complete(callback, as: self.world.admin)
        }
        #expect(!error.description.contains("never-issued"))
    }

    @Test func `declining says so, leaves nothing behind, and the attempt is used up`() async throws {
        let (_, pending) = try await self.begun()
        let callback = try AuthorizationCallback("error=access_denied&state=\(pending.state)")
        let error = try await self.world.error {
            try await self.world.workspace.complete(callback, as: self.world.admin)
        }
        #expect(error.code == .consentDenied && !error.remedy.isEmpty)
        #expect(try await self.world.observed.all(Grant.self).isEmpty)
        #expect(try await self.world.trail(of: "acme").last?.entry.outcome == .failed(code: "consentDenied"))
        try await self.world.refusal(.attemptAlreadyUsed) {
            try await self.world.workspace.complete(callback, as: self.world.admin)
        }
    }

    @Test(arguments: [
        (CredentialError.Code.noOrganization, ConnectionError.Code.noOrganization),
        (.invalidResponse, .providerRefused), (.configuration, .clientMisconfigured),
        (.transient, .providerUnavailable), (.outcomeUnknown, .providerUnavailable), (.refused, .needsReauthorization),
    ])
    func `what the provider refuses has a code of its own`(
        cause: CredentialError.Code, expected: ConnectionError.Code
    ) async throws {
        let (_, pending) = try await self.begun()
        self.world.provider.failCompletions(with: CredentialError(cause, "the test says so", providerCode: "no_org"))
        let error = try await self.world.error {
            try await self.world.workspace.complete(try World.callback(pending), as: self.world.admin)
        }
        #expect(error.code == expected && error.providerCode == "no_org" && !error.remedy.isEmpty)
        #expect(error.message.hasPrefix("\"Books\": "))
        #expect(try await self.world.observed.all(Grant.self).isEmpty)
    }

    @Test(arguments: 0..<20) func `of two concurrent callbacks one completes`(seed: Int) async throws {
        let (_, pending) = try await self.begun()
        let world = self.world
        let codes = await withTaskGroup(of: ConnectionError.Code?.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    await code { try await world.workspace.complete(try World.callback(pending), as: world.admin) }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(codes) == [nil, .attemptAlreadyUsed])
        #expect(world.provider.completeCalls == 1)
        #expect(try await world.observed.all(Grant.self).count == 1)
    }

    @Test func `a callback that comes between another's look and its commit loses`() async throws {
        let (_, pending) = try await self.begun()
        let world = self.world
        world.store.interpose(
            .commit,
            matching: { changes in
                changes.changes.contains { change in
                    if case .write(.attempt, _) = change.action { true } else { false }
                }
            }
        ) {
            _ = try? await world.workspace.complete(try World.callback(pending), as: world.admin)
        }
        let error = try await world.error {
            try await world.workspace.complete(try World.callback(pending), as: world.admin)
        }
        #expect(error.code == .attemptAlreadyUsed)
        #expect(world.provider.completeCalls == 1)
    }

    @Test func `who lost the right meanwhile cannot complete, and the code is not spent`() async throws {
        let (_, pending) = try await self.begun()
        let demoted = Principal.client("adam", name: "Adam", account: "acme", role: .liveUser)
        try await self.world.refusal(.denied) {
            try await self.world.workspace.complete(try World.callback(pending), as: demoted)
        }
        #expect(self.world.provider.completeCalls == 0)
    }

    @Test func `a callback and fields are not taken for one another`() async throws {
        let (_, pending) = try await self.begun()
        let mixed = try await self.world.error {
            try await self.world.workspace.complete(
                pending, fields: SecretFields([("key", Secret("k"))]), as: self.world.admin)
        }
        #expect(mixed.code == .invalidInput && mixed.remedy == "Pass the callback.")
        let sms = try await self.world.console.createConnection(to: World.sms, kind: .admin, as: self.world.developer)
        let fields = try await self.world.console.authorize(sms.id, in: .development, as: self.world.developer)
        let other = try await self.world.error {
            try await self.world.console.complete(try World.callback(fields), as: self.world.developer)
        }
        #expect(other.code == .invalidInput && other.remedy == "Pass the fields.")
        #expect(self.world.provider.completeCalls == 0)
    }

    @Test(arguments: ["code=c", "state=s", "code=c&state=s&state=t", "code=%GG&state=s", "", "code=&state=s"])
    func `a malformed callback is refused before anything is looked up`(text: String) {
        let error = #expect(throws: InvalidInput.self) { try AuthorizationCallback(text) }
        #expect(error?.field == "callback")
    }
}
