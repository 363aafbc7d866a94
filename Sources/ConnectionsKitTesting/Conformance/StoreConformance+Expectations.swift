import ConnectionsKit

extension StoreConformance {
    static let expectations: [Requirement] = [
        Requirement(.expectations, "an expected version binds") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            let stored = try await trial.stored(application)
            try await trial.commit { changes in
                changes.expect(stored)
                changes.insert(Application.fixture("first"))
            }
            try await trial.commit { $0.update(stored) }
            try await trial.expectConflict(.version, "expecting a version that is gone") { changes in
                changes.expect(stored)
                changes.insert(Application.fixture("second"))
            }
            let second = try await trial.find(Application.fixture("second"))
            try trial.expect(second == nil, "a set was written though its expectation did not hold")
        },
        Requirement(.expectations, "an expected record that is gone conflicts") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            let stored = try await trial.stored(application)
            try await trial.commit { $0.delete(stored) }
            try await trial.expectConflict(.missing, "expecting a record that is gone") { $0.expect(stored) }
        },
        Requirement(.expectations, "an expected absence binds") { trial in
            let application = Application.fixture()
            try await trial.commit { changes in
                changes.expectAbsent(application.recordKey, in: .fixture)
                changes.insert(Application.fixture("first"))
            }
            try await trial.insert(application)
            try await trial.expectConflict(.exists, "expecting the absence of what is there") { changes in
                changes.expectAbsent(application.recordKey, in: .fixture)
                changes.insert(Application.fixture("second"))
            }
            let second = try await trial.find(Application.fixture("second"))
            try trial.expect(second == nil, "a set was written though its expectation did not hold")
        },
        Requirement(.expectations, "an expectation binds wherever it stands in its set") { trial in
            let missing = Application.fixture("missing").recordKey
            try await trial.insert(Application.fixture("there"))
            try await trial.expectConflict(.exists, at: 1, "a last expectation that does not hold") { changes in
                changes.insert(Application.fixture("new"))
                changes.expectAbsent(Application.fixture("there").recordKey, in: .fixture)
                changes.expectAbsent(missing, in: .fixture)
            }
            try trial.expect(try await trial.find(Application.fixture("new")) == nil, "the first change was written")
        },
        Requirement(.expectations, "an expectation writes nothing") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            for record in Samples.each(in: .fixture) {
                let before = try await trial.store.record(record.recordKey, in: .fixture)
                var expected = record
                expected.version = 1
                let read = expected
                try await trial.commit { $0.expect(read) }
                let after = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(after, equals: before, "the record after an expectation")
            }
        },
        Requirement(.expectations, "a set of expectations alone is judged") { trial in
            try await trial.expectConflict(.missing, "expecting nothing to be something") {
                var missing = Application.fixture()
                missing.version = 1
                $0.expect(missing)
            }
        },
    ]
}
