public import ConnectionsKit

extension Application {
    /// An application without a release.
    public static func fixture(
        _ id: ApplicationID = .fixture, in account: AccountID = .fixture, name: String = "Application"
    ) -> Application {
        Application(id: id, account: account, name: name)
    }
}

extension Connection {
    /// A connection that nothing refers to; its link name is its own unless one is given.
    public static func fixture(
        _ id: Connection.ID = .fixture(), in account: AccountID = .fixture, kind: Kind = .admin,
        connector: ConnectorID = "service", linkName: String? = nil, application: ApplicationID? = nil,
        installation: Installation.ID? = nil
    ) -> Connection {
        let origin: Origin =
            kind == .system ? .system : installation.map { .installed($0, source: .fixture()) } ?? .defined
        return Connection(
            id: id, account: account, origin: origin, kind: kind, connector: connector, name: "Connection",
            linkName: linkName ?? "connection_\(id)", mode: .platformManaged, scopes: ["read"],
            sharesAuthorization: false, application: application, createdAt: .fixture, createdBy: .fixture)
    }
}

extension Reference {
    /// A reference to a connection.
    public static func fixture(
        to connection: Connection.ID = .fixture(), from place: Place = .invokeURL("function"),
        in account: AccountID = .fixture, application: ApplicationID = .fixture
    ) -> Reference {
        Reference(
            id: Reference.ID(connection: connection, place: place), account: account, application: application,
            createdAt: .fixture, createdBy: .fixture)
    }
}

extension CredentialSet {
    /// The first revision of a credential set with a secret.
    public static func fixture(
        _ id: CredentialSet.ID = .fixture(), in account: AccountID = .fixture, connector: ConnectorID = "service"
    ) -> CredentialSet {
        CredentialSet(
            id: id, account: account, connector: connector, name: "Client", clientID: "client",
            secret: .fixture("client secret"), authentication: .basic, redirectURI: "https://host.example/callback")
    }
}

extension CredentialSet.Revision {
    /// A revision of a credential set that a newer one replaced and that is still good.
    public static func fixture(
        _ number: Int = 1, of set: CredentialSet.ID = .fixture(), in account: AccountID = .fixture,
        retiredAt: Timestamp? = nil
    ) -> CredentialSet.Revision {
        CredentialSet.Revision(
            id: ID(set: set, number: number), account: account, clientID: "client", secret: .fixture("client secret"),
            authentication: .basic, redirectURI: "https://host.example/callback", replacedAt: .fixture,
            retiredAt: retiredAt)
    }
}
