import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct TokenLifetimeTests {
    private func lifetime(_ life: Duration) -> TokenLifetime {
        TokenLifetime(obtainedAt: .fixture, expiresAt: .fixture + life)
    }

    @Test(arguments: [
        // life, before the end a refresh starts, before the end callers wait
        (Duration.milliseconds(0), Duration.zero, Duration.zero), (.milliseconds(1), .zero, .zero),
        (.milliseconds(4), .milliseconds(2), .milliseconds(1)), (.seconds(1), .milliseconds(500), .milliseconds(250)),
        (.seconds(60), .seconds(30), .seconds(15)), (.seconds(119), .milliseconds(59_500), .milliseconds(29_750)),
        (.seconds(120), .seconds(60), .seconds(30)), (.seconds(600), .seconds(300), .seconds(30)),
        (.seconds(1_799), .milliseconds(899_500), .seconds(30)), (.seconds(1_800), .seconds(900), .seconds(30)),
        (.seconds(3_600), .seconds(900), .seconds(30)), (.seconds(30 * 24 * 3_600), .seconds(900), .seconds(30)),
    ])
    func `a refresh starts in time for the token's life, and callers wait only at its end`(
        life: Duration, refreshLead: Duration, leeway: Duration
    ) {
        let lifetime = self.lifetime(life)
        #expect(lifetime.refreshAt == lifetime.expiresAt - refreshLead)
        #expect(lifetime.usableUntil(minimumValidity: .zero) == lifetime.expiresAt - leeway)
    }

    @Test func `over every life from nothing to thirty days no token is stale when minted`() {
        var lives = (0...2_000).map { Duration.milliseconds($0) }
        lives += (1...1_000).map { .milliseconds($0 * 997) }
        lives += (1...2_000).map { .milliseconds($0 * 1_296_000 + 1) }
        for life in lives {
            let lifetime = self.lifetime(life)
            let usableUntil = lifetime.usableUntil(minimumValidity: .zero)
            #expect(lifetime.obtainedAt <= lifetime.refreshAt, "\(life)")
            #expect(lifetime.refreshAt <= usableUntil, "\(life)")
            #expect(usableUntil <= lifetime.expiresAt, "\(life)")
            #expect(lifetime.expiresAt - usableUntil <= .seconds(30), "\(life)")
            #expect(lifetime.expiresAt - lifetime.refreshAt <= .seconds(900), "\(life)")
            if life >= .milliseconds(2) { #expect(lifetime.obtainedAt < lifetime.refreshAt, "\(life)") }
        }
    }

    @Test(arguments: [
        (Duration.seconds(-5), Duration.seconds(30)), (.zero, .seconds(30)), (.seconds(29), .seconds(30)),
        (.seconds(31), .seconds(31)), (.seconds(900), .seconds(900)), (.seconds(7_200), .seconds(7_200)),
    ])
    func `the minimum validity that is asked for counts where it is more than the leeway`(
        asked: Duration, lead: Duration
    ) {
        let lifetime = self.lifetime(.seconds(3_600))
        #expect(lifetime.usableUntil(minimumValidity: asked) == lifetime.expiresAt - lead)
    }

    @Test func `an end before the beginning is a life of zero`() {
        let lifetime = self.lifetime(.seconds(-100))
        #expect(lifetime.refreshAt == lifetime.expiresAt)
        #expect(lifetime.usableUntil(minimumValidity: .zero) == lifetime.expiresAt)
    }

    @Test func `an absurd life or wish does not overflow`() {
        let endless = TokenLifetime(obtainedAt: .fixture, expiresAt: Timestamp(milliseconds: .max))
        #expect(endless.refreshAt == Timestamp(milliseconds: .max) - .seconds(900))
        let longest = TokenLifetime(
            obtainedAt: Timestamp(milliseconds: .min), expiresAt: Timestamp(milliseconds: .max))
        #expect(longest.refreshAt == Timestamp(milliseconds: .max) - .seconds(900))
        let never = TokenLifetime(obtainedAt: .fixture, expiresAt: Timestamp(milliseconds: .min))
        #expect(never.refreshAt == Timestamp(milliseconds: .min))
        let asked = self.lifetime(.seconds(3_600)).usableUntil(minimumValidity: .seconds(Int64.max))
        #expect(asked < .fixture)
    }
}
