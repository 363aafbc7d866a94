import ConnectionsKit

extension StoreConformance {
    static let accountSelections: [Requirement] = [
        Requirement(.selections, "grants of the account, whoever authorized them and whatever their status") { trial in
            var revoked = Grant.fixture(.fixture(2), authorizedBy: "ali")
            revoked.status = .revoked
            try await trial.insert(
                Grant.fixture(.fixture(3), user: "maria", authorizedBy: "maria"),
                Grant.fixture(.fixture(1), user: "maria", authorizedBy: "ali"), revoked,
                Grant.fixture(.fixture(4), in: "other"))
            try await trial.expectFound(.grants(), [.fixture(1), .fixture(2), .fixture(3)])
            let stored = try await trial.stored(revoked)
            try await trial.commit { $0.delete(stored) }
            try await trial.expectFound(.grants(), [.fixture(1), .fixture(3)])
        },
        Requirement(.selections, "credential sets of the account") { trial in
            try await trial.insert(
                CredentialSet.fixture(.fixture(2)), CredentialSet.fixture(.fixture(1), connector: "other"),
                CredentialSet.fixture(.fixture(3), in: "other"))
            try await trial.expectFound(.credentialSets, [.fixture(1), .fixture(2)])
        },
        Requirement(.selections, "revisions of a credential set, by their numbers") { trial in
            let set = CredentialSet.ID.fixture(3)
            let numbers = [10, 2, 1, 9, 11]
            try await trial.insert(numbers.map { CredentialSet.Revision.fixture($0, of: set) })
            try await trial.insert(
                CredentialSet.fixture(set), CredentialSet.Revision.fixture(1, of: .fixture(4)),
                CredentialSet.Revision.fixture(3, of: set, in: "other"))
            try await trial.expectFound(.revisions(of: set), numbers.sorted().map { .init(set: set, number: $0) })
            try await trial.expectFound(.revisions(of: .fixture(5)), [])
            var next = try await trial.stored(CredentialSet.Revision.fixture(2, of: set))
            next.secret = nil
            next.retiredAt = .fixture
            let (retired, gone) = (next, try await trial.stored(CredentialSet.Revision.fixture(1, of: set)))
            try await trial.commit { changes in
                changes.update(retired)
                changes.delete(gone)
            }
            try await trial.expectFound(.revisions(of: set), [2, 9, 10, 11].map { .init(set: set, number: $0) })
        },
        Requirement(.selections, "what is known of the account's people, whatever their status") { trial in
            let statuses: [(UserID, UserGuard.Status)] = [
                ("b", .active), ("c", .deactivated(until: .fixture)), ("a", .deleted),
            ]
            for (user, status) in statuses { try await trial.insert(UserGuard.fixture(of: user, status: status)) }
            try await trial.insert(UserGuard.fixture(of: "d", in: "other"))
            try await trial.expectFound(.guardians, ["a", "b", "c"])
        },
        Requirement(.selections, "invitations of the account, accepted ones and expired ones included") { trial in
            var (accepted, expired) = (Invitation.fixture(.fixture(2)), Invitation.fixture(.fixture(1)))
            accepted.client = "client"
            expired.expiresAt = Samples.beginningOfTime
            try await trial.insert(
                accepted, expired, Invitation.fixture(.fixture(3)), Invitation.fixture(.fixture(4), in: "other"))
            try await trial.expectFound(.invitations, [.fixture(1), .fixture(2), .fixture(3)])
        },
    ]
}
