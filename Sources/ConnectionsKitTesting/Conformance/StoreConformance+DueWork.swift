import ConnectionsKit

extension StoreConformance {
    static let dueRefreshes: [Requirement] = [
        Requirement(.dueWork, "tokens are due when their refresh is, and not a millisecond before") { trial in
            let tokens = TokenState.fixture(of: .fixture(1))
            try await trial.insert(tokens)
            // Tokens of one hour, refreshed a quarter of an hour before their end.
            let moment = Timestamp.fixture + .seconds(2_700)
            try trial.expect(tokens.refreshDueAt, equals: moment, "when these tokens are due")
            try await trial.expectDue(.refreshes, at: moment - .milliseconds(1), [])
            try await trial.expectDue(.refreshes, at: moment, [.tokens(.fixture(1))])
        },
        Requirement(.dueWork, "tokens that cannot be refreshed or need not be are not due") { trial in
            var dead = TokenState.fixture(of: .fixture(1))
            dead.health.lastFailure = TokenHealth.Failure(kind: .terminal, code: "invalid_grant", at: .fixture)
            var ailing = TokenState.fixture(of: .fixture(2))
            ailing.health.lastFailure = TokenHealth.Failure(kind: .transient, code: "timeout", at: .fixture)
            ailing.health.retryAt = .fixture + .seconds(5_000)
            try await trial.insert(
                dead, ailing, TokenState.fixture(of: .fixture(3), refresh: nil),
                TokenState.fixture(of: .fixture(4), expiresAt: nil))
            try await trial.expectDue(.refreshes, at: .fixture + .milliseconds(4_999_999), [])
            try await trial.expectDue(.refreshes, at: .fixture + .seconds(5_000), [.tokens(.fixture(2))])
        },
        Requirement(.dueWork, "tokens whose refresh token ends unused are due before that") { trial in
            try await trial.insert(
                TokenState.fixture(of: .fixture(1), expiresAt: nil, refreshIdleLifetime: .seconds(30 * 86_400)))
            let moment = Timestamp.fixture + .seconds(15 * 86_400)
            try await trial.expectDue(.refreshes, at: moment - .milliseconds(1), [])
            try await trial.expectDue(.refreshes, at: moment, [.tokens(.fixture(1))])
        },
        Requirement(.dueWork, "what is due moves with each step of a refresh") { trial in
            try await trial.begin(.acquire(0))
            let moment = Timestamp.fixture + .seconds(3_600)
            try await trial.expectDue(.refreshes, at: moment, [.tokens(Trial.grant)])
            try await trial.refresh(.fail(1, retryAt: moment + .seconds(60)))
            try await trial.expectDue(.refreshes, at: moment, [])
            try await trial.expectDue(.refreshes, at: moment + .seconds(60), [.tokens(Trial.grant)])
            try await trial.refresh(.acquire(1), .intend(2), .succeed(2))
            // The new tokens end after two hours.
            try await trial.expectDue(.refreshes, at: moment + .seconds(60), [])
            try await trial.expectDue(.refreshes, at: .fixture + .seconds(6_300), [.tokens(Trial.grant)])
            try await trial.refresh(.acquire(2))
            try await trial.commit { changes in
                changes.refresh(
                    Trial.grant, in: .fixture,
                    .fail(
                        epoch: 3, tokenVersion: 2,
                        failure: TokenHealth.Failure(kind: .terminal, code: "invalid_grant", at: .fixture), retryAt: nil
                    ))
            }
            try await trial.expectDue(.refreshes, at: Samples.endOfTime, [])
        },
        Requirement(.dueWork, "tokens are due soonest first, over all accounts") { trial in
            for (number, seconds) in [3_000, 1_000, 2_000].enumerated() {
                try await trial.insert(
                    TokenState.fixture(
                        of: .fixture(UInt32(number)), in: .init("account \(number)"),
                        expiresAt: .fixture + .seconds(seconds)))
            }
            let order: [RecordKey] = [.tokens(.fixture(1)), .tokens(.fixture(2)), .tokens(.fixture(0))]
            try await trial.expectDue(.refreshes, at: .fixture + .seconds(3_600), order)
        },
    ]

