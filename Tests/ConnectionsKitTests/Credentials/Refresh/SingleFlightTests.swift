import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite(.timeLimit(.minutes(10))) struct SingleFlightTests {
    @Test func `a thousand callers of an expired credential make one call, and all of them succeed`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let callers = try await connected.callers(1_000, until: gate)
        gate.open()
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
        try await connected.waitForLanding()
        #expect(connected.world.system.coordinator.board.waiterCount == 0)
    }

    @Test func `of a thousand callers one that is cancelled leaves at once and alone`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        var callers = try await connected.callers(1_000, until: gate)
        let cancelled = callers.remove(at: 500)
        cancelled.cancel()
        // The call is still held: nobody waits for it to be told that they were cancelled.
        #expect(await code { try await cancelled.value } == .cancelled)
        gate.open()
        for caller in callers { #expect(try await caller.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `of a thousand callers of a call that fails each gets its error, from one call`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy", providerCode: "server_error"))
        let callers = try await connected.callers(1_000, until: gate)
        gate.open()
        var errors: [ConnectionError] = []
        for caller in callers {
            do { Issue.record("got \(try await caller.value)") } catch {
                errors.append(try #require(error as? ConnectionError))
            }
        }
        #expect(errors.count == 1_000)
        #expect(Set(errors.map(\.code)) == [.providerUnavailable])
        #expect(Set(errors.map(\.message)).count == 1)
        #expect(Set(errors.map(\.retryAt)) == [try await connected.tokens().health.retryAt])
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `the caller who began a refresh may be cancelled without harm to the others`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let first = Task { try await connected.access() }
        try await gate.waitForArrivals()
        let others = (0..<10).map { _ in Task { try await connected.access() } }
        try await connected.waitForWaiters(11)
        first.cancel()
        #expect(await code { try await first.value } == .cancelled)
        gate.open()
        for other in others { #expect(try await other.value == "Bearer access-2") }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a refresh that everybody has left is still stored`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        let callers = try await connected.callers(5, until: gate)
        for caller in callers { caller.cancel() }
        for caller in callers { #expect(await code { try await caller.value } == .cancelled) }
        gate.open()
        try await connected.waitForLanding()
        #expect(try await connected.tokens().tokenVersion == 2)
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a failed refresh leaves nothing stuck`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.failRefreshes(with: CredentialError(.transient, "busy"))
        #expect(await connected.failure()?.code == .providerUnavailable)
        let tokens = try await connected.tokens()
        #expect(tokens.lease.until == nil && tokens.lease.phase == .idle)
        #expect(connected.world.system.coordinator.board.count == 0)
        connected.time.advance(by: try #require(tokens.health.retryAt) - connected.time.now)
        #expect(try await connected.access() == "Bearer access-2")
    }

    @Test func `rotation goes on over many lives`() async throws {
        let connected = try await ConnectedWorld()
        for life in 2...20 {
            connected.expire()
            #expect(try await connected.access() == "Bearer access-\(life)")
        }
        #expect(connected.provider.refreshCalls == 19)
        #expect(try await connected.tokens().tokenVersion == 20)
    }

    // MARK: - Needs

    @Test(arguments: [Duration.zero, .seconds(-10), .milliseconds(1)])
    func `a token that has ended when it arrives is asked for once, not without end`(life: Duration) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.lifetime = life
        let gate = Gate()
        let callers = try await connected.callers(20, until: gate)
        if life > .zero { connected.time.advance(by: .milliseconds(1)) }
        gate.open()
        let isServed = life > .zero
        for caller in callers {
            if isServed {
                #expect(try await caller.value == "Bearer access-2")
            } else {
                #expect(await code { try await caller.value } == .providerUnavailable)
            }
        }
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `a longer validity than the service gives is asked for once`() async throws {
        let connected = try await ConnectedWorld.expired()
        #expect(await code { try await connected.access(minimumValidity: .seconds(7_200)) } == .invalidInput)
        #expect(connected.provider.refreshCalls == 1)
        #expect(try await connected.access(minimumValidity: .seconds(3_500)) == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test func `who needs less is served by the refresh that another needs in vain`() async throws {
        let connected = try await ConnectedWorld.expired()
        let gate = Gate()
        connected.provider.hold { await gate.pass() }
        let demanding = Task { try await connected.access(minimumValidity: .seconds(7_200)) }
        try await gate.waitForArrivals()
        let modest = Task { try await connected.access() }
        try await connected.waitForWaiters(2)
        gate.open()
        #expect(try await modest.value == "Bearer access-2")
        #expect(await code { try await demanding.value } == .invalidInput)
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test(arguments: [Duration.seconds(3_600), .seconds(7_200)])
    func `a validity beyond the life of the tokens is refused without a call`(asked: Duration) async throws {
        let connected = try await ConnectedWorld()
        for _ in 0..<3 {
            let error = try await connected.world.error { try await connected.access(minimumValidity: asked) }
            #expect(error.code == .invalidInput && error.field == "minimumValidity")
        }
        #expect(connected.provider.refreshCalls == 0)
        #expect(try await connected.access(minimumValidity: .seconds(3_599)) == "Bearer access-1")
    }

    @Test func `a token without an end is never refreshed`() async throws {
        let connected = try await ConnectedWorld.expired()
        connected.provider.lifetime = nil
        #expect(try await connected.access() == "Bearer access-2")
        connected.time.advance(by: .seconds(10_000_000))
        #expect(try await connected.access(minimumValidity: .seconds(1_000)) == "Bearer access-2")
        #expect(connected.provider.refreshCalls == 1)
    }

    @Test(arguments: [Duration.seconds(-3_600), .seconds(3_600)])
    func `a clock that jumps costs a refresh at most`(jump: Duration) async throws {
        let connected = try await ConnectedWorld()
        connected.time.jump(by: jump)
        let expected = jump < .zero ? "Bearer access-1" : "Bearer access-2"
        #expect(try await connected.access() == expected)
        connected.time.jump(by: .zero - jump)
        #expect(try await connected.access() == expected)
        #expect(connected.provider.refreshCalls == (jump < .zero ? 0 : 1))
    }
}
