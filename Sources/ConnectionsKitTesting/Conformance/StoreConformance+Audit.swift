import ConnectionsKit

extension StoreConformance {
    static let audit: [Requirement] = [
        Requirement(.audit, "entries are numbered from 1 in their order") { trial in
            for round in 0..<3 {
                let records = try await trial.commit { changes in
                    changes.record(.fixture(subject: "first of \(round)"))
                    changes.record(.fixture(subject: "second of \(round)"))
                }
                let wanted = [round * 2 + 1, round * 2 + 2]
                try trial.expect(records.map(\.sequence), equals: wanted, "the numbers")
                let subjects = records.map(\.entry.subject)
                try trial.expect(subjects, equals: ["first of \(round)", "second of \(round)"], "the order")
            }
        },
        Requirement(.audit, "an entry reads back as it was written") { trial in
            let actors: [AuditEntry.Actor] =
                [.system, .platform("Zoë's \"user\"")]
                + Role.allCases.map { .user("Zoë's \"user\"", account: "their \"account\"", role: $0) }
            let outcomes: [AuditEntry.Outcome] = [
                .allowed, .denied(rules: []), .denied(rules: ["1.4", Samples.awkward]), .failed(code: Samples.awkward),
            ]
            let entries = actors.flatMap { actor in
                outcomes.map { outcome in
                    AuditEntry(
                        account: .fixture, at: Samples.endOfTime, actor: actor, action: .authorize,
                        connection: .fixture(1), grant: .fixture(2), subject: Samples.awkward, outcome: outcome,
                        changed: ["name", Samples.awkward])
                }
            }
            let bare = AuditEntry(account: .fixture, at: Samples.beginningOfTime, actor: .system, action: "new".action)
            let written = try await trial.commit { changes in
                for entry in entries + [bare] { changes.record(entry) }
            }
            try trial.expect(written.map(\.entry) == entries + [bare], "the commit returned other entries")
            let trail = try await trial.store.audit(of: .fixture, after: 0, limit: 1_000)
            try trial.expect(trail == written, "the trail holds other records than the commit returned")
        },
        Requirement(.audit, "a trail is read from any number, at most as many as asked for") { trial in
            for number in 1...7 { try await trial.commit { $0.record(.fixture(subject: "\(number)")) } }
            for start in 0...8 {
                for limit in [1, 2, 6, 7, 8, 1_000] {
                    let records = try await trial.store.audit(of: .fixture, after: start, limit: limit)
                    let wanted = Array((1...7).filter { $0 > start }.prefix(limit))
                    try trial.expect(records.map(\.sequence), equals: wanted, "after \(start), at most \(limit)")
                    try trial.expect(records.map(\.entry.subject), equals: wanted.map { "\($0)" }, "the entries")
                }
            }
        },
        Requirement(.audit, "a failed commit leaves no entry and no gap") { trial in
            try await trial.insert(Application.fixture())
            try await trial.commit { $0.record(.fixture(subject: "first")) }
            try await trial.expectConflict(.exists, "a set that conflicts") { changes in
                changes.record(.fixture(subject: "never"))
                changes.insert(Application.fixture())
            }
            let records = try await trial.commit { $0.record(.fixture(subject: "second")) }
            try trial.expect(records.map(\.sequence), equals: [2], "the number after a failed commit")
            let trail = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            try trial.expect(trail.map(\.entry.subject), equals: ["first", "second"], "the trail")
        },
        Requirement(.audit, "each account has a trail of its own") { trial in
            let records = try await trial.commit { changes in
                changes.record(.fixture(in: "first", subject: "1 of first"))
                changes.record(.fixture(in: "second", subject: "1 of second"))
                changes.record(.fixture(in: "first", subject: "2 of first"))
            }
            try trial.expect(records.map(\.sequence), equals: [1, 1, 2], "the numbers")
            try trial.expect(records.map(\.entry.account), equals: ["first", "second", "first"], "the accounts")
            let first = try await trial.store.audit(of: "first", after: 0, limit: 10)
            try trial.expect(first.map(\.entry.subject), equals: ["1 of first", "2 of first"], "the first trail")
            let second = try await trial.store.audit(of: "second", after: 0, limit: 10)
            try trial.expect(second.map(\.entry.subject), equals: ["1 of second"], "the second trail")
        },
        Requirement(.audit, "a commit without an entry returns none") { trial in
            try await trial.commit { $0.record(.fixture()) }
            let records = try await trial.commit { $0.insert(Application.fixture()) }
            try trial.expect(records.isEmpty, "a commit without an entry returned \(records.count) records")
        },
        Requirement(.audit, "a trail outlives the records of its account") { trial in
            let application = Application.fixture()
            try await trial.commit { changes in
                changes.insert(application)
                changes.record(.fixture(subject: "made"))
            }
            let stored = try await trial.stored(application)
            let records = try await trial.commit { changes in
                changes.delete(stored)
                changes.record(.fixture(subject: "deleted"))
            }
            try trial.expect(records.map(\.sequence), equals: [2], "the number")
        },
    ]
}

extension String {
    fileprivate var action: Action { Action(rawValue: self) }
}
