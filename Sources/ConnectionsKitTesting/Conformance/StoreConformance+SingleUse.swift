import ConnectionsKit

extension StoreConformance {
    static let singleUse: [Requirement] = [
        Requirement(.singleUse, "of many callbacks with one state one consumes the attempt") { trial in
            for round in 0..<Trial.rounds {
                let attempt = Attempt.fixture(state: "state \(round)")
                try await trial.insert(attempt)
                let results = try await trial.race(8) { _ in
                    var next = try await trial.stored(attempt)
                    guard next.status == .open else { throw StoreError.conflict(at: 0, .version) }
                    next.status = .consumed
                    let consumed = next
                    try await trial.commit { $0.update(consumed) }
                }
                try trial.expectOneWinner(results, losersTold: [.version])
                try trial.expect(try await trial.stored(attempt).version, equals: 2, "the attempt's version")
            }
        },
        Requirement(.singleUse, "a state begins one attempt") { trial in
            for round in 0..<Trial.rounds {
                let results = try await trial.race(2) { _ in
                    try await trial.insert(Attempt.fixture(state: "state \(round)"))
                }
                try trial.expectOneWinner(results, losersTold: [.exists])
            }
        },
        Requirement(.singleUse, "of two authorizations of one slot one fills it") { trial in
            for _ in 0..<Trial.rounds {
                let connection = Connection.ID.fixture()
                let results = try await trial.race(2) { _ in
                    try await trial.insert(Slot.fixture(of: connection))
                }
                try trial.expectOneWinner(results, losersTold: [.exists])
            }
        },
        Requirement(.singleUse, "of two maintainers that take a duty one gets it") { trial in
            for _ in 0..<Trial.rounds {
                let duty = Duty.fixture()
                try await trial.insert(duty)
                let stored = try await trial.stored(duty)
                let results = try await trial.race(2) { _ in try await trial.commit { $0.delete(stored) } }
                try trial.expectOneWinner(results, losersTold: [.missing])
            }
        },
    ]
}