    static let dueWork: [Requirement] = [
        Requirement(.dueWork, "duties are due at their moment, soonest first, over all accounts") { trial in
            let moments: [Timestamp] = [
                .fixture + .seconds(30), .fixture, Samples.beginningOfTime, .fixture + .seconds(20),
            ]
            for (number, moment) in moments.enumerated() {
                try await trial.insert(
                    Duty.fixture(.fixture(UInt32(number)), in: .init("account \(number)"), dueAt: moment))
            }
            try await trial.expectDue(.duties, at: .fixture - .milliseconds(1), [.duty(.fixture(2))])
            try await trial.expectDue(.duties, at: .fixture, [.duty(.fixture(2)), .duty(.fixture(1))])
            let all: [RecordKey] = [2, 1, 3, 0].map { .duty(.fixture($0)) }
            try await trial.expectDue(.duties, at: .fixture + .seconds(30), all)
        },
        Requirement(.dueWork, "attempts are due at their deadline, soonest first, over all accounts") { trial in
            for (state, seconds) in [("late", 90), ("early", 30), ("middle", 60)] {
                try await trial.insert(
                    Attempt.fixture(
                        state: state, in: .init("account of \(state)"), deadline: .fixture + .seconds(seconds)))
            }
            try await trial.expectDue(.attempts, at: .fixture + .milliseconds(29_999), [])
            let two: [RecordKey] = [.attempt(state: "early"), .attempt(state: "middle")]
            try await trial.expectDue(.attempts, at: .fixture + .seconds(60), two)
        },
        Requirement(.dueWork, "of much that is due the soonest comes first") { trial in
            let order: [UInt32] = [5, 2, 8, 1, 9, 3, 7, 4, 6]
            try await trial.insert(order.map { Duty.fixture(.fixture($0), dueAt: .fixture + .seconds(Int($0))) })
            for limit in 1...9 {
                let due = try await trial.store.due(.duties, at: .fixture + .seconds(60), limit: limit)
                let wanted: [RecordKey] = (1...limit).map { .duty(.fixture(UInt32($0))) }
                try trial.expect(due.map(\.key), equals: wanted, "the soonest \(limit)")
            }
        },
        Requirement(.dueWork, "what is put off or done is not due") { trial in
            let (first, second) = (Duty.fixture(.fixture(1)), Duty.fixture(.fixture(2)))
            try await trial.insert(first, second)
            var (late, done) = (try await trial.stored(first), try await trial.stored(second))
            late.dueAt = .fixture + .seconds(60)
            done.version = 1
            let (update, delete) = (late, done)
            try await trial.commit { changes in
                changes.update(update)
                changes.delete(delete)
            }
            try await trial.expectDue(.duties, at: .fixture + .seconds(59), [])
            try await trial.expectDue(.duties, at: .fixture + .seconds(60), [.duty(.fixture(1))])
        },
        Requirement(.dueWork, "each kind of work is asked for by itself") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            let end = Samples.endOfTime
            try await trial.expectDue(.refreshes, at: end, [.tokens(.fixture(5))])
            try await trial.expectDue(.duties, at: end, [.duty(.fixture(13))])
            try await trial.expectDue(.attempts, at: end, [.attempt(state: "state")])
            try await trial.expectDue(.invitations, at: end, [.invitation(.fixture(10))])
        },
        Requirement(.dueWork, "what is due at the ends of time is due then") { trial in
            let (first, last) = (Samples.beginningOfTime, Samples.endOfTime)
            try await trial.insert(
                Duty.fixture(.fixture(1), dueAt: last), Duty.fixture(.fixture(2), dueAt: first),
                Attempt.fixture(state: "late", deadline: last), Attempt.fixture(state: "early", deadline: first),
                TokenState.fixture(of: .fixture(1), obtainedAt: last, expiresAt: last),
                TokenState.fixture(of: .fixture(2), obtainedAt: first, expiresAt: first))
            for moment in [first, .fixture] {
                try await trial.expectDue(.duties, at: moment, [.duty(.fixture(2))])
                try await trial.expectDue(.attempts, at: moment, [.attempt(state: "early")])
                try await trial.expectDue(.refreshes, at: moment, [.tokens(.fixture(2))])
            }
            try await trial.expectDue(.duties, at: last, [.duty(.fixture(2)), .duty(.fixture(1))])
            try await trial.expectDue(.attempts, at: last, [.attempt(state: "early"), .attempt(state: "late")])
            try await trial.expectDue(.refreshes, at: last, [.tokens(.fixture(2)), .tokens(.fixture(1))])
        },
    ]
}
