import ConnectionsKit

extension StoreConformance {
    private static func submission(
        _ number: UInt32, of application: ApplicationID = "shop", by developer: AccountID = "developer",
        in account: AccountID = .fixture, _ status: Submission.Status = .inReview
    ) -> Submission {
        var submission = Submission.fixture(
            .fixture(number), in: account, release: .fixture(in: developer, application: application))
        submission.status = status
        return submission
    }

    static let distributionSelections: [Requirement] = [
        Requirement(.selections, "shares of an application, with whomever") { trial in
            var withdrawn = Share.fixture(.fixture(3), with: "client", application: "shop")
            withdrawn.isWithdrawn = true
            try await trial.insert(
                withdrawn, Share.fixture(.fixture(1), with: "another", application: "shop"),
                Share.fixture(.fixture(2), with: "client", application: "crm"),
                Share.fixture(.fixture(4), in: "other", with: "client", application: "shop"))
            try await trial.expectFound(.shares(of: "shop"), [.fixture(1), .fixture(3)])
            try await trial.expectFound(.shares(of: "crm"), [.fixture(2)])
            try await trial.expectFound(.shares(of: "sho"), [])
        },
        Requirement(.selections, "submissions that stand so, as they are decided") { trial in
            for (number, status) in Submission.Status.allCases.enumerated() {
                try await trial.insert(submission(UInt32(number), of: .init("application \(number)"), status))
                try await trial.insert(submission(UInt32(number), in: "other", status))
            }
            for (number, status) in Submission.Status.allCases.enumerated() {
                try await trial.expectFound(.submissions(status), [.fixture(UInt32(number))])
            }
            var next = try await trial.stored(submission(0))
            next.status = .listed
            next.decidedAt = .fixture
            let listed = next
            try await trial.commit { $0.update(listed) }
            try await trial.expectFound(.submissions(.inReview), [])
            try await trial.expectFound(.submissions(.listed), [.fixture(0), .fixture(1)])
        },
        Requirement(.selections, "submissions of one developer's application, however they stand") { trial in
            try await trial.insert(
                submission(4, .listed), submission(1, .replaced), submission(2, of: "crm"),
                submission(3, by: "another"), submission(5, in: "other"))
            try await trial.expectFound(.submissions(of: "shop", by: "developer"), [.fixture(1), .fixture(4)])
            try await trial.expectFound(.submissions(of: "crm", by: "developer"), [.fixture(2)])
            try await trial.expectFound(.submissions(of: "shop", by: "another"), [.fixture(3)])
            try await trial.expectFound(.submissions(of: "developer", by: "shop"), [])
            let stored = try await trial.stored(submission(1))
            try await trial.commit { $0.delete(stored) }
            try await trial.expectFound(.submissions(of: "shop", by: "developer"), [.fixture(4)])
        },
    ]
}
