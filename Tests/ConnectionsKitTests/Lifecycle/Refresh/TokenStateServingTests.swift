import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct TokenStateServingTests {
    private let hour = TokenState.fixture()
    private let end = Timestamp.fixture + .seconds(3_600)

    @Test(arguments: [
        (Duration.zero, TokenState.Serving.serve), (.milliseconds(2_699_999), .serve),
        (.milliseconds(2_700_000), .serveAndRefresh), (.milliseconds(3_569_999), .serveAndRefresh),
        (.milliseconds(3_570_000), .wait), (.milliseconds(3_600_000), .wait), (.seconds(100_000), .wait),
    ])
    func `a token of an hour is served, then refreshed behind the caller, then waited for`(
        age: Duration, serving: TokenState.Serving
    ) {
        #expect(self.hour.serving(at: .fixture + age) == serving)
    }

    @Test func `who asks for a longer validity waits earlier`() {
        let asked = Duration.seconds(1_800)
        let last = self.end - asked - .milliseconds(1)
        #expect(self.hour.serving(at: last, minimumValidity: asked) == .serve)
        #expect(self.hour.serving(at: last + .milliseconds(1), minimumValidity: asked) == .wait)
        #expect(self.hour.serving(at: .fixture, minimumValidity: .seconds(3_600)) == .wait)
    }

    @Test(arguments: [Duration.milliseconds(2), .milliseconds(10), .seconds(1), .seconds(59), .seconds(600)])
    func `a short-lived token is served when it is new and waited for only in its last quarter`(life: Duration) {
        let tokens = TokenState.fixture(expiresAt: .fixture + life)
        #expect(tokens.serving(at: .fixture) == .serve)
        #expect(tokens.serving(at: .fixture + life * 0.49) != .wait)
        #expect(tokens.serving(at: .fixture + life) == .wait)
    }

    @Test(arguments: [Duration.zero, .seconds(-1), .seconds(-100_000)])
    func `a token that has ended when it arrives is waited for`(life: Duration) {
        #expect(TokenState.fixture(expiresAt: .fixture + life).serving(at: .fixture) == .wait)
    }

    @Test func `a token without an end is served for ever, whatever is asked`() {
        let tokens = TokenState.fixture(expiresAt: nil)
        let late = Timestamp.fixture + .seconds(10_000_000_000)
        #expect(tokens.serving(at: late, minimumValidity: .seconds(100_000)) == .serve)
        #expect(tokens.refreshDueAt == nil)
    }

    @Test func `a token with an absurd end is served`() {
        let tokens = TokenState.fixture(expiresAt: Timestamp(milliseconds: .max))
        #expect(tokens.serving(at: .fixture) == .serve)
    }

    @Test func `what cannot be renewed is served to its last millisecond and has then ended`() {
        let tokens = TokenState.fixture(refresh: nil)
        #expect(tokens.serving(at: self.end - .milliseconds(1)) == .serve)
        #expect(tokens.serving(at: self.end) == .ended(.noRefreshToken))
        #expect(tokens.serving(at: self.end, minimumValidity: .seconds(60)) == .ended(.noRefreshToken))
        #expect(tokens.serving(at: self.end - .seconds(60), minimumValidity: .seconds(60)) == .serve)
        #expect(tokens.serving(at: self.end - .seconds(60), minimumValidity: .milliseconds(60_001)) == .tooShort)
        #expect(tokens.refreshDueAt == nil)
    }

    @Test func `a clock that was set an hour back serves on, one set an hour ahead waits`() {
        let early = Timestamp.fixture - .seconds(3_600)
        #expect(self.hour.serving(at: early) == .serve)
        #expect(self.hour.serving(at: .fixture + .seconds(60) + .seconds(3_600)) == .wait)
    }

    // MARK: - Background refreshes

    @Test func `a background refresh is due when a refresh starts, and not before a failure's time to try again`() {
        var tokens = self.hour
        #expect(tokens.refreshDueAt == self.end - .seconds(900))
        tokens.health.lastFailure = TokenHealth.Failure(kind: .transient, code: "x", at: .fixture)
        tokens.health.retryAt = self.end - .seconds(100)
        #expect(tokens.refreshDueAt == self.end - .seconds(100))
        tokens.health.retryAt = .fixture
        #expect(tokens.refreshDueAt == self.end - .seconds(900))
    }

    @Test func `after a terminal verdict none is due`() {
        var tokens = self.hour
        tokens.health.lastFailure = TokenHealth.Failure(kind: .terminal, code: "invalid_grant", at: .fixture)
        #expect(tokens.refreshDueAt == nil)
    }
}
