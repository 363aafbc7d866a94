import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct VerdictTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var code: CredentialError.Code
        var kind: TokenHealth.Failure.Kind
        var reported: ConnectionError.Code
        var testDescription: String { "\(self.code)" }

        static let forNow: [Case] = [
            Case(code: .transient, kind: .transient, reported: .providerUnavailable),
            Case(code: .storeUnavailable, kind: .transient, reported: .unavailable),
            Case(code: .configuration, kind: .configuration, reported: .clientMisconfigured),
            Case(code: .invalidInput, kind: .configuration, reported: .invalidInput),
            Case(code: .outcomeUnknown, kind: .outcomeUnknown, reported: .providerUnavailable),
            Case(code: .invalidResponse, kind: .outcomeUnknown, reported: .providerRefused),
            Case(code: .cancelled, kind: .outcomeUnknown, reported: .providerUnavailable),
        ]
    }

    private static let refusal = CredentialError(.refused, "no longer valid", providerCode: "invalid_grant")

    // MARK: - Terminal

    @Test func `a refused refresh token condemns the grant, and nobody calls again`() async throws {
        let connected = try await ConnectedWorld.expired()
        let otherBooks = try await connected.books(in: connected.process())
        connected.provider.failRefreshes(with: Self.refusal)
        let failure = await connected.failure()
        #expect(failure?.code == .needsReauthorization)
        #expect(failure?.providerCode == "invalid_grant")
        #expect(try await connected.storedGrant().status == .needsReauthorization(.refreshRefused))
        let tokens = try await connected.tokens()
        #expect(tokens.health.lastFailure?.kind == .terminal && tokens.health.retryAt == nil)

        for wait in [Duration.zero, .seconds(60), .seconds(30 * 24 * 3_600)] {
            connected.time.advance(by: wait)
            #expect(await connected.failure()?.code == .needsReauthorization)
            #expect(await connected.failure(through: otherBooks)?.code == .needsReauthorization)
            #expect(try await connected.world.system.maintenance.runOnce().refreshed == 0)
        }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `the condemnation is in the audit trail, in the same commit`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: Self.refusal)
        let before = try await connected.store.audit(of: "acme", after: 0, limit: 1_000).count
        _ = await connected.failure()
        let entries = try await connected.store.audit(of: "acme", after: before, limit: 10)
        #expect(entries.count == 1)
        let entry = try #require(entries.first?.entry)
        #expect(entry.grant == connected.grant && entry.changed == ["status"])
        #expect(entry.outcome == .failed(code: "refresh_refused"))
    }

    @Test func `tokens that were refused are not sent again even if the grant's status is put right`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: Self.refusal)
        _ = await connected.failure()
        try await connected.changeGrant { $0.status = .authorized }
        #expect(await connected.failure()?.code == .needsReauthorization)
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a new authorization after a refusal works`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: Self.refusal)
        _ = await connected.failure()
        try await connected.world.authorize("books", in: connected.installation, as: connected.world.admin)
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `a grant without a refresh token is not refreshed`() async throws {
        let connected = try await ConnectedWorld.expired()
        var tokens = try await connected.tokens()
        tokens.refresh = nil
        var changes = ChangeSet()
        changes.update(tokens)
        try await connected.store.commit(changes, with: connected.world.sealer)
        #expect(await connected.failure()?.code == .needsReauthorization)
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `a grant that changes while it is condemned keeps the change and is condemned`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: Self.refusal)
        for index in 1...5 {
            connected.store.interpose(.commit, .before, matching: StepKind.fail.matches) {
                try? await connected.changeGrant { $0.accountName = "Name \(index)" }
            }
        }
        #expect(await connected.failure()?.code == .needsReauthorization)
        let grant = try await connected.storedGrant()
        #expect(grant.status == .needsReauthorization(.refreshRefused))
        #expect(grant.accountName == "Name 5")
    }

    @Test func `a verdict that could not be recorded is not reported as one`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: Self.refusal)
        for index in 1...50 {
            connected.store.interpose(.commit, .before, matching: StepKind.fail.matches) {
                try? await connected.changeGrant { $0.accountName = "Name \(index)" }
            }
        }
        #expect(await connected.failure()?.code == .unavailable)
        #expect(try await connected.storedGrant().status == .authorized)
        connected.store.heal()
    }

    // MARK: - For now

    @Test(arguments: Case.forNow)
    func `every other failure leaves the grant as it is and is tried again later`(_ verdict: Case) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: CredentialError(verdict.code, "failed", providerCode: "its_code"))
        let began = connected.time.now
        let failure = await connected.failure()
        #expect(failure?.code == verdict.reported)
        let tokens = try await connected.tokens()
        #expect(try await connected.storedGrant().status == .authorized)
        #expect(tokens.health.lastFailure?.kind == verdict.kind)
        #expect(tokens.health.lastFailure?.code == "its_code")
        #expect(tokens.refresh != nil && tokens.tokenVersion == 1)
        let retryAt = try #require(tokens.health.retryAt)
        #expect(failure?.retryAt == retryAt)
        // What may still be under way is not asked about before the lease's end; an unreadable answer has arrived.
        if verdict.kind == .outcomeUnknown, verdict.code != .invalidResponse {
            #expect(retryAt == began + .seconds(60))
        } else {
            #expect(began + .seconds(2) <= retryAt && retryAt <= began + .milliseconds(2_500))
        }

        connected.time.advance(by: retryAt - began - .milliseconds(1))
        let early = await connected.failure()
        #expect(early?.code == (verdict.kind == .configuration ? .clientMisconfigured : .providerUnavailable))
        #expect(early?.retryAt == retryAt)
        #expect(connected.provider.refreshCalls == 1)
        connected.time.advance(by: .milliseconds(1))
        #expect(try await connected.access() == "Bearer access-2")
        #expect(try await connected.tokens().health.failures == 0)
    }

    @Test func `the service's Retry-After is kept to`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(
            with: CredentialError(.transient, "busy", providerCode: "429", retryAfter: .seconds(120)))
        let began = connected.time.now
        #expect(await connected.failure()?.retryAt == began + .seconds(120))
        connected.time.advance(by: .milliseconds(119_999))
        #expect(await connected.failure()?.code == .providerUnavailable)
        #expect(connected.provider.refreshCalls == 1)
        connected.time.advance(by: .milliseconds(1))
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `failures in a row wait longer and longer, and a success forgets them`() async throws {
        let connected = try await ConnectedWorld.expired()
        var waits: [Duration] = []
        for _ in 0..<6 {
            connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
            let retryAt = try #require(await connected.failure()?.retryAt)
            waits.append(retryAt - connected.time.now)
            connected.time.advance(by: retryAt - connected.time.now)
        }
        #expect(zip(waits, waits.dropFirst()).allSatisfy { $1 > $0 * 1.5 })
        #expect(try await connected.access() == "Bearer access-2")
        connected.expire()
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
        let retryAt = try #require(await connected.failure()?.retryAt)
        #expect(retryAt - connected.time.now <= .milliseconds(2_500))
    }

    @Test func `a wrong OAuth client never kills the grant`() async throws {
        let connected = try await ConnectedWorld.expired()
        for _ in 0..<30 {
            connected.provider.failRefreshes(
                with: CredentialError(.configuration, "unknown client", providerCode: "invalid_client"))
            let failure = await connected.failure()
            #expect(failure?.code == .clientMisconfigured)
            connected.time.advance(by: try #require(failure?.retryAt) - connected.time.now)
        }
        #expect(try await connected.storedGrant().status == .authorized)
        #expect(try await connected.access() == "Bearer access-2")
    }

    // MARK: - Unknown outcomes

    @Test func `an answer that was lost is asked about again, and only the refusal then condemns, with its cause`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(
            with: CredentialError(.outcomeUnknown, "connection lost"), Self.refusal)
        #expect(await connected.failure()?.code == .providerUnavailable)
        #expect(try await connected.storedGrant().status == .authorized)
        connected.time.advance(by: .seconds(60))
        #expect(await connected.failure()?.code == .needsReauthorization)
        #expect(try await connected.storedGrant().status == .needsReauthorization(.rotationOutcomeUnknown))
    }

    @Test func `a doubt stays over failures that tell nothing, until a success`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(
            with: CredentialError(.outcomeUnknown, "connection lost"), CredentialError(.transient, "busy"))
        for _ in 0..<2 {
            let retryAt = try #require(await connected.failure()?.retryAt)
            connected.time.advance(by: retryAt - connected.time.now)
        }
        #expect(try await connected.tokens().lease.outcomeUnknown == 1)
        #expect(try await connected.access() == "Bearer access-2")
        #expect(try await connected.tokens().lease.outcomeUnknown == nil)
        connected.expire()
        connected.provider.failRefreshes(with: Self.refusal)
        _ = await connected.failure()
        #expect(try await connected.storedGrant().status == .needsReauthorization(.refreshRefused))
    }

    @Test func `a call that outlasts its deadline is given up, and tokens that come after all are stored`()
        async throws
    {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let began = connected.time.now
        let caller = Task { try await connected.access() }
        try await gate.waitForArrivals()
        try await connected.time.waitForSleepers()
        connected.time.advance(by: .milliseconds(24_999))
        #expect(connected.time.sleeperCount == 1)
        connected.time.advance(by: .milliseconds(1))
        #expect(await code { try await caller.value } == .providerUnavailable)
        #expect(try await connected.tokens().health.retryAt == began + .seconds(60))
        #expect(try await connected.tokens().lease.until == nil)

        gate.open()
        try await wait { try await connected.tokens().tokenVersion >= 2 }
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
        #expect(try await connected.tokens().health.retryAt == nil)
    }
}
