/// How a connection stands in an environment, for a user.
public struct ConnectionStatus: Sendable, Hashable {
    /// Whether it is connected: only then does it work.
    public var isConnected: Bool
    /// How its grant stands; `nil` when nobody ever authorized.
    public var grant: Grant.Status?
    /// The account at the service, for those who may see it.
    public var accountName: String?
    /// Who authorized.
    public var authorizedBy: UserID?
    /// Scopes that the connection needs and the grant lacks: the old token goes on, and consent is pending.
    public var missingScopes: [String]
    /// How its tokens fare; `nil` where there are none.
    public var health: AuthorizationHealth?
    /// What somebody should do about it; `nil` when nothing.
    public var nextAction: String?

    // The obstacle says why the connection cannot be used even with a grant.
    init(
        _ grant: Grant?, _ tokens: TokenState?, of connection: Connection, in environment: LiveEnvironment,
        at now: Timestamp, obstacle: String?
    ) {
        let standing = grant?.standing(with: tokens, at: now)
        self.grant = standing
        self.isConnected = standing == .authorized && obstacle == nil
        self.accountName = grant?.accountName
        self.authorizedBy = grant?.authorizedBy
        let needed = grant.map { $0.missing(connection.scopes(in: environment)) } ?? []
        self.missingScopes = needed
        self.health = tokens.map { AuthorizationHealth($0, at: now) }
        switch standing {
        case .none: self.nextAction = "Authorize the connection."
        case .authorized:
            self.nextAction =
                needed.isEmpty ? self.health?.nextAction : "Authorize again to grant \(needed.joined(separator: ", "))."
        case .needsReauthorization(let cause):
            self.nextAction = "Authorize the connection again: \(cause.explanation)."
        case .suspended(let until):
            self.nextAction = "Authorize the connection, or reactivate whoever did before \(until)."
        case .revoked, .superseded: self.nextAction = "Authorize the connection."
        }
        if let obstacle { self.nextAction = obstacle }
    }
}

extension Connection {
    /// Why it cannot be used in `environment` even with an authorization; `nil` when it can.
    fileprivate func obstacle(
        _ installation: Installation?, in environment: LiveEnvironment, at now: Timestamp
    ) -> String? {
        if let refusal = installation?.refusalOfUse(in: environment, at: now) {
            return "The application cannot be used: \(refusal)."
        }
        if self.isPaused { return "An administrator disabled the connection; enable it again." }
        guard self.exists(in: environment) else {
            return "Only stage has the connection; upgrade \(environment) to use it there."
        }
        return nil
    }
}

extension ConnectionSystem {
    /// How a connection stands in `environment`, for `user` where it is of the logged-in kind.
    package func status(
        of connection: Connection, in environment: LiveEnvironment, user: UserID
    ) async throws(ConnectionError) -> ConnectionStatus {
        var installation: Installation?
        if let id = connection.installation {
            installation = try await self.find(Installation.self, id, in: connection.account)
        }
        let grant = try await self.grant(in: connection.slot(in: environment, user: user), of: connection.account)?
            .grant
        return try await self.status(grant, of: connection, installation, in: environment)
    }

    /// How a connection stands in `environment` with `grant`, whose tokens are read.
    func status(
        _ grant: Grant?, of connection: Connection, _ installation: Installation?, in environment: LiveEnvironment
    ) async throws(ConnectionError) -> ConnectionStatus {
        var tokens: TokenState?
        if let grant { tokens = try await self.find(TokenState.self, grant.id, in: grant.account) }
        return self.status(grant, tokens, of: connection, installation, in: environment)
    }

    /// How a connection stands in `environment` with `grant` and its tokens.
    func status(
        _ grant: Grant?, _ tokens: TokenState?, of connection: Connection, _ installation: Installation?,
        in environment: LiveEnvironment
    ) -> ConnectionStatus {
        let now = self.time.now()
        // The tokens of a grant that is over wait for their revocation, and fare no more.
        return ConnectionStatus(
            grant, grant?.isOver ?? true ? nil : tokens, of: connection, in: environment, at: now,
            obstacle: connection.obstacle(installation, in: environment, at: now))
    }

    /// The slot and the grant that it points at.
    ///
    /// The two are read one after the other; a grant that is over is looked for again while its slot moves on to another,
    /// so that a new authorization leaves no gap.
    package func grant(
        in id: Slot.ID, of account: AccountID
    ) async throws(ConnectionError) -> (slot: Slot, grant: Grant)? {
        guard var slot = try await self.find(Slot.self, id, in: account) else { return nil }
        while true {
            guard let grant = try await self.find(Grant.self, slot.grant, in: account) else { return nil }
            guard grant.isOver else { return (slot, grant) }
            guard let current = try await self.find(Slot.self, id, in: account) else { return nil }
            if current.grant == slot.grant { return (current, grant) }
            slot = current
        }
    }
}
