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

    @Test(arguments: statuses) func `voiding destroys the verifier and is final`(status: Attempt.Status) {
        var attempt = Attempt.fixture()
        attempt.status = status
        let voided = attempt.voided()
        #expect(voided.status == .voided && voided.verifier == nil && voided.state == attempt.state)
        #expect(throws: IllegalTransition.self) { try voided.consumed(by: Self.owner, at: .fixture) }
    }
}
