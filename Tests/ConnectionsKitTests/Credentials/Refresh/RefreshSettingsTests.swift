import ConnectionsKitTesting
import Testing

@testable import ConnectionsKit

@Suite struct RefreshSettingsTests {
    private let settings = RefreshSettings()

    @Test(arguments: [
        (1, Duration.seconds(2)), (2, .seconds(4)), (3, .seconds(8)), (9, .seconds(512)), (10, .seconds(900)),
        (64, .seconds(900)), (Int.max, .seconds(900)), (0, .seconds(2)),
    ])
    func `a wait doubles with each failure up to a limit, with up to a quarter of jitter`(
        failures: Int, plain: Duration
    ) {
        for seed in 0..<50 {
            let wait = self.settings.backOff(
                afterFailures: failures, asked: nil, random: .seeded(UInt64(seed)))
            #expect(plain <= wait && wait <= plain * 1.25)
        }
    }

    @Test func `waits of different processes differ`() {
        let waits = (0..<20).map { seed in
            self.settings.backOff(afterFailures: 4, asked: nil, random: .seeded(UInt64(seed)))
        }
        #expect(Set(waits).count > 5)
    }

    @Test(arguments: [
        (Duration.seconds(120), Duration.seconds(120)), (.seconds(24 * 3_600), .seconds(24 * 3_600)),
        (.seconds(1_000_000_000), .seconds(24 * 3_600)),
    ])
    func `a wait is as long as the service asks, and a day at most`(asked: Duration, wait: Duration) {
        #expect(self.settings.backOff(afterFailures: 1, asked: asked, random: .seeded(1)) == wait)
    }

    @Test(arguments: [Duration.zero, .seconds(-5), .seconds(1)])
    func `a service that asks for less is given more time`(asked: Duration) {
        #expect(self.settings.backOff(afterFailures: 1, asked: asked, random: .seeded(1)) >= .seconds(2))
    }

    @Test func `a call and its commit fit into a lease`() {
        #expect(self.settings.callLimit + self.settings.margin < self.settings.lease)
        #expect(self.settings.lease < self.settings.maximumWait)
    }
}
