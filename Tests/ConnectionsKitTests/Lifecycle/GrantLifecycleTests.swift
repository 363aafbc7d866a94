import ConnectionsKit
import ConnectionsKitTesting
import Testing

/// Every event in every state of a grant.
@Suite struct GrantLifecycleTests {
    static let end = Timestamp.fixture + .seconds(30 * 86_400)
    static let states: [Grant.Status] = [
        .authorized, .needsReauthorization(.refreshRefused), .suspended(until: end), .revoked, .superseded,
    ]

    private func grant(_ status: Grant.Status) -> Grant {
        var grant = Grant.fixture(.fixture(1))
        grant.status = status
        return grant
    }

    private func outcome(_ body: () throws(IllegalTransition) -> Grant) -> Grant? {
        do throws(IllegalTransition) { return try body() } catch {
            #expect(error.reason == .grantState && !error.message.isEmpty && !error.remedy.isEmpty)
            return nil
        }
    }

    private func isOver(_ status: Grant.Status) -> Bool { status == .revoked || status == .superseded }

    @Test(arguments: states) func `events that end or condemn are refused by what is over`(status: Grant.Status) {
        let grant = self.grant(status)
        #expect(grant.isOver == self.isOver(status))
        let revoked = self.outcome { () throws(IllegalTransition) in try grant.revoking() }
        let superseded = self.outcome { () throws(IllegalTransition) in try grant.superseding() }
        let condemned = self.outcome { () throws(IllegalTransition) in
            try grant.needingReauthorization(.noRefreshToken)
        }
        guard !self.isOver(status) else {
            #expect(revoked == nil && superseded == nil && condemned == nil)
            return
        }
        #expect(revoked?.status == .revoked && revoked?.revocation == .pending)
        #expect(superseded?.status == .superseded && superseded?.revocation == .pending)
        #expect(condemned?.status == .needsReauthorization(.noRefreshToken) && condemned?.revocation == nil)
        var same = revoked
        same?.status = status
        same?.revocation = nil
        #expect(same == grant)
    }

    @Test(arguments: states) func `only an authorized grant is suspended`(status: Grant.Status) {
        let next = self.outcome { () throws(IllegalTransition) in try self.grant(status).suspending(until: Self.end) }
        #expect(next?.status == (status == .authorized ? .suspended(until: Self.end) : nil))
    }

    @Test(arguments: states) func `only a suspended grant is restored, and in time`(status: Grant.Status) {
        let isSuspended = status == .suspended(until: Self.end)
        for (moment, isInTime) in [(Timestamp.fixture, true), (Self.end - .milliseconds(1), true), (Self.end, false)] {
            let next = self.outcome { () throws(IllegalTransition) in try self.grant(status).restoring(at: moment) }
            #expect(next?.status == (isSuspended && isInTime ? .authorized : nil))
        }
    }
}
