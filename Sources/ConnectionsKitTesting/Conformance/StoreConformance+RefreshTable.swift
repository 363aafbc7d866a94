import ConnectionsKit

extension StoreConformance {
    /// A state that a refresh passes through, with the steps that lead there, and before which of them the lease runs out.
    fileprivate typealias RefreshState = (what: String, steps: [RefreshStep], expiresBefore: Int?)

    private static let states: [RefreshState] = [
        ("nobody holds the lease", [], nil),
        ("somebody holds the lease", [.acquire(0)], nil),
        ("the lease has run out", [.acquire(0)], 1),
        ("a call is announced", [.acquire(0), .intend(1)], nil),
        ("a call is announced and the lease has run out", [.acquire(0), .intend(1)], 2),
        ("another took the lease over from a call", [.acquire(0), .intend(1), .acquire(1)], 2),
        ("another took over and announced its call", [.acquire(0), .intend(1), .acquire(1), .intend(2)], 2),
        ("the outcome of a call is unknown", [.acquire(0), .intend(1), .fail(1, .outcomeUnknown)], nil),
        ("a call failed for now", [.acquire(0), .intend(1), .fail(1, retryAt: .fixture + .seconds(60))], nil),
        ("the grant was condemned", [.acquire(0), .intend(1), .fail(1, .terminal)], nil),
        ("the tokens are new", [.acquire(0), .intend(1), .succeed(1)], nil),
    ]

    private static let steps: [RefreshStep] =
        (0...2).flatMap { epoch -> [RefreshStep] in
            [
                .acquire(epoch), .intend(epoch), .intend(epoch: epoch, tokenVersion: 2), .succeed(epoch),
                .succeed(epoch, refresh: nil), .fail(epoch), .fail(epoch, .terminal), .fail(epoch, .configuration),
                .fail(epoch, .outcomeUnknown), .release(epoch: epoch),
            ]
        } + [.postpone(until: .fixture + .seconds(30)), .postpone(until: .fixture + .seconds(90))]

    static let refreshTable: [Requirement] = [
        Requirement(
            .refresh, "each step in each state does what the pure function says, or is told that it is too late"
        ) {
            trial in
            try await trial.judge(steps, in: states.filter { $0.expiresBefore == nil })
        },
        Requirement(
            .leases, "each step after a lease has run out does what the pure function says by the store's clock"
        ) {
            trial in
            try await trial.judge(steps, in: states.filter { $0.expiresBefore != nil })
        },
        Requirement(.refresh, "a refresh is put off by whoever asks, never to an earlier moment") { trial in
            try await trial.begin(.acquire(0), .intend(1))
            let before = try await trial.tokens()
            for (seconds, kept) in [(4_000, 4_000), (3_900, 4_000), (5_000, 5_000)] {
                try await trial.refresh(.postpone(until: .fixture + .seconds(seconds)))
                let tokens = try await trial.tokens()
                try trial.expect(tokens.health.retryAt, equals: .fixture + .seconds(kept), "when to try again")
                try trial.expect(tokens.lease, equals: before.lease, "the lease")
                try trial.expect(tokens.tokenVersion, equals: 1, "the version of the tokens")
            }
        },
    ]
}

extension Trial {
    /// Fails the requirement unless the store takes each step in each state as the pure function does.
    fileprivate func judge(_ steps: [RefreshStep], in states: [StoreConformance.RefreshState]) async throws {
        var number: UInt32 = 100
        for state in states {
            for step in steps {
                number += 1
                let grant = Grant.ID.fixture(number)
                try await self.insert(TokenState.fixture(of: grant))
                for (index, earlier) in state.steps.enumerated() {
                    if index == state.expiresBefore { self.time.advance(by: Self.lease) }
                    try await self.commit { $0.refresh(grant, in: .fixture, earlier) }
                }
                if state.expiresBefore == state.steps.count { self.time.advance(by: Self.lease) }
                try await self.expectStep(step, of: grant, where: state.what)
            }
        }
    }

    /// Fails the requirement unless the store takes a step as the pure function does.
    fileprivate func expectStep(_ step: RefreshStep, of grant: Grant.ID, where state: String) async throws {
        let before = try await self.stored(TokenState.fixture(of: grant))
        var wanted = (try? before.applying(step, now: self.time.now)) ?? before
        let isLate = (try? before.applying(step, now: self.time.now)) == nil
        if !isLate { wanted.version += 1 }
        let conflict = try await self.conflict { $0.refresh(grant, in: .fixture, step) }
        try self.expect(conflict, equals: isLate ? .epoch : nil, "what \(step) was told where \(state)")
        let after = try await self.stored(TokenState.fixture(of: grant))
        try self.expect(after == wanted, "\(step) where \(state): \(after) instead of \(wanted)")
    }
}
