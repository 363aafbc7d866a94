import ConnectionsKit

/// Values that stores get wrong.
enum Samples {
    /// Quotes, escapes, wildcards, line ends, marks for both directions, joined emoji, decomposed letters.
    static let awkward = "Zoë’s \"books\"; DROP TABLE grants--' \\ %_\n\t\u{200F}مرحبا 👩‍👩‍👧‍👦 e\u{301} 日本 \u{7F}"
    /// A text beyond every page and cell of a database.
    static let long = String(repeating: "long – ", count: 20_000)
    /// The ends of time.
    static let endOfTime = Timestamp(milliseconds: .max)
    static let beginningOfTime = Timestamp(milliseconds: .min)
    /// An envelope with every byte.
    static let everyByte = SealedSecret(envelope: Array(0...255))

    /// One record of each type, with the same keys whatever the account.
    static func each(in account: AccountID) -> [any StoredRecord] {
        let release = Release.fixture(.fixture(9), in: account)
        return [
            Application.fixture("application", in: account),
            Connection.fixture(.fixture(1), in: account, application: "application"),
            Reference.fixture(to: .fixture(1), in: account),
            CredentialSet.fixture(.fixture(3), in: account),
            CredentialSet.Revision.fixture(of: .fixture(3), in: account),
            Slot.fixture(of: .fixture(1), grant: .fixture(5), in: account),
            Grant.fixture(.fixture(5), in: account, connection: .fixture(1)),
            TokenState.fixture(of: .fixture(5), in: account),
            Attempt.fixture(state: "state", in: account, connection: .fixture(1)),
            UserGuard.fixture(of: "user", in: account),
            release,
            Invitation.fixture(.fixture(10), in: account),
            Share.fixture(.fixture(11), in: account, with: "client", release: .fixture(9)),
            Installation.fixture(.fixture(12), in: account, release: release),
            Submission.fixture(.fixture(14), in: account, release: release),
            Duty.fixture(.fixture(13), in: account),
            DataKey.fixture(.fixture(15), in: account),
        ]
    }
}
