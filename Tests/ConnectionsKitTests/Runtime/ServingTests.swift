import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// How a task is served while and when a refresh is due.
@Suite(.timeLimit(.minutes(10))) struct ServingTests {
    /// In the last quarter of an hour of an access token of an hour.
    private func connectedAndDue() async throws -> ConnectedWorld {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(2_700))
        return connected
    }

    @Test func `before a refresh is due none is made`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .milliseconds(2_699_999))
        #expect(try await connected.access() == "Bearer access-1")
        #expect(connected.world.system.coordinator.board.count == 0)
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `when one is due the token is served on, and one refresh runs behind the callers`() async throws {
        let connected = try await self.connectedAndDue()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        #expect(try await connected.access() == "Bearer access-1")
        try await gate.waitForArrivals()
        // The call is held, and nobody waits for it.
        for _ in 0..<100 {
            #expect(try await connected.access() == "Bearer access-1")
            #expect(try await connected.access(minimumValidity: .seconds(600)) == "Bearer access-1")
        }
        #expect(connected.provider.refreshCalls == 1)
        gate.open()
        try await connected.waitForLanding()
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `many callers at once begin one refresh behind their backs`() async throws {
        let connected = try await self.connectedAndDue()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let callers = (0..<200).map { _ in Task { try await connected.access() } }
        for caller in callers { #expect(try await caller.value == "Bearer access-1") }
        try await gate.waitForArrivals()
        gate.open()
        try await connected.waitForLanding()
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `who needs a longer validity waits for the refresh that runs already`() async throws {
        let connected = try await self.connectedAndDue()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        _ = try await connected.access()
        try await gate.waitForArrivals()
        let demanding = Task { try await connected.access(minimumValidity: .seconds(1_800)) }
        try await connected.waitForWaiters(1)
        gate.open()
        #expect(try await demanding.value == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a refresh that fails behind the callers is not tried again before its time`() async throws {
        let connected = try await self.connectedAndDue()
        connected.provider.failRefreshes(
            with: CredentialError(.transient, "busy", retryAfter: .seconds(60)))
        #expect(try await connected.access() == "Bearer access-1")
        try await connected.waitForLanding()
        for _ in 0..<10 { #expect(try await connected.access() == "Bearer access-1") }
        try await connected.waitForLanding()
        #expect(connected.provider.refreshCalls == 1)
        connected.time.advance(by: .seconds(60))
        #expect(try await connected.access() == "Bearer access-1")
        try await connected.waitForLanding()
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 2)
    }

    @Test(arguments: [CredentialError.Code.transient, .configuration, .outcomeUnknown, .invalidResponse])
    func `in its last seconds a token is served when its refresh fails`(_ failure: CredentialError.Code) async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .milliseconds(3_599_999))
        connected.provider.failRefreshes(with: CredentialError(failure, "no"))
        #expect(try await connected.access() == "Bearer access-1")
        #expect(connected.provider.refreshCalls == 1)
        // Nor while the next try is not due.
        #expect(try await connected.access() == "Bearer access-1")
        #expect(connected.provider.refreshCalls == 1)
        connected.time.advance(by: .milliseconds(1))
        #expect(await connected.failure() != nil)
    }

    @Test func `a refused refresh ends the token's use at once, whatever is left of it`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_580))
        connected.provider.failRefreshes(with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        #expect(await connected.failure()?.code == .needsReauthorization)
    }

    @Test func `a token that does not last as long as asked is not served when its refresh fails`() async throws {
        let connected = try await ConnectedWorld()
        connected.time.advance(by: .seconds(3_000))
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
        #expect(
            await code { try await connected.access(minimumValidity: .seconds(1_200)) } == .providerUnavailable)
    }

    // MARK: - Replacing a refused credential

    private func refused(of connected: ConnectedWorld) async throws -> Credential {
        try await connected.books.credential(at: connected.world.sale, for: connected.world.maria)
    }

    private func replacement(of refused: Credential, in connected: ConnectedWorld) async throws -> String {
        try token(
            try await connected.books.credential(
                replacing: refused, at: connected.world.sale, for: connected.world.maria))
    }

    @Test func `a hundred callers whose token the service refused make one call`() async throws {
        let connected = try await ConnectedWorld()
        let refused = try await self.refused(of: connected)
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let callers = (0..<100).map { _ in Task { try await self.replacement(of: refused, in: connected) } }
        try await gate.waitForArrivals()
        try await connected.waitForWaiters(100)
        gate.open()
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a refused token that is not the stored one any more costs no call`() async throws {
        let connected = try await ConnectedWorld()
        let refused = try await self.refused(of: connected)
        #expect(try await self.replacement(of: refused, in: connected) == "Bearer access-2")
        for _ in 0..<10 { #expect(try await self.replacement(of: refused, in: connected) == "Bearer access-2") }
        let otherBooks = try await connected.books(in: connected.process())
        let elsewhere = try await otherBooks.credential(
            replacing: refused, at: connected.world.sale, for: connected.world.maria)
        #expect(try token(elsewhere) == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a replacement that has ended meanwhile is renewed first`() async throws {
        let connected = try await ConnectedWorld()
        let refused = try await self.refused(of: connected)
        #expect(try await self.replacement(of: refused, in: connected) == "Bearer access-2")
        connected.expire()
        #expect(try await self.replacement(of: refused, in: connected) == "Bearer access-3")
        #expect(connected.provider.refreshCalls == 2)
    }

    @Test func `a refused token of an earlier authorization says nothing about the tokens of the present one`()
        async throws
    {
        let connected = try await ConnectedWorld()
        for _ in 0..<3 {
            connected.expire()
            _ = try await connected.access()
        }
        let refused = try await self.refused(of: connected)
        #expect(refused.tokenVersion == 4)
        try await connected.world.authorize("books", in: connected.installation, as: connected.world.admin)
        #expect(try await self.replacement(of: refused, in: connected) == "Bearer access-5")
        #expect(connected.provider.refreshCalls == 3)
    }

    @Test func `a refused token of an earlier authorization with the same version costs no call`() async throws {
        let connected = try await ConnectedWorld()
        let refused = try await self.refused(of: connected)
        try await connected.world.authorize("books", in: connected.installation, as: connected.world.admin)
        for _ in 0..<2 { #expect(try await self.replacement(of: refused, in: connected) == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `a refused token of a version that was never stored costs no call`() async throws {
        let connected = try await ConnectedWorld()
        var tokens = try await connected.tokens()
        tokens.tokenVersion = 7
        let connector = try #require(World.catalogue[World.books])
        let foreign = try Credential(
            access: Secret("x"), of: tokens, grant: try await connected.storedGrant(), connector: connector,
            allowsLoopbackHTTP: false)
        #expect(try await self.replacement(of: foreign, in: connected) == "Bearer access-1")
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test func `a refused token is not handed out again when its refresh fails`() async throws {
        let connected = try await ConnectedWorld()
        let refused = try await self.refused(of: connected)
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
        #expect(
            await code { try await self.replacement(of: refused, in: connected) } == .providerUnavailable)
        // Within the back-off no call is made for it.
        #expect(
            await code { try await self.replacement(of: refused, in: connected) } == .providerUnavailable)
        #expect(connected.provider.refreshCalls == 1)
    }
}
