public import ConnectionsKit

extension Slot {
    /// A slot that points at a grant.
    public static func fixture(
        of connection: Connection.ID = .fixture(), environment: LiveEnvironment? = .production, user: UserID? = nil,
        grant: Grant.ID = .fixture(), in account: AccountID = .fixture
    ) -> Slot {
        Slot(
            id: Slot.ID(connection: connection, environment: environment, user: user), account: account, grant: grant)
    }
}

extension Grant {
    /// An authorized grant of an OAuth client.
    public static func fixture(
        _ id: Grant.ID = .fixture(), in account: AccountID = .fixture, connection: Connection.ID = .fixture(),
        connector: ConnectorID = "service", clientID: String = "client", subject: String? = "subject",
        user: UserID? = nil, authorizedBy: UserID = .fixture
    ) -> Grant {
        var grant = Grant(
            id: id, account: account, connection: connection, kind: user == nil ? .admin : .loggedInUser,
            connector: connector, user: user, authorizedBy: authorizedBy, dataCentre: .us, accountName: "Account",
            subject: subject, client: Client(clientID: clientID), requestedScopes: ["read"], grantedScopes: ["read"],
            createdAt: .fixture)
        grant.details = ["instance_url": "https://eu1.service.example/\"a\"", "subdomain": "acme"]
        return grant
    }
}

extension TokenState {
    /// Tokens of one hour that can be refreshed.
    public static func fixture(
        of grant: Grant.ID = .fixture(), in account: AccountID = .fixture, refresh: SealedSecret? = .fixture("refresh"),
        obtainedAt: Timestamp = .fixture, expiresAt: Timestamp? = .fixture + .seconds(3_600),
        refreshIdleLifetime: Duration? = nil
    ) -> TokenState {
        var tokens = TokenState(
            grant: grant, account: account, access: .fixture("access"), refresh: refresh, obtainedAt: obtainedAt,
            expiresAt: expiresAt)
        tokens.refreshIdleLifetime = refreshIdleLifetime
        return tokens
    }
}

extension Attempt {
    /// An open attempt of an OAuth client, with 90 seconds to go.
    public static func fixture(
        state: String = "state", in account: AccountID = .fixture, connection: Connection.ID = .fixture(),
        deadline: Timestamp = .fixture + .seconds(90)
    ) -> Attempt {
        var attempt = Attempt(
            state: state, account: account, side: .client, user: .fixture, connection: connection,
            slot: Slot.ID(connection: connection, environment: .production, user: nil), environment: .production,
            grant: .fixture(), dataCentre: .us, scopes: ["read"], client: Grant.Client(clientID: "client"),
            redirectURI: "https://host.example/callback", verifier: .fixture("verifier"), startedAt: .fixture,
            deadline: deadline)
        attempt.device = DevicePolling(
            code: .fixture("device code"), interval: .seconds(5), nextAt: .fixture + .seconds(5))
        attempt.details = ["subdomain": "acme"]
        return attempt
    }
}

extension UserGuard {
    /// The guard of a person who is there.
    public static func fixture(
        of user: UserID = .fixture, in account: AccountID = .fixture, status: Status = .active
    ) -> UserGuard {
        UserGuard(user: user, account: account, status: status)
    }
}

extension Duty {
    /// A duty to revoke a grant.
    public static func fixture(
        _ id: Duty.ID = .fixture(), in account: AccountID = .fixture, work: Work = .revoke(.fixture()),
        dueAt: Timestamp = .fixture
    ) -> Duty {
        Duty(id: id, account: account, work: work, dueAt: dueAt)
    }
}
