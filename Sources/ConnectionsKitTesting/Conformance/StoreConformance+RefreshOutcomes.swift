import ConnectionsKit

extension StoreConformance {
    static let refreshOutcomes: [Requirement] = [
        Requirement(.refresh, "a success stores the new tokens and gives the lease back") { trial in
            try await trial.begin(.acquire(0), .fail(1), .acquire(1), .intend(2), .succeed(2))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.access, equals: .fixture("new access 2"), "the access token")
            try trial.expect(tokens.refresh, equals: .fixture("new refresh"), "the refresh token")
            try trial.expect(tokens.expiresAt, equals: .fixture + .seconds(7_200), "the end of the token")
            try trial.expect(tokens.obtainedAt, equals: trial.time.now, "when the token was obtained")
            try trial.expect(tokens.tokenVersion, equals: 2, "the version of the tokens")
            try trial.expect(tokens.lease.until, equals: nil, "the end of the lease")
            try trial.expect(tokens.lease.phase, equals: .idle, "the phase")
            try trial.expect(tokens.health.failures, equals: 0, "the failures in a row")
            try trial.expect(tokens.health.lastRefreshedAt, equals: trial.time.now, "when it was last refreshed")
        },
        Requirement(.refresh, "a success without a new refresh token keeps the old one") { trial in
            try await trial.begin(.acquire(0), .intend(1), .succeed(1, refresh: nil))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.refresh, equals: .fixture("refresh"), "the refresh token")
        },
        Requirement(.refresh, "a success needs an announced call, and holds once") { trial in
            try await trial.begin(.acquire(0))
            try await trial.expectRefused(.succeed(1), "a success without an announced call")
            try await trial.refresh(.intend(1))
            try await trial.expectRefused(.succeed(0), "a success of another epoch")
            try await trial.refresh(.succeed(1))
            try await trial.expectRefused(.succeed(1), "a second success")
        },
        Requirement(.refresh, "a failure leaves the tokens, is remembered and gives the lease back") { trial in
            let retryAt = Timestamp.fixture + .seconds(60)
            try await trial.begin(.acquire(0), .intend(1), .fail(1, retryAt: retryAt))
            let tokens = try await trial.tokens()
            try trial.expect(tokens.access, equals: .fixture("access"), "the access token")
            try trial.expect(tokens.tokenVersion, equals: 1, "the version of the tokens")
            try trial.expect(tokens.health.failures, equals: 1, "the failures in a row")
            try trial.expect(tokens.health.retryAt, equals: retryAt, "when to try again")
            try trial.expect(tokens.health.lastFailure?.kind, equals: .transient, "the last failure")
            try trial.expect(tokens.lease.until, equals: nil, "the end of the lease")
            try await trial.refresh(.acquire(1))
            try await trial.refresh(.fail(2, .configuration))
            let again = try await trial.tokens()
            try trial.expect(again.health.failures, equals: 2, "the failures in a row")
            try trial.expect(again.health.retryAt, equals: nil, "when to try again")
        },
        Requirement(.refresh, "a failure is the holder's to report, for the tokens that are stored") { trial in
            try await trial.begin(.acquire(0), .intend(1))
            try await trial.expectRefused(.fail(0), "a failure of another epoch")
            try await trial.refresh(.succeed(1))
            try await trial.expectRefused(.fail(1), "a failure for tokens that are gone")
        },
        Requirement(.refresh, "a lost outcome is remembered until a success") { trial in
            try await trial.begin(.acquire(0), .intend(1), .fail(1, .outcomeUnknown))
            try trial.expect(
                try await trial.tokens().lease.outcomeUnknown, equals: 1, "the version of the lost outcome")
            try await trial.refresh(.acquire(1), .intend(2), .succeed(2))
            try trial.expect(try await trial.tokens().lease.outcomeUnknown, equals: nil, "the lost outcome")
        },
        Requirement(.refresh, "a step may stand with other changes in its set") { trial in
            let grant = Grant.fixture(Trial.grant)
            try await trial.insert(grant)
            try await trial.begin(.acquire(0), .intend(1))
            let stored = try await trial.stored(grant)
            try await trial.commit { changes in
                var condemned = stored
                condemned.status = .needsReauthorization(.refreshRefused)
                changes.update(condemned)
                changes.refresh(Trial.grant, in: .fixture, .fail(1, .terminal))
            }
            let kind = try await trial.tokens().health.lastFailure?.kind
            try trial.expect(kind, equals: .terminal, "the last failure")
            let status = try await trial.stored(grant).status
            try trial.expect(status, equals: .needsReauthorization(.refreshRefused), "the grant's status")
        },
    ]
}
