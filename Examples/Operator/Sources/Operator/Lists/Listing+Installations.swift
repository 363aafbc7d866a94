import ConnectionsKit

extension Listing {
    static let installations = Listing.of(
        [
            Column("account", "ACCOUNT"), Column("id", "ID"), Column("name", "NAME"),
            Column("application", "APPLICATION"), Column("developer", "DEVELOPER"), Column("release", "RELEASE"),
            Column("environments", "ENVIRONMENTS"), Column("licence", "LICENCE"),
            Column("licenceUntil", "LICENCE UNTIL"), Column("status", "STATUS"),
        ],
        narrowedBy: [.account, .application, .status], statuses: ["active", "disabled", "uninstalled"],
        query: { _ in .installations }
    ) { (installation: Installation, source) in
        guard source.filter.admits(application: installation.application),
            source.filter.admits(status: installation.status.rawValue)
        else { return nil }
        return [
            .text(installation.account.text), .text(installation.id.description), .text(installation.name),
            .text(installation.application.text), .text(installation.developer.text),
            .number(installation.releaseNumber), .texts(installation.environments.map(\.rawValue).sorted()),
            .text(installation.licence.kind.rawValue), .moment(installation.licence.validUntil),
            .text(installation.status.rawValue),
        ]
    }
}
