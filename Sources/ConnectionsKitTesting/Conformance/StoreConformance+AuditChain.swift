import ConnectionsKit

extension StoreConformance {
    static let auditChain: [Requirement] = [
        Requirement(.audit, "each entry is chained to the one before it, the first to nothing") { trial in
            for round in 0..<4 {
                try await trial.commit { changes in
                    changes.record(.fixture(subject: "first of \(round)"))
                    changes.record(.fixture(subject: "second of \(round)"))
                }
            }
            try await trial.expectChain(of: .fixture, count: 8)
        },
        Requirement(.audit, "the code is kept byte for byte") { trial in
            let codes: [[UInt8]] = [Array(0...255), [], [0], Array(repeating: 0xFF, count: 64)]
            for code in codes {
                var changes = ChangeSet()
                changes.record(.fixture())
                let records = try await trial.store.commit(changes) { _, _, _ in code }
                try trial.expect(records.map(\.code), equals: [code], "the code that the commit returned")
            }
            let trail = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            try trial.expect(trail.map(\.code), equals: codes, "the codes in the trail")
        },
        Requirement(.audit, "the chain of an account passes by other accounts") { trial in
            for round in 0..<4 {
                try await trial.commit { changes in
                    for account: AccountID in ["first", "second", "first"] {
                        changes.record(.fixture(in: account, subject: "\(round)"))
                    }
                }
            }
            try await trial.expectChain(of: "first", count: 8)
            try await trial.expectChain(of: "second", count: 4)
        },
        Requirement(.audit, "many commits at once leave one chain without gaps") { trial in
            try await trial.insert(Application.fixture("taken"))
            let (tasks, rounds) = (8, 6)
            let results = try await trial.race(tasks) { task in
                for round in 0..<rounds {
                    try await trial.commit { changes in
                        changes.record(.fixture(subject: "\(task) \(round)"))
                    }
                    // A commit that fails in between must leave no trace.
                    let conflict = try await trial.conflict { changes in
                        changes.record(.fixture(subject: "never"))
                        changes.insert(Application.fixture("taken"))
                    }
                    try trial.expect(conflict, equals: .exists, "the conflict in between")
                }
            }
            try trial.expect(results.allSatisfy { $0 == nil }, "a commit failed: \(results)")
            let trail = try await trial.expectChain(of: .fixture, count: tasks * rounds)
            for task in 0..<tasks {
                let own = trail.compactMap(\.entry.subject).filter { $0.hasPrefix("\(task) ") }
                try trial.expect(own, equals: (0..<rounds).map { "\(task) \($0)" }, "the order of one task's entries")
            }
        },
    ]
}

extension Trial {
    /// Fails the requirement unless the trail has `count` entries, numbered without gaps and chained by the link function.
    @discardableResult
    fileprivate func expectChain(of account: AccountID, count: Int) async throws -> [AuditRecord] {
        let trail = try await self.store.audit(of: account, after: 0, limit: 1_000)
        try self.expect(trail.map(\.sequence), equals: Array(1...count), "the numbers of \"\(account)\"")
        var previous: [UInt8] = []
        for record in trail {
            let code = Self.link(record.sequence, previous, record.entry)
            try self.expect(record.code, equals: code, "the code of entry \(record.sequence) of \"\(account)\"")
            previous = code
        }
        return trail
    }
}
