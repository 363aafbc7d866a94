import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

/// Services that are away for long, and verdicts that are for good.
@Suite(.timeLimit(.minutes(10))) struct LongOutageTests {
    @Test(arguments: [CredentialError.Code.transient, .outcomeUnknown])
    func
        `a service that is away for a day condemns nobody, is asked as seldom as the back-off says, and then refreshes`(
            _ failure: CredentialError.Code
        ) async throws
    {
        let connected = try await ConnectedWorld.expired()
        var pending = 0
        for _ in 0..<(24 * 60) {
            // One failure is always at hand, so that a second call in the same minute would succeed and be seen.
            while pending <= connected.provider.refreshCalls {
                connected.provider.failRefreshes(with: CredentialError(failure, "away"))
                pending += 1
            }
            #expect(await connected.failure()?.code == .providerUnavailable)
            try await connected.world.system.maintenance.runOnce()
            connected.time.advance(by: .seconds(60))
        }
        // 2, 4, … 512 seconds, and then a quarter of an hour with up to a quarter of jitter; a failure of which nothing is
        // known waits for the lease as well.
        #expect((70...106).contains(connected.provider.refreshCalls))
        #expect(try await connected.storedGrant().status == .authorized)
        while connected.provider.refreshCalls < pending {
            connected.time.advance(by: .seconds(60))
            try await connected.world.system.maintenance.runOnce()
        }
        connected.time.advance(by: .seconds(1_200))
        #expect(try await connected.world.system.maintenance.runOnce().refreshed == 1)
        #expect(try await connected.access() == "Bearer access-2")
        #expect(connected.provider.refreshCalls == pending + 1)
        #expect(try await connected.tokens().health.lastFailure == nil)
    }

    @Test func `twenty hours of callers after a terminal verdict make no call`() async throws {
        let connected = try await ConnectedWorld()
        let refused = try await connected.books.credential(at: connected.world.sale, for: connected.world.maria)
        connected.expire()
        connected.provider.failRefreshes(with: CredentialError(.refused, "no", providerCode: "invalid_grant"))
        #expect(await connected.failure()?.code == .needsReauthorization)
        #expect(connected.provider.refreshCalls == 1)
        let elsewhere = try await connected.books(in: connected.process())
        for _ in 0..<(20 * 4) {
            connected.time.advance(by: .seconds(15 * 60))
            for books in [connected.books, elsewhere] {
                for _ in 0..<5 { #expect(await connected.failure(through: books)?.code == .needsReauthorization) }
                #expect(
                    await code {
                        try await books.credential(
                            replacing: refused, at: connected.world.sale, for: connected.world.maria)
                    } == .needsReauthorization)
            }
            try await connected.world.system.maintenance.runOnce()
        }
        #expect(connected.provider.refreshCalls == 1)
    }

    // MARK: - What cannot be renewed

    /// A connection without a refresh token, as a process sees it that has read nothing yet.
    private func unrenewable() async throws -> (ConnectedWorld, TaskConnection) {
        let connected = try await ConnectedWorld()
        var tokens = try await connected.tokens()
        tokens.refresh = nil
        var changes = ChangeSet()
        changes.update(tokens)
        try await connected.store.commit(changes, with: connected.world.sealer)
        return (connected, try await connected.books(in: connected.process()))
    }

    @Test func `who asks for more than a token has left that cannot be renewed is told how long it lasts`() async throws
    {
        let (connected, books) = try await self.unrenewable()
        let end = connected.time.now + .seconds(3_600)
        connected.time.advance(by: .seconds(1_200))
        #expect(try await connected.access(through: books, minimumValidity: .seconds(2_400)) == "Bearer access-1")
        for _ in 0..<2 {
            let error = try await connected.world.error {
                try await connected.access(through: books, minimumValidity: .milliseconds(2_400_001))
            }
            #expect(error.code == .invalidInput && error.field == "minimumValidity")
            #expect(error.message.contains("\(Duration.seconds(2_400))") && error.message.contains("\(end)"))
        }
        #expect(try await connected.storedGrant().status == .authorized)
        #expect(try await connected.access(through: books) == "Bearer access-1")
        #expect(connected.provider.refreshCalls == 0)
    }

    @Test(arguments: [Duration.zero, .seconds(60)])
    func `a token that has ended and cannot be renewed must be authorized again, whatever is asked`(
        asked: Duration
    ) async throws {
        let (connected, books) = try await self.unrenewable()
        connected.time.advance(by: .milliseconds(3_599_999))
        #expect(try await connected.access(through: books) == "Bearer access-1")
        connected.time.advance(by: .milliseconds(1))
        let error = try await connected.world.error {
            try await connected.access(through: books, minimumValidity: asked)
        }
        #expect(error.code == .needsReauthorization && error.detail == .reauthorization(.noRefreshToken))
        #expect(connected.provider.refreshCalls == 0)
    }
}
