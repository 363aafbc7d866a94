import ConnectionsKit

extension StoreConformance {
    static let serializability: [Requirement] = [
        Requirement(.serializability, "a connection is never disabled and referred to at once") { trial in
            for _ in 0..<Trial.rounds {
                let definition = Connection.fixture(application: "application")
                let reference = Reference.fixture(to: definition.id)
                try await trial.insert(definition)
                let stored = try await trial.stored(definition)
                // Each expects what the other writes, and writes what the other expects.
                let results = try await trial.race(2) { index in
                    try await trial.commit { changes in
                        if index == 0 {
                            changes.expect(stored)
                            changes.insert(reference)
                        } else {
                            var disabled = stored
                            disabled.application = nil
                            changes.update(disabled)
                            changes.expectAbsent(reference.recordKey, in: .fixture)
                        }
                    }
                }
                let isReferred = try await trial.find(reference) != nil
                let isDisabled = try await trial.stored(definition).application == nil
                try trial.expect(!(isReferred && isDisabled), "the connection is disabled and referred to")
                try trial.expectOneWinner(results, losersTold: [.version, .exists])
            }
        },
        Requirement(.serializability, "two inserts that each expect the other's absence never both hold") { trial in
            for _ in 0..<Trial.rounds {
                let duties = [Duty.fixture(), Duty.fixture()]
                let results = try await trial.race(2) { index in
                    try await trial.commit { changes in
                        changes.expectAbsent(duties[1 - index].recordKey, in: .fixture)
                        changes.insert(duties[index])
                    }
                }
                try trial.expectOneWinner(results, losersTold: [.exists])
            }
        },
        Requirement(.serializability, "a ring of commits, each expecting what the next writes, never all hold") {
            trial in
            for _ in 0..<Trial.rounds {
                let records = (0..<3).map { _ in Duty.fixture() }
                try await trial.insert(records)
                let results = try await trial.race(3) { index in
                    var (expected, written) = (records[index], records[(index + 1) % 3])
                    expected.version = 1
                    written.version = 1
                    let (read, update) = (expected, written)
                    try await trial.commit { changes in
                        changes.expect(read)
                        changes.update(update)
                    }
                }
                let losers = results.compactMap { $0 }
                try trial.expect(!losers.isEmpty, "all three commits of a ring held")
                try trial.expect(losers.allSatisfy { $0.conflict == .version }, "a loser was told \(losers)")
            }
        },
        Requirement(.serializability, "no increment is lost") { trial in
            let tasks = 8
            let application = Application.fixture()
            try await trial.insert(application)
            let errors = try await trial.race(tasks) { _ in
                try await trial.retrying { try await trial.increment(application) }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "an increment failed: \(errors)")
            let stored = try await trial.stored(application)
            try trial.expect(stored.lastRelease, equals: tasks, "the number of increments")
            try trial.expect(stored.version, equals: tasks + 1, "the version")
        },
        Requirement(.serializability, "of an update and a deletion of one version one holds") { trial in
            for _ in 0..<Trial.rounds {
                let duty = Duty.fixture()
                try await trial.insert(duty)
                let stored = try await trial.stored(duty)
                let results = try await trial.race(2) { index in
                    try await trial.commit { changes in
                        if index == 0 { changes.update(stored) } else { changes.delete(stored) }
                    }
                }
                try trial.expectOneWinner(results, losersTold: [.version, .missing])
            }
        },
        Requirement(.serializability, "of a write and an erasure at once nothing is left, whichever comes first") {
            trial in
            for round in 0..<Trial.rounds {
                let account = AccountID("account \(round)")
                let duty = Duty.fixture(in: account)
                try await trial.insert(duty)
                let stored = try await trial.stored(duty)
                let results = try await trial.race(2) { index in
                    try await trial.commit { changes in
                        if index == 0 { changes.update(stored) } else { changes.erase(account) }
                    }
                }
                try trial.expect(results[1] == nil, "an erasure was told \(String(describing: results[1]))")
                let isLate = results[0].map { $0.conflict == .missing } ?? true
                try trial.expect(isLate, "a write that came late was told \(String(describing: results[0]))")
                try trial.expect(try await trial.find(duty) == nil, "a record came back after its account was erased")
            }
        },
        Requirement(.serializability, "commits that do not meet all hold") { trial in
            let results = try await trial.race(16) { index in
                try await trial.insert(Application.fixture(.init("application \(index)")))
            }
            try trial.expect(results.allSatisfy { $0 == nil }, "a commit that meets no other failed: \(results)")
            let applications = try await trial.store.all(.applications, in: .fixture)
            try trial.expect(applications.count, equals: 16, "the number of applications")
        },
    ]
}

extension Trial {
    /// Raises a counter by one, and returns the conflict when another was quicker.
    fileprivate func increment(_ application: Application) async throws -> StoreError.Conflict? {
        let stored = try await self.stored(application)
        return try await self.conflict { changes in
            var next = stored
            next.lastRelease += 1
            changes.update(next)
        }
    }
}
