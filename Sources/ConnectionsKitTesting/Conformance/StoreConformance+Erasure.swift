import ConnectionsKit

extension StoreConformance {
    static let erasure: [Requirement] = [
        Requirement(.erasure, "of an erased account no record of any kind is left") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            try await trial.commit { $0.erase(.fixture) }
            for record in Samples.each(in: .fixture) {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen == nil, "\(record.recordKey) is still there")
            }
            for selection in selectionsOfSamples {
                let page = try await trial.store.page(selection, in: .fixture, after: nil, limit: 10)
                try trial.expect(page.elements.isEmpty && page.next == nil, "\(selection) still finds something")
            }
            for work in [DueWork.refreshes, .duties, .attempts, .invitations] {
                try await trial.expectDue(work, at: Samples.endOfTime, [])
            }
        },
        Requirement(.erasure, "an erased account keeps its trail, where that begins, and its revision") { trial in
            try await trial.commit { changes in
                for record in Samples.each(in: .fixture) { changes.insert(record) }
                for number in 1...3 { changes.record(.fixture(subject: "\(number)")) }
            }
            try await trial.commit { $0.trimAudit(of: .fixture, through: 1) }
            let start = try await trial.store.auditStart(of: .fixture)
            let before = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            let revision = try await trial.store.revision(of: .fixture)
            let added = try await trial.commit { changes in
                changes.record(.fixture(action: .eraseAccount, subject: "erased"))
                changes.erase(.fixture)
            }
            try trial.expect(added.map(\.sequence), equals: [4], "the number of the entry beside the erasure")
            let after = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            try trial.expect(after, equals: before + added, "the trail")
            try await trial.expectStart(start)
            let now = try await trial.store.revision(of: .fixture)
            try trial.expect(now >= revision, "the revision \(revision) became \(now)")
        },
        Requirement(.erasure, "erasing an account leaves every other as it was") { trial in
            let others: [AccountID] = ["ours 2", "our", "OURS", "theirs", "our_", "%"]
            for account in ["ours"] + others {
                try await trial.commit { changes in
                    for record in Samples.each(in: account) { changes.insert(record) }
                    changes.record(.fixture(in: account))
                }
            }
            try await trial.commit { $0.erase("ours") }
            for account in others {
                for record in Samples.each(in: account) {
                    let seen = try await trial.store.record(record.recordKey, in: account)
                    try trial.expect(seen?.version, equals: 1, "the version of \(record.recordKey) of \"\(account)\"")
                }
                let trail = try await trial.store.audit(of: account, after: 0, limit: 10)
                try trial.expect(trail.count, equals: 1, "the length of the trail of \"\(account)\"")
            }
            let duties = try await trial.store.due(.duties, at: Samples.endOfTime, limit: 10)
            try trial.expect(Set(duties.map(\.account)), equals: Set(others), "the accounts whose duties are due")
        },
        Requirement(.erasure, "an erasure takes what its set wrote before it") { trial in
            let records = Samples.each(in: .fixture)
            try await trial.commit { changes in
                for record in records { changes.insert(record) }
                changes.erase(.fixture)
            }
            for record in records {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen == nil, "\(record.recordKey) is still there")
            }
        },
        Requirement(.erasure, "what comes after an erasure in its set is judged on what is left") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            for record in Samples.each(in: .fixture) {
                var read = record
                read.version = 1
                let stored = read
                try await trial.expectConflict(.missing, at: 1, "updating \(record.recordKey)") { changes in
                    changes.erase(.fixture)
                    changes.update(stored)
                }
                try await trial.expectConflict(.missing, at: 1, "deleting \(record.recordKey)") { changes in
                    changes.erase(.fixture)
                    changes.delete(stored)
                }
                try await trial.expectConflict(.missing, at: 1, "expecting \(record.recordKey)") { changes in
                    changes.erase(.fixture)
                    changes.expect(stored)
                }
            }
            try await trial.expectConflict(.missing, at: 1, "refreshing tokens") { changes in
                changes.erase(.fixture)
                changes.refresh(.fixture(5), in: .fixture, .acquire(epoch: 0, duration: .seconds(10)))
            }
            try await trial.commit { changes in
                changes.erase(.fixture)
                for record in Samples.each(in: .fixture) {
                    changes.expectAbsent(record.recordKey, in: .fixture)
                    changes.insert(record)
                }
            }
            for record in Samples.each(in: .fixture) {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen?.version, equals: 1, "the version of \(record.recordKey)")
            }
        },
        Requirement(.erasure, "an account without records can be erased, and so can one twice") { trial in
            try await trial.commit { $0.erase("unknown") }
            try await trial.insert(Application.fixture())
            try await trial.commit { changes in
                changes.erase(.fixture)
                changes.erase(.fixture)
            }
            try await trial.commit { $0.erase(.fixture) }
            try trial.expect(try await trial.find(Application.fixture()) == nil, "an application is still there")
        },
        Requirement(.erasure, "an account of many records is erased whole") { trial in
            try await trial.insert((0..<1_050).map { Application.fixture(.init("application \($0)")) })
            try await trial.insert((0..<50).map { _ in Duty.fixture() })
            try await trial.commit { $0.erase(.fixture) }
            try await trial.expectFound(.applications, [])
            try await trial.expectDue(.duties, at: Samples.endOfTime, [])
        },
        Requirement(.erasure, "an erased account begins anew") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            try await trial.commit { $0.erase(.fixture) }
            try await trial.insert(Samples.each(in: .fixture))
            for record in Samples.each(in: .fixture) {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen?.version, equals: 1, "the version of \(record.recordKey)")
            }
            for selection in selectionsOfSamples {
                let page = try await trial.store.page(selection, in: .fixture, after: nil, limit: 10)
                try trial.expect(page.elements.count, equals: 1, "the number of records for \(selection)")
            }
        },
    ]

    /// Every selection that finds one of the samples in the account of fixtures.
    private static let selectionsOfSamples: [Selection] = [
        .connections(application: nil), .connections(application: "application"),
        .linkName("connection_\(Connection.ID.fixture(1))", .account), .references(.fixture(1)), .slots(.fixture(1)),
        .slotsPointing(at: .fixture(5)), .grants(of: nil), .grants(of: .fixture), .credentialSets,
        .credentialRevisions(.fixture(3)), .guardians, .invitations, .applications, .releases(.fixture),
        .installations, .shares(with: "client"), .sharesOf(.fixture), .submissions(.inReview),
        .submissionsOf(developer: .fixture, .fixture), .attempts, .dataKeys,
    ]
}
