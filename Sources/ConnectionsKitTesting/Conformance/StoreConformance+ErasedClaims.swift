import ConnectionsKit

extension StoreConformance {
    /// One of each record that claims what no other of its account may have.
    private static func claimants(from number: UInt32) -> [any StoredRecord] {
        let release = Release.fixture(.fixture(number), application: "shop", number: 1)
        return [
            Connection.fixture(.fixture(number), linkName: "books"),
            Connection.fixture(.fixture(number + 1), kind: .system, connector: "crm", linkName: "system_crm"),
            release, Installation.fixture(.fixture(number), release: release),
        ]
    }

    static let erasedClaims: [Requirement] = [
        Requirement(.erasure, "what must be unique is free again, in the set of the erasure and after it") { trial in
            try await trial.insert(claimants(from: 10))
            try await trial.commit { changes in
                changes.erase(.fixture)
                for record in claimants(from: 20) { changes.insert(record) }
            }
            try await trial.expectFound(.linkName("books", in: .account), [.fixture(20)])
            try await trial.expectFound(.systemConnection(to: "crm"), [.fixture(21)])
            try await trial.expectFound(.releases(of: "shop"), [.fixture(20)])
            try await trial.expectFound(.installations, [.fixture(20)])
            try await trial.commit { $0.erase(.fixture) }
            try await trial.insert(claimants(from: 30))
        },
        Requirement(.erasure, "a grant that was erased is not in use") { trial in
            try await trial.insert(
                Grant.fixture(.fixture(1), subject: "maria"), Grant.fixture(.fixture(2), in: "other", subject: "ali"))
            try await trial.commit { $0.erase(.fixture) }
            for (subject, isLive) in [("maria", false), ("ali", true)] {
                let seen = try await trial.store.hasLiveGrant(
                    connector: "service", clientID: "client", subject: subject, excluding: .fixture(9))
                try trial.expect(seen, equals: isLive, "whether a grant of \(subject) is in use")
            }
        },
        Requirement(.erasure, "applications that shared a system connection find it no more") { trial in
            var system = Connection.fixture(.fixture(1), kind: .system)
            system.systemApplications = ["crm", "shop"]
            try await trial.insert(system, Connection.fixture(.fixture(2), in: "other", application: "shop"))
            try await trial.commit { $0.erase(.fixture) }
            try await trial.expectFound(.connections(of: "shop"), [])
            try await trial.expectFound(.connections(of: "crm"), [])
            try await trial.insert(Connection.fixture(.fixture(1), application: "crm"))
            try await trial.expectFound(.connections(of: "shop"), [])
            try await trial.expectFound(.connections(of: "crm"), [.fixture(1)])
        },
    ]

    static let atomicErasure: [Requirement] = [
        Requirement(.atomicity, "a later conflict undoes an erasure, and every query finds what it found") { trial in
            try await trial.insert(Samples.each(in: .fixture))
            try await trial.insert(claimants(from: 20))
            try await trial.insert(Application.fixture("there", in: "other"))
            let revision = try await trial.store.revision(of: .fixture)
            let known = try await trial.found()
            try await trial.expectConflict(.exists, at: 3, "a set whose last change conflicts") { changes in
                changes.insert(Duty.fixture(.fixture(77)))
                changes.erase(.fixture)
                changes.insert(Connection.fixture(.fixture(78), linkName: "books"))
                changes.insert(Application.fixture("there", in: "other"))
                changes.record(.fixture())
            }
            for record in Samples.each(in: .fixture) + claimants(from: 20) {
                let seen = try await trial.store.record(record.recordKey, in: .fixture)
                try trial.expect(seen?.version, equals: 1, "the version of \(record.recordKey)")
            }
            let after = try await trial.found()
            try trial.expect(after, equals: known, "what the queries find")
            try trial.expect(try await trial.store.revision(of: .fixture), equals: revision, "the revision")
            let connection = Connection.fixture(linkName: "books")
            try await trial.expectConflict(.unique(.linkName), "a link name that was not freed") {
                $0.insert(connection)
            }
        },
        Requirement(.atomicity, "a later conflict undoes the trimming of a trail") { trial in
            let written = try await trial.commit { changes in
                for number in 1...4 { changes.record(.fixture(subject: "\(number)")) }
            }
            try await trial.insert(Application.fixture())
            try await trial.commit { $0.trimAudit(of: .fixture, through: 1) }
            try await trial.expectConflict(.exists, at: 2, "a set whose last change conflicts") { changes in
                changes.trimAudit(of: .fixture, through: 2)
                changes.trimAudit(of: .fixture, through: 4)
                changes.insert(Application.fixture())
                changes.record(.fixture(subject: "never"))
            }
            try await trial.expectStart(AuditStart(sequence: 1, code: written[0].code))
            let trail = try await trial.store.audit(of: .fixture, after: 0, limit: 10)
            try trial.expect(trail, equals: Array(written[1...]), "the trail")
            let user = try await trial.store.audit(
                of: .fixture, matching: AuditFilter(user: .fixture), after: 0, limit: 10)
            try trial.expect(user, equals: trail, "what a filter lets through")
        },
        Requirement(.atomicity, "a number that a trail does not have undoes the changes before it") { trial in
            try await trial.insert(Application.fixture("there"))
            try await trial.expectConflict(.missing, at: 2, "trimming what is not there") { changes in
                changes.insert(Application.fixture("new"))
                changes.erase(.fixture)
                changes.trimAudit(of: .fixture, through: 1)
            }
            try trial.expect(try await trial.find(Application.fixture("new")) == nil, "the first change was written")
            try trial.expect(try await trial.find(Application.fixture("there")) != nil, "the erasure was done")
        },
    ]
}

extension Trial {
    /// What the queries over the account and over all accounts find.
    fileprivate func found() async throws -> Set<Record> {
        var records: Set<Record> = []
        let selections: [Selection] = [
            .connections(application: nil), .connections(application: "application"), .linkName("books", .account),
            .systemConnection("crm"), .references(.fixture(1)), .slots(.fixture(1)), .grants(of: nil),
            .credentialRevisions(.fixture(3)), .guardians, .releases("shop"), .installations, .sharesOf(.fixture),
            .submissions(.inReview),
        ]
        for selection in selections {
            records.formUnion(try await self.store.page(selection, in: .fixture, after: nil, limit: 10).elements)
        }
        for work in [DueWork.refreshes, .duties, .attempts, .invitations] {
            records.formUnion(try await self.store.due(work, at: Samples.endOfTime, limit: 10))
        }
        let isLive = try await self.store.hasLiveGrant(
            connector: "service", clientID: "client", subject: "subject", excluding: .fixture(9))
        try self.expect(isLive, "the grant of the account is not in use")
        return records
    }
}
