import ConnectionsKit

extension StoreConformance {
    static let tenants: [Requirement] = [
        Requirement(.tenants, "a record is read in its own account alone") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            for record in Samples.each(in: "ours") {
                let own = try await trial.store.record(record.recordKey, in: "ours")
                try trial.expect(own != nil, "\(record.recordKey) is not there for its own account")
                for other: AccountID in ["theirs", "our", "ours ", "OURS", "", "%"] {
                    let seen = try await trial.store.record(record.recordKey, in: other)
                    try trial.expect(seen == nil, "the account \"\(other)\" reads \(record.recordKey) of \"ours\"")
                }
            }
        },
        Requirement(.tenants, "another account's record cannot be written") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            for var record in Samples.each(in: "theirs") {
                record.version = 1
                let forged = record
                try await trial.expectConflict(.missing, "updating \(record.recordKey) of another account") {
                    $0.update(forged)
                }
            }
        },
        Requirement(.tenants, "another account's record cannot be deleted") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            for var record in Samples.each(in: "theirs") {
                record.version = 1
                let forged = record
                try await trial.expectConflict(.missing, "deleting \(record.recordKey) of another account") {
                    $0.delete(forged)
                }
                let own = try await trial.store.record(record.recordKey, in: "ours")
                try trial.expect(own != nil, "\(record.recordKey) is gone from its own account")
            }
        },
        Requirement(.tenants, "expectations see the account's own records alone") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            for var record in Samples.each(in: "theirs") {
                record.version = 1
                let forged = record
                try await trial.expectConflict(.missing, "expecting \(record.recordKey) of another account") {
                    $0.expect(forged)
                }
                try await trial.commit { $0.expectAbsent(forged.recordKey, in: "theirs") }
            }
        },
        Requirement(.tenants, "another account's tokens cannot be refreshed") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            try await trial.expectConflict(.missing, "refreshing a grant of another account") {
                $0.refresh(.fixture(5), in: "theirs", .acquire(epoch: 0, duration: .seconds(10)))
            }
        },
        Requirement(.tenants, "two accounts may have records of the same keys") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            try await trial.insert(Samples.each(in: "theirs"))
            for var record in Samples.each(in: "theirs") {
                record.version = 1
                let mine = record
                try await trial.commit { $0.delete(mine) }
                let other = try await trial.store.record(record.recordKey, in: "ours")
                try trial.expect(other?.version, equals: 1, "the version of \(record.recordKey) in the other account")
            }
        },
        Requirement(.tenants, "a page holds the account's own records alone") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            let selections: [Selection] = [
                .connections(application: nil), .connections(application: "application"), .references(.fixture(1)),
                .slots(.fixture(1)), .slotsPointing(at: .fixture(5)), .grants(of: nil), .grants(of: .fixture),
                .credentialSets, .credentialRevisions(.fixture(3)), .guardians, .invitations, .applications,
                .releases(.fixture), .installations, .shares(with: "client"), .sharesOf(.fixture),
                .submissions(.inReview), .submissionsOf(developer: "ours", .fixture),
            ]
            for selection in selections {
                let own = try await trial.store.page(selection, in: "ours", after: nil, limit: 10).elements
                try trial.expect(own.count, equals: 1, "the number of records for \(selection) in their own account")
                let others = try await trial.store.page(selection, in: "theirs", after: nil, limit: 10).elements
                try trial.expect(others.isEmpty, "\(selection) returns records of another account")
            }
        },
        Requirement(.tenants, "the trail and the revision are the account's own") { trial in
            try await trial.insert(Samples.each(in: "ours"))
            try await trial.commit { $0.record(.fixture(in: "ours")) }
            let trail = try await trial.store.audit(of: "theirs", after: 0, limit: 10)
            try trial.expect(trail.isEmpty, "the trail of one account is read by another")
            let revision = try await trial.store.revision(of: "theirs")
            let untouched = try await trial.store.revision(of: "a third")
            try trial.expect(revision, equals: untouched, "the revision of an account that nobody wrote to")
        },
    ]
}
