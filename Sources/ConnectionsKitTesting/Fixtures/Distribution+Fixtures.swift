public import ConnectionsKit

extension Release {
    /// A release that bundles the given connections.
    public static func fixture(
        _ id: Release.ID = .fixture(), in account: AccountID = .fixture, application: ApplicationID = .fixture,
        number: Int = 1, connections: [Connection] = []
    ) -> Release {
        Release(
            id: id, account: account, application: application, applicationName: "Application", number: number,
            connections: connections.map { BundledConnection($0) }, allowsPortalUsers: false, createdAt: .fixture,
            createdBy: .fixture)
    }
}

extension Invitation {
    /// An open invitation that holds for a week.
    public static func fixture(
        _ id: Invitation.ID = .fixture(), in account: AccountID = .fixture, address: String = "client@host.example"
    ) -> Invitation {
        Invitation(
            id: id, account: account, address: address, dataCentre: .us, expiresAt: .fixture + .seconds(7 * 86_400))
    }
}

extension Share {
    /// A share without terms.
    public static func fixture(
        _ id: Share.ID = .fixture(), in account: AccountID = .fixture, with client: AccountID = "client",
        application: ApplicationID = .fixture, release: Release.ID = .fixture(), licence: Licence = .unlimited
    ) -> Share {
        Share(
            id: id, account: account, client: client, application: application, release: release, licence: licence,
            createdAt: .fixture)
    }
}

extension Installation {
    /// An active installation at a client account.
    public static func fixture(
        _ id: Installation.ID = .fixture(), in account: AccountID = .fixture, release: Release = .fixture(),
        share: Share = .fixture()
    ) -> Installation {
        Installation(id: id, account: account, release: release, share: share, createdAt: .fixture, createdBy: .fixture)
    }
}

extension Submission {
    /// A submission that waits for review, in the platform's account.
    public static func fixture(
        _ id: Submission.ID = .fixture(), in account: AccountID = .fixture, release: Release = .fixture()
    ) -> Submission {
        Submission(id: id, account: account, release: release, submittedAt: .fixture, submittedBy: .fixture)
    }
}
