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
    /// What somebody should do about it; `nil` when nothing.
    public var nextAction: String?

    // The obstacle says why the connection cannot be used even with a grant.
    init(_ grant: Grant?, of connection: Connection, in environment: LiveEnvironment, obstacle: String? = nil) {
        self.grant = grant?.status
        self.isConnected = grant?.status == .authorized && obstacle == nil
        self.accountName = grant?.accountName
        self.authorizedBy = grant?.authorizedBy
        let needed = grant.map { $0.missing(connection.scopes(in: environment)) } ?? []
        self.missingScopes = needed
        switch grant?.status {
        case .none: self.nextAction = "Authorize the connection."
        case .authorized:
            self.nextAction = needed.isEmpty ? nil : "Authorize again to grant \(needed.joined(separator: ", "))."
        case .needsReauthorization(let cause):
            self.nextAction = "Authorize the connection again: \(cause.explanation)."
        case .suspended(let until):
            self.nextAction = "Authorize the connection, or reactivate whoever did before \(until)."
        case .revoked, .superseded: self.nextAction = "Authorize the connection."
        }
        if let obstacle { self.nextAction = obstacle }
    }
}

extension ConnectionSystem {
    /// How a connection stands in `environment`, for `user` where it is of the logged-in kind.
    package func status(
        of connection: Connection, in environment: LiveEnvironment, user: UserID
    ) async throws(ConnectionError) -> ConnectionStatus {
        var obstacle: String?
        if let id = connection.installation {
            obstacle = try await self.find(Installation.self, id, in: connection.account)?
                .refusalOfUse(in: environment, at: self.time.now()).map { "The application cannot be used: \($0)." }
        }
        if connection.isPaused { obstacle = obstacle ?? "An administrator disabled the connection; enable it again." }
        if !connection.exists(in: environment) {
            obstacle = obstacle ?? "Only stage has the connection; upgrade \(environment) to use it there."
        }
        let grant = try await self.grant(in: connection.slot(in: environment, user: user), of: connection.account)?
            .grant
        return ConnectionStatus(grant, of: connection, in: environment, obstacle: obstacle)
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
