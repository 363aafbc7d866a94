import ConnectionsKit

extension StoreConformance {
    static let selectionPages: [Requirement] = {
        let ids = (1...7).map { UInt32($0 * 1_000) }
        func submission(
            _ id: UInt32, of application: ApplicationID = "shop", by developer: AccountID = "developer",
            _ status: Submission.Status = .listed
        ) -> Submission {
            var submission = Submission.fixture(
                .fixture(id), release: .fixture(in: developer, application: application))
            submission.status = status
            return submission
        }
        return [
            paging(
                "grants of the account", .grants(), ids.map { .fixture(.fixture($0)) },
                beside: [Grant.fixture(.fixture(3_500), in: "other")]),
            paging(
                "credential sets", .credentialSets, ids.map { .fixture(.fixture($0)) },
                beside: [CredentialSet.fixture(.fixture(3_500), in: "other")]),
            paging(
                "revisions of a credential set", .revisions(of: .fixture(3)),
                [1, 2, 9, 10, 11, 100, Int.max].map { .fixture($0, of: .fixture(3)) },
                beside: [
                    CredentialSet.Revision.fixture(5, of: .fixture(2)),
                    CredentialSet.Revision.fixture(5, of: .fixture(4)),
                ]),
            paging(
                "guards of users", .guardians, ["a", "b", "c", "d", "e", "f", "g"].map { .fixture(of: .init($0)) },
                beside: [UserGuard.fixture(of: "cc", in: "other")]),
            paging(
                "invitations", .invitations, ids.map { .fixture(.fixture($0)) },
                beside: [Invitation.fixture(.fixture(3_500), in: "other")]),
            paging(
                "shares of an application", .shares(of: "shop"),
                ids.map { .fixture(.fixture($0), with: .init("client \($0 % 3)"), application: "shop") },
                beside: [Share.fixture(.fixture(3_500), application: "crm")]),
            paging(
                "submissions that stand so", .submissions(.listed), ids.map { submission($0) },
                beside: [submission(3_500, .inReview), submission(4_500, .delisted)]),
            paging(
                "submissions of an application", .submissions(of: "shop", by: "developer"), ids.map { submission($0) },
                beside: [submission(3_500, by: "another"), submission(4_500, of: "crm")]),
        ]
    }()

    /// Seven records in the order of their keys must be told in pages of any size, and go on being told while some go.
    private static func paging<Value: StoredRecord>(
        _ what: String, _ query: Query<Value>, _ records: [Value], beside others: [any StoredRecord]
    ) -> Requirement {
        Requirement(.pages, "\(what) are told page by page, though some told or to come are deleted") { trial in
            try await trial.insert(records.reversed())
            try await trial.insert(others)
            let keys = records.map(\.storedKey)
            for limit in [1, 2, 3, 6, 7, 8, 1_000] {
                let seen = try await trial.walk(query, limit: limit).map(\.storedKey)
                try trial.expect(seen, equals: keys, "\(what) in pages of \(limit)")
            }
            let first = try await trial.store.page(query, in: .fixture, limit: 3)
            try trial.expect(first.elements.map(\.storedKey), equals: Array(keys[..<3]), "the first page")
            // Before the cursor, at it, and after it.
            var doomed: [Value] = []
            for index in [0, 2, 4] { doomed.append(try await trial.stored(records[index])) }
            let deleted = doomed
            try await trial.commit { changes in
                for record in deleted { changes.delete(record) }
            }
            for limit in [1, 2, 3] {
                let rest = try await trial.walk(query, after: first.next, limit: limit).map(\.storedKey)
                try trial.expect(rest, equals: [keys[3], keys[5], keys[6]], "what was there throughout")
            }
        }
    }
}
