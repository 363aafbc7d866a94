import ConnectionsKit

// The records of an account, as the library would have written them.
extension Member {
    static let connector = Connector(
        id: "books", name: "Books", category: "Accounting",
        authentication: .oauth2(
            OAuth2Facts(
                endpoints: OAuth2Endpoints(
                    authorization: "https://accounts.example.com/a", token: "https://accounts.example.com/t"))),
        hosts: ["api.example.com"])

    var createdAt: Timestamp { Population.epoch - .seconds(30 * 86_400) }

    func application(_ index: Int) -> Application {
        Application(id: self.applicationID(index), account: self.account, name: "Application \(index)")
    }

    func installation(_ index: Int) -> Installation {
        let release = Release(
            id: Release.ID(self.uuid(.release, index)), account: "makers", application: self.applicationID(index),
            applicationName: "Application \(index)", number: 3, connections: [], allowsPortalUsers: false,
            createdAt: self.createdAt, createdBy: "owner")
        let share = Share(
            id: Share.ID(self.uuid(.share, index)), account: "makers", client: self.account,
            application: release.application, release: release.id, licence: .unlimited, createdAt: self.createdAt)
        return Installation(
            id: self.installationID(index), account: self.account, release: release, share: share,
            createdAt: self.createdAt, createdBy: "owner")
    }

    func credentialSet(_ keys: any AccountKeys) throws -> CredentialSet {
        let id = self.credentialSetID()
        return CredentialSet(
            id: id, account: self.account, connector: Self.connector.id, name: "Our client",
            clientID: "client-\(self.number)",
            secret: try keys.seal(
                TokenText.clientSecret(of: self), in: .credentialSet(id, account: self.account)),
            authentication: .basic, redirectURI: "https://host.example.com/callback")
    }

    func connection(_ index: Int) -> Connection {
        let application = self.application(ofConnection: index)
        var connection = Connection(
            id: self.connectionID(index), account: self.account,
            origin: self.side == .client
                ? .installed(self.installationID(application), source: Connection.ID(self.uuid(.release, ~index)))
                : .defined,
            kind: index % 4 == 0 ? .admin : .loggedInUser, connector: Self.connector.id, name: "Books \(index)",
            linkName: self.linkName(index), mode: .platformManaged, scopes: Self.scopes, sharesAuthorization: false,
            application: self.applicationID(application), createdAt: self.createdAt, createdBy: "owner")
        connection.referenceCount = 1
        return connection
    }

    func reference(to index: Int) -> Reference {
        Reference(
            id: Reference.ID(
                connection: self.connectionID(index), place: .formWorkflow("invoice \(index % 9)", event: "sold")),
            account: self.account, application: self.applicationID(self.application(ofConnection: index)),
            createdAt: self.createdAt, createdBy: "owner")
    }

    func slot(ofGrant index: Int) -> Slot {
        Slot(id: self.slotID(ofGrant: index), account: self.account, grant: self.grantID(index))
    }

    func grant(_ index: Int) -> Grant {
        let user = self.user(ofGrant: index)
        return Grant(
            id: self.grantID(index), account: self.account,
            connection: self.connectionID(self.connection(ofGrant: index)), kind: user == nil ? .admin : .loggedInUser,
            connector: Self.connector.id, user: user, authorizedBy: user ?? UserID("admin-\(index % 3)"),
            dataCentre: .us, accountName: "books@client-\(self.number).example.com",
            subject: "subject-\(self.number)-\(user?.text ?? "admin")", client: Grant.Client(clientID: "platform"),
            requestedScopes: Self.scopes, grantedScopes: Self.scopes, createdAt: self.createdAt)
    }

    func tokens(ofGrant index: Int, dueAt: Timestamp, _ keys: any AccountKeys) throws -> TokenState {
        let grant = self.grant(index)
        func sealed(_ field: SealContext.Field) throws -> SealedSecret {
            try keys.seal(
                TokenText.token(field, of: grant.id, number: 1).secret,
                in: .grant(grant.id, field, account: self.account, kind: grant.kind, user: grant.user))
        }
        // A life of an hour, refreshed a quarter of an hour before its end.
        return TokenState(
            grant: grant.id, account: self.account, access: try sealed(.access), refresh: try sealed(.refresh),
            obtainedAt: dueAt - .seconds(45 * 60), expiresAt: dueAt + .seconds(15 * 60))
    }

    func authorizing(_ index: Int) -> AuditEntry {
        let grant = self.grant(index)
        return AuditEntry(
            account: self.account, at: self.createdAt,
            actor: .user(grant.authorizedBy, account: self.account, role: .developer), action: .authorize,
            connection: grant.connection, grant: grant.id, changed: ["status", "granted_scopes"])
    }

    private static let scopes = ["Books.invoices.CREATE", "Books.invoices.READ", "Books.contacts.READ"]
}
