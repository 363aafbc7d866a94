import ConnectionsKit

extension Listing {
    static let applications = Listing.of(
        [
            Column("account", "ACCOUNT"), Column("application", "APPLICATION"), Column("name", "NAME"),
            Column("lastRelease", "LAST RELEASE"), Column("allowsPortalUsers", "PORTAL"),
            Column("publishingBy", "PUBLISHED BY"),
        ],
        narrowedBy: [.account, .application], query: { _ in .applications }
    ) { (application: Application, source) in
        guard source.filter.admits(application: application.id) else { return nil }
        return [
            .text(application.account.text), .text(application.id.text), .text(application.name),
            .number(application.lastRelease), .flag(application.allowsPortalUsers),
            .text(application.publishing?.user),
        ]
    }

    static let connections = Listing.of(
        [
            Column("account", "ACCOUNT"), Column("id", "ID"), Column("name", "NAME"), Column("linkName", "LINK NAME"),
            Column("connector", "SERVICE"), Column("kind", "KIND"), Column("origin", "ORIGIN"),
            Column("application", "APPLICATION"), Column("status", "STATUS"),
        ],
        narrowedBy: [.account, .application, .status], statuses: ["inUse", "paused", "unused", "notEnabled"],
        query: { .connections(of: $0.application) }
    ) { (connection: Connection, source) in
        guard source.filter.admits(status: connection.statusWord) else { return nil }
        let applications = (connection.application.map { [$0] } ?? connection.systemApplications.sorted()).map(\.text)
        return [
            .text(connection.account.text), .text(connection.id.description), .text(connection.name),
            .text(connection.linkName), .text(connection.connector.rawValue), .text(connection.kind.rawValue),
            .text(connection.originWord), applications.isEmpty ? .none : .texts(applications),
            .text(connection.statusWord),
        ]
    }
}

extension Connection {
    /// How it came to be, in a word.
    var originWord: String {
        switch self.origin {
        case .defined: "defined"
        case .installed: "installed"
        case .system: "system"
        }
    }

    /// Whether it can be used, in a word.
    var statusWord: String {
        if self.isPaused { return "paused" }
        if self.isUnused { return "unused" }
        if case .defined = self.origin, self.application == nil { return "notEnabled" }
        return "inUse"
    }
}
