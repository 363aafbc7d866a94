import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// A leader whose store goes away at any of its steps.
@Suite(.timeLimit(.minutes(10))) struct StoreGoneTests {
    /// Answers each of `callers`, while time passes for those who wait for the next try of a commit.
    private func results(
        of callers: [Task<String, any Error>], in connected: ConnectedWorld
    ) async -> [Result<String, any Error>] {
        let clock = Task {
            while !Task.isCancelled {
                try await connected.time.waitForSleepers()
                connected.time.advance(by: .milliseconds(20))
                await Task.yield()
            }
        }
        defer { clock.cancel() }
        var results: [Result<String, any Error>] = []
        for caller in callers { results.append(await caller.result) }
        return results
    }

    /// What holds afterwards: nobody is left waiting, nothing is lost, and one ordinary call works.
    private func requireWhole(
        _ connected: ConnectedWorld, calls: Int, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let callers = (0..<20).map { _ in Task { try await connected.access() } }
        for result in await self.results(of: callers, in: connected) {
            switch result {
            case .success(let access): #expect(access == "Bearer access-2", sourceLocation: sourceLocation)
            case .failure(let error):
                let code = try #require(error as? ConnectionError).code
                #expect([.unavailable, .providerUnavailable].contains(code), sourceLocation: sourceLocation)
            }
        }
        connected.store.heal()
        try await connected.waitForLanding()
        // The lease that could not be given back, and the back-off, run out.
        connected.time.advance(by: .seconds(120))
        #expect(try await connected.access() == "Bearer access-2", sourceLocation: sourceLocation)
        #expect(try await connected.storedGrant().status == .authorized, sourceLocation: sourceLocation)
        #expect(try await connected.tokens().lease.outcomeUnknown == nil, sourceLocation: sourceLocation)
        #expect(connected.provider.refreshCalls == calls, sourceLocation: sourceLocation)
        #expect(connected.world.system.coordinator.board.count == 0, sourceLocation: sourceLocation)
    }

    @Test(arguments: [StepKind.acquire, .intend, .succeed, .fail], [FaultingStore.Moment.before, .after])
    func `a commit that fails leaves nothing stuck and loses nothing`(
        _ step: StepKind, _ moment: FaultingStore.Moment
    ) async throws {
        let connected = try await ConnectedWorld.expired()
        if step == .fail { connected.provider.failRefreshes(with: CredentialError(.transient, "busy")) }
        connected.store.failNext(.commit, moment, matching: step.matches)
        // When the answer about the lease is lost, callers wait until it has run out: a little at a time is too slow here.
        try await self.requireWhole(connected, calls: step == .fail ? 2 : 1)
    }

    @Test(arguments: 0..<7, [FaultingStore.Moment.before, .after])
    func `a read that fails leaves nothing stuck and loses nothing`(
        _ skipped: Int, _ moment: FaultingStore.Moment
    ) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.record, moment, skipping: skipped)
        try await self.requireWhole(connected, calls: 1)
    }

    @Test(arguments: 0..<3) func `a revision that cannot be read leaves nothing stuck`(_ skipped: Int) async throws {
        let connected = try await ConnectedWorld.expired()
        connected.store.failNext(.revision, skipping: skipped * 10)
        try await self.requireWhole(connected, calls: 1)
    }
}
