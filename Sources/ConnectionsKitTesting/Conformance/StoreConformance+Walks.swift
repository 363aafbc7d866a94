import ConnectionsKit

extension StoreConformance {
    /// Pages that are read while others insert and delete between, before and behind what they tell.
    static let walks: [Requirement] = [
        walk(
            "records by identifiers", .connections(of: "shop"),
            kept: (1...12).map { .fixture(.fixture($0 * 10), application: "shop") },
            passing: { .fixture(.fixture(UInt32($0 * 10 + 5)), application: "shop") }),
        walk(
            "records by texts", .guardians, kept: ["a", "b", "c", "d", "e", "f", "g"].map { .fixture(of: $0) },
            passing: { .fixture(of: .init(["0", "a ", "aa", "c%", "d'", "é", "zz"][$0 % 7])) }),
        walk(
            "records by places", .references(to: .fixture(1)),
            kept: (1...7).map { .fixture(to: .fixture(1), from: .formWorkflow("form \($0)", event: "sold")) },
            passing: { .fixture(to: .fixture(1), from: .formWorkflow("form \($0)", event: "a")) }),
        walk(
            "records by what they serve", .slots(pointingAt: .fixture(5)),
            kept: (1...7).map { .fixture(of: .fixture($0), user: "m", grant: .fixture(5)) },
            passing: { .fixture(of: .fixture(UInt32($0)), user: $0 % 2 == 0 ? nil : "z", grant: .fixture(5)) }),
        walk(
            "records by numbers", .revisions(of: .fixture(3)),
            kept: (1...7).map { .fixture($0 * 10, of: .fixture(3)) },
            passing: { .fixture($0 * 10 + 5, of: .fixture(3)) }),
    ]

    private static func walk<Value: StoredRecord>(
        _ what: String, _ query: Query<Value>, kept: [Value], passing: @escaping @Sendable (Int) -> Value
    ) -> Requirement {
        Requirement(.pages, "\(what), read while others come and go, tell what was there throughout once") { trial in
            try await trial.insert(kept)
            let keys = kept.map(\.storedKey)
            let order = try await trial.walk(query, limit: 1_000).map(\.storedKey)
            let errors = try await trial.race(3) { index in
                for round in 0..<6 {
                    guard index > 0 else {
                        for limit in [1, 2, 5] {
                            let seen = try await trial.walk(query, limit: limit).map(\.storedKey)
                            try trial.expect(Set(seen).count, equals: seen.count, "how often each is told")
                            let throughout = seen.filter { keys.contains($0) }
                            try trial.expect(throughout, equals: order, "what was there throughout")
                        }
                        continue
                    }
                    // Each its own, half of them together.
                    let passing = [round, round + 6].map { passing($0 + 12 * (index - 1)) }.unlike
                    try await trial.insert(passing)
                    var stored: [Value] = []
                    for record in passing { stored.append(try await trial.stored(record)) }
                    let gone = stored
                    try await trial.commit { changes in
                        for record in gone { changes.delete(record) }
                    }
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil || $0?.conflict != nil }, "\(errors)")
        }
    }

    static let limits: [Requirement] = [
        Requirement(.pages, "a limit beyond 1 to 1,000 is taken as the nearest of the two, whatever is read") { trial in
            let count = 1_001
            try await trial.commit { changes in
                for number in 0..<count {
                    changes.insert(Application.fixture(.init("application \(number)")))
                    changes.insert(Duty.fixture(.fixture(UInt32(number))))
                    changes.record(.fixture(subject: "\(number)"))
                    changes.record(.fixture(in: .init("account \(number)")))
                }
            }
            for limit in [Int.min, -1, 0, 1, 1_000, 1_001, Int.max] {
                let (wanted, what) = (min(max(limit, 1), 1_000), "where \(limit) were asked for")
                let page = try await trial.store.page(.applications, in: .fixture, after: nil, limit: limit)
                try trial.expect(page.elements.count, equals: wanted, "the applications of a page \(what)")
                try trial.expect(page.next != nil, "the page \(what) is told to be the last")
                let due = try await trial.store.due(.duties, at: .fixture + .seconds(60), limit: limit)
                try trial.expect(due.count, equals: wanted, "the duties \(what)")
                let trail = try await trial.store.audit(of: .fixture, after: 0, limit: limit)
                try trial.expect(trail.count, equals: wanted, "the audit records \(what)")
                let accounts = try await trial.store.accounts(after: nil, limit: limit)
                try trial.expect(accounts.count, equals: wanted, "the accounts \(what)")
            }
        }
    ]
}

extension Array where Element: StoredRecord {
    /// These without those whose key came before.
    fileprivate var unlike: [Element] {
        var keys: Set<Element.Key> = []
        return self.filter { keys.insert($0.storedKey).inserted }
    }
}
