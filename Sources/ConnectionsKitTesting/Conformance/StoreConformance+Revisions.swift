import ConnectionsKit

extension StoreConformance {
    private static func moves(_ key: RecordKey) -> Bool {
        switch key {
        case .application, .connection, .reference, .credentialSet, .credentialRevision, .slot, .grant, .guardian,
            .installation, .dataKey:
            true
        case .tokens, .attempt, .release, .invitation, .share, .submission, .duty: false
        }
    }

    static let revisions: [Requirement] = [
        Requirement(.revisions, "every write of a status or a definition raises the revision") { trial in
            for record in Samples.each(in: .fixture) where moves(record.recordKey) {
                for step in 0..<3 {
                    var written = record
                    written.version = step
                    let stored = written
                    let before = try await trial.store.revision(of: .fixture)
                    try await trial.commit { changes in
                        if step < 2 { changes.put(stored) } else { changes.delete(stored) }
                    }
                    let after = try await trial.store.revision(of: .fixture)
                    try trial.expect(after > before, "\(record.recordKey): the revision \(before) became \(after)")
                }
            }
        },
        Requirement(.revisions, "attempts, duties, tokens and the like leave the revision") { trial in
            try await trial.insert(Application.fixture("first"))
            let before = try await trial.store.revision(of: .fixture)
            for record in Samples.each(in: .fixture) where !moves(record.recordKey) {
                var stored = record
                stored.version = 1
                let first = stored
                stored.version = 2
                let second = stored
                try await trial.commit { $0.insert(record) }
                try await trial.commit { $0.update(first) }
                try await trial.commit { $0.delete(second) }
                let after = try await trial.store.revision(of: .fixture)
                try trial.expect(after, equals: before, "the revision after writing \(record.recordKey)")
            }
        },
        Requirement(.revisions, "a refresh leaves the revision") { trial in
            try await trial.insert(Application.fixture())
            let before = try await trial.store.revision(of: .fixture)
            try await trial.begin(.acquire(0), .intend(1), .succeed(1))
            try trial.expect(try await trial.store.revision(of: .fixture), equals: before, "the revision")
        },
        Requirement(.revisions, "expectations and audit entries leave the revision") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            let stored = try await trial.stored(application)
            let before = try await trial.store.revision(of: .fixture)
            try await trial.commit { changes in
                changes.expect(stored)
                changes.expectAbsent(.application("missing"), in: .fixture)
                changes.record(.fixture())
            }
            try trial.expect(try await trial.store.revision(of: .fixture), equals: before, "the revision")
        },
        Requirement(.revisions, "a failed commit leaves the revision") { trial in
            try await trial.insert(Application.fixture())
            let before = try await trial.store.revision(of: .fixture)
            try await trial.expectConflict(.exists, at: 1, "a set whose last change conflicts") { changes in
                changes.insert(Application.fixture("other"))
                changes.insert(Application.fixture())
            }
            try trial.expect(try await trial.store.revision(of: .fixture), equals: before, "the revision")
        },
        Requirement(.revisions, "a commit raises the revision of the accounts that it changes, and of no other") {
            trial in
            try await trial.insert(Application.fixture(in: "first"), Application.fixture(in: "third"))
            let before = [
                try await trial.store.revision(of: "first"), try await trial.store.revision(of: "second"),
                try await trial.store.revision(of: "third"),
            ]
            try await trial.insert(Application.fixture("new", in: "first"), Application.fixture("new", in: "second"))
            let first = try await trial.store.revision(of: "first")
            let second = try await trial.store.revision(of: "second")
            let third = try await trial.store.revision(of: "third")
            try trial.expect(first > before[0], "the revision of the first account did not move")
            try trial.expect(second > before[1], "the revision of the second account did not move")
            try trial.expect(third, equals: before[2], "the revision of an account that nobody wrote to")
        },
        Requirement(.revisions, "the revision never goes back, not even when everything is deleted") { trial in
            var highest = try await trial.store.revision(of: .fixture)
            for _ in 0..<3 {
                try await trial.insert(Samples.each(in: .fixture))
                let full = try await trial.store.revision(of: .fixture)
                try trial.expect(full > highest, "the revision \(highest) became \(full)")
                try await trial.commit { changes in
                    for var record in Samples.each(in: .fixture) {
                        record.version = 1
                        changes.delete(record)
                    }
                }
                highest = try await trial.store.revision(of: .fixture)
                try trial.expect(highest > full, "the revision \(full) became \(highest)")
            }
        },
        Requirement(.revisions, "erasing an account raises its revision alone, and trimming its trail none") { trial in
            for account: AccountID in ["ours", "theirs"] {
                try await trial.commit { changes in
                    changes.insert(Application.fixture(in: account))
                    changes.record(.fixture(in: account))
                }
            }
            let (ours, theirs) = (
                try await trial.store.revision(of: "ours"), try await trial.store.revision(of: "theirs")
            )
            try await trial.commit { $0.trimAudit(of: "ours", through: 1) }
            try trial.expect(try await trial.store.revision(of: "ours"), equals: ours, "the revision after trimming")
            try await trial.commit { $0.erase("ours") }
            let erased = try await trial.store.revision(of: "ours")
            try trial.expect(erased > ours, "the revision \(ours) became \(erased)")
            try trial.expect(try await trial.store.revision(of: "theirs"), equals: theirs, "the other's revision")
            // Whoever kept something of an account that is empty must notice too.
            try await trial.commit { $0.erase("ours") }
            let again = try await trial.store.revision(of: "ours")
            try trial.expect(again > erased, "the revision \(erased) became \(again)")
        },
        Requirement(.revisions, "each of many commits at once moves the revision that it found") { trial in
            let errors = try await trial.race(8) { index in
                for round in 0..<5 {
                    let before = try await trial.store.revision(of: .fixture)
                    try await trial.insert(Application.fixture(.init("application \(index) \(round)")))
                    let after = try await trial.store.revision(of: .fixture)
                    try trial.expect(after > before, "the revision \(before) became \(after)")
                }
            }
            try trial.expect(errors.allSatisfy { $0 == nil }, "a commit failed: \(errors)")
            let final = try await trial.store.revision(of: .fixture)
            try trial.expect(final >= 40, "forty commits left the revision at \(final)")
        },
    ]
}
