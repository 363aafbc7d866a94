import ConnectionsKit
import ConnectionsKitTesting
import Testing

@Suite struct AttemptLifecycleTests {
    static let owner = Principal.client("user", account: "account", role: .admin)
    static let statuses: [Attempt.Status] = [.open, .consumed, .voided]
    static let moments: [(Duration, Bool)] = [
        (.zero, true), (.milliseconds(89_999), true), (.seconds(90), false), (.seconds(91), false),
        (.seconds(-5), true),
    ]

    /// Somebody, and whether they began.
    static let people: [(Principal, Bool)] = [
        (owner, true), (.client("user", account: "account", role: .liveUser), true),
        (.client("other", account: "account", role: .superAdmin), false),
        (.client("user", account: "elsewhere", role: .admin), false),
        (.console("user", account: "account", role: .superAdmin), false),
    ]

    @Test(arguments: statuses, moments) func `a callback in every state, by everybody, at every moment`(
        status: Attempt.Status, moment: (after: Duration, isInTime: Bool)
    ) {
        var attempt = Attempt.fixture()
        attempt.status = status
        for (person, isOwner) in Self.people {
            var reason: IllegalTransition.Reason?
            do throws(IllegalTransition) {
                let next = try attempt.consumed(by: person, at: .fixture + moment.after)
                var expected = attempt
                expected.status = .consumed
                expected.verifier = nil
                expected.device = nil
                #expect(next == expected)
            } catch {
                reason = error.reason
                #expect(!error.message.isEmpty && !error.remedy.isEmpty && !error.description.contains(attempt.state))
            }
            let expected: IllegalTransition.Reason? =
                switch status {
                case .consumed: .alreadyUsed
                case .voided: .voided
                case .open: isOwner ? moment.isInTime ? nil : .late : .wrongPrincipal
                }
            #expect(reason == expected, "\(person)")
        }
    }

    @Test func `a question holds the attempt for as long as it may take, and none comes before its time`() throws {
        let attempt = Attempt.fixture()
        #expect(try attempt.asking(by: Self.owner, at: .fixture + .milliseconds(4_999), hold: .seconds(35)) == nil)
        for (hold, expected) in [(Duration.seconds(35), Duration.seconds(40)), (.seconds(1), .seconds(10))] {
            let asking = try #require(try attempt.asking(by: Self.owner, at: .fixture + .seconds(5), hold: hold))
            var same = attempt
            same.device?.nextAt = .fixture + expected
            #expect(asking == same && asking.status == .open)
        }
        for (person, isOwner) in Self.people where !isOwner {
            #expect(throws: IllegalTransition.self) {
                try attempt.asking(by: person, at: .fixture + .seconds(5), hold: .zero)
            }
        }
        #expect(throws: IllegalTransition.self) {
            try attempt.asking(by: Self.owner, at: .fixture + .seconds(90), hold: .zero)
        }
    }

    @Test(arguments: statuses) func `voiding destroys the secrets and is final`(status: Attempt.Status) {
        var attempt = Attempt.fixture()
        attempt.status = status
        let voided = attempt.voided()
        #expect(voided.status == .voided && voided.verifier == nil && voided.device == nil)
        #expect(voided.state == attempt.state)
        #expect(throws: IllegalTransition.self) { try voided.consumed(by: Self.owner, at: .fixture) }
    }
}
