import ConnectionsKit

extension StoreConformance {
    static let leases: [Requirement] = [
        Requirement(.leases, "a lease holds to the millisecond by the store's clock") { trial in
            try await trial.begin(.acquire(0))
            trial.time.advance(by: Trial.lease - .milliseconds(1))
            try await trial.expectRefused(.acquire(1), "acquiring a lease a millisecond before its end")
            trial.time.advance(by: .milliseconds(1))
            try await trial.refresh(.acquire(1))
            let lease = try await trial.tokens().lease
            try trial.expect(lease.epoch, equals: 2, "the epoch")
            try trial.expect(lease.until, equals: trial.time.now + Trial.lease, "the end of the lease")
        },
        Requirement(.leases, "a call is not announced once the lease has run out") { trial in
            try await trial.begin(.acquire(0))
            trial.time.advance(by: Trial.lease)
            try await trial.expectRefused(.intend(1), "announcing a call after the lease")
        },
        Requirement(.leases, "a verdict is not accepted once the lease has run out") { trial in
            try await trial.begin(.acquire(0), .intend(1))
            trial.time.advance(by: Trial.lease)
            for kind: TokenHealth.Failure.Kind in [.terminal, .transient, .configuration, .outcomeUnknown] {
                try await trial.expectRefused(.fail(1, kind), "a verdict (\(kind)) after the lease")
            }
        },
        Requirement(.leases, "a good token is stored though the lease has run out") { trial in
            try await trial.begin(.acquire(0), .intend(1))
            trial.time.advance(by: .seconds(86_400))
            try await trial.refresh(.succeed(1))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.access, equals: .fixture("new access 1"), "the access token")
            try trial.expect(tokens.obtainedAt, equals: trial.time.now, "when the token was obtained")
        },
        Requirement(.leases, "a good token is stored though another has taken the lease and not called yet") { trial in
            try await trial.begin(.acquire(0), .intend(1))
            trial.time.advance(by: Trial.lease)
            try await trial.refresh(.acquire(1))
            try trial.expect(try await trial.tokens().lease.outcomeUnknown, equals: 1, "the version in the balance")
            try await trial.refresh(.succeed(1))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.access, equals: .fixture("new access 1"), "the access token")
            try trial.expect(tokens.lease.epoch, equals: 2, "the epoch of the taker")
            try trial.expect(tokens.lease.until, equals: trial.time.now + Trial.lease, "the taker's lease")
            try await trial.expectRefused(.intend(2), "the taker's call with a refresh token that is gone")
        },
        Requirement(.leases, "a late success is refused once the taker has announced its call") { trial in
            try await trial.begin(.acquire(0), .intend(1))
            trial.time.advance(by: Trial.lease)
            try await trial.refresh(.acquire(1))
            try await trial.refresh(.intend(2))
            try await trial.expectRefused(.succeed(1), "a late success after the taker's announcement")
            try await trial.refresh(.succeed(2))
            try trial.expect(try await trial.tokens().access, equals: .fixture("new access 2"), "the access token")
        },
        Requirement(.leases, "who lost the lease cannot give it back") { trial in
            try await trial.begin(.acquire(0))
            trial.time.advance(by: Trial.lease)
            try await trial.refresh(.acquire(1))
            try await trial.expectRefused(.release(epoch: 1), "giving back a lease that another took")
            try await trial.expectRefused(.fail(1), "a verdict by who lost the lease")
        },
        Requirement(.leases, "a long walk of steps and pauses ends where the pure function ends") { trial in
            try await trial.walk(seed: 11, pause: 20)
        },
        Requirement(.leases, "of many who find a lease run out one takes it") { trial in
            try await trial.begin()
            for epoch in 0..<Trial.rounds {
                let results = try await trial.race(4) { _ in try await trial.refresh(.acquire(epoch)) }
                try trial.expectOneWinner(results, losersTold: [.epoch])
                trial.time.advance(by: Trial.lease)
            }
        },
    ]
}
