import ConnectionsKit

extension StoreConformance {
    static let versions: [Requirement] = [
        Requirement(.versions, "a new record has version 1, and each write raises it by one") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            for version in 1...5 {
                let stored = try await trial.stored(application)
                try trial.expect(stored.version, equals: version, "the version")
                try await trial.commit { $0.update(stored) }
            }
        },
        Requirement(.versions, "what is not there is not read") { trial in
            for record in Samples.each(in: .fixture) {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen == nil, "\(record.recordKey) was never written")
            }
        },
        Requirement(.versions, "a second insert conflicts") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            for record in Samples.each(in: .fixture) {
                try await trial.expectConflict(.exists, "inserting \(record.recordKey) twice") { $0.insert(record) }
            }
        },
        Requirement(.versions, "an update of what is not there conflicts") { trial in
            for var record in Samples.each(in: .fixture) {
                record.version = 1
                let missing = record
                try await trial.expectConflict(.missing, "updating \(record.recordKey)") { $0.update(missing) }
            }
        },
        Requirement(.versions, "an update over another version conflicts, be it older or newer") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            for var record in Samples.each(in: .fixture) {
                record.version = 1
                let first = record
                try await trial.commit { $0.update(first) }
                try await trial.expectConflict(.version, "updating \(record.recordKey) twice") { $0.update(first) }
                record.version = 3
                let newer = record
                try await trial.expectConflict(.version, "updating a version to come") { $0.update(newer) }
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen?.version, equals: 2, "the version of \(record.recordKey)")
            }
        },
        Requirement(.versions, "a deletion needs the version that was read") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            for var record in Samples.each(in: .fixture) {
                record.version = 2
                let newer = record
                try await trial.expectConflict(.version, "deleting another version") { $0.delete(newer) }
                record.version = 1
                let read = record
                try await trial.commit { $0.delete(read) }
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen == nil, "\(record.recordKey) is still there after its deletion")
                try await trial.expectConflict(.missing, "deleting \(record.recordKey) twice") { $0.delete(read) }
            }
        },
        Requirement(.versions, "a deleted key can be written again, from version 1") { trial in
            let application = Application.fixture()
            try await trial.insert(application)
            let stored = try await trial.stored(application)
            try await trial.commit { $0.delete(stored) }
            try await trial.insert(application)
            try trial.expect(try await trial.stored(application).version, equals: 1, "the version")
        },
        Requirement(.versions, "an empty set commits") { trial in
            let records = try await trial.commit { _ in }
            try trial.expect(records.isEmpty, "an empty set wrote audit records")
        },
    ]
}
