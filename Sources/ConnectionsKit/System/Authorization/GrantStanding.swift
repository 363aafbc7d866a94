/// How an authorization stands in everything that it serves: why tasks get a credential of it or none, and what somebody
/// should do.
public struct GrantStanding: Sendable, Hashable {
    /// The authorization, without its tokens.
    public var grant: Grant
    /// Whether it may be used: that of the record, but where its access token has ended and cannot be renewed, that somebody
    /// must authorize again.
    public var status: Grant.Status
    /// How its tokens fare; `nil` where it is over, or has none.
    public var health: AuthorizationHealth?
    /// Whether the answer to the last refresh was lost; it is asked again by itself.
    public var isOutcomeUnknown: Bool
    /// What it serves, in the order of the store; empty when nothing looks it up any more.
    public var uses: [Use]

    /// One slot that it serves.
    public struct Use: Sendable, Hashable {
        /// The slot.
        public var slot: Slot.ID
        /// The connection.
        public var connection: Connection
        /// The environment for which the status was told: that of the slot, or where one serves all, the one in which
        /// people use it.
        public var environment: LiveEnvironment
        /// How the connection stands there.
        public var status: ConnectionStatus
    }
}

extension ConnectionSystem {
    /// How an authorization stands in everything that it serves, for the platform itself.
    ///
    /// It reads and writes nothing else, asks no service and opens no secret. Whether a person or a task may use it is for
    /// the policy to say.
    ///
    /// - Parameters:
    ///   - id: the authorization.
    ///   - account: the account in which it was made.
    ///   - environment: where a slot is judged that serves all environments; where people use it when left out.
    /// - Returns: how it stands at this moment.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` when the account has no such authorization.
    public func standing(
        of id: Grant.ID, in account: AccountID, judgedIn environment: LiveEnvironment? = nil
    ) async throws(ConnectionError) -> GrantStanding {
        try await self.standing(
            of: try await self.load(Grant.self, id, in: account, "authorization"), judgedIn: environment)
    }

    /// How an authorization that was read before stands in everything that it serves, for the platform itself.
    ///
    /// - Parameters:
    ///   - grant: the authorization, as the store told it.
    ///   - environment: where a slot is judged that serves all environments; where people use it when left out.
    /// - Returns: how it stands at this moment.
    /// - Throws: ``ConnectionError``.
    public func standing(
        of grant: Grant, judgedIn environment: LiveEnvironment? = nil
    ) async throws(ConnectionError) -> GrantStanding {
        let tokens = try await self.find(TokenState.self, grant.id, in: grant.account)
        let now = self.time.now()
        var standing = GrantStanding(
            grant: grant, status: grant.standing(with: tokens, at: now),
            // The tokens of a grant that is over wait for their revocation, and fare no more.
            health: grant.isOver ? nil : tokens.map { AuthorizationHealth($0, at: now) },
            isOutcomeUnknown: !grant.isOver && (tokens?.isOutcomeUnknown(at: now) ?? false), uses: [])
        for slot in try await self.all(.slots(pointingAt: grant.id), in: grant.account) {
            guard let connection = try await self.find(Connection.self, slot.id.connection, in: grant.account) else {
                continue
            }
            var installation: Installation?
            if let id = connection.installation {
                installation = try await self.find(Installation.self, id, in: grant.account)
            }
            let usual: LiveEnvironment = connection.side == .console ? .development : .production
            let environment = slot.id.environment ?? environment ?? usual
            standing.uses.append(
                GrantStanding.Use(
                    slot: slot.id, connection: connection, environment: environment,
                    status: self.status(grant, tokens, of: connection, installation, in: environment)))
        }
        return standing
    }
}

extension TokenState {
    /// Whether the answer to the last call was lost: that of a holder who said so, or who has been gone since the call.
    fileprivate func isOutcomeUnknown(at now: Timestamp) -> Bool {
        if self.lease.outcomeUnknown == self.tokenVersion { return true }
        guard case .calling(let version, _) = self.lease.phase, version == self.tokenVersion else { return false }
        return self.lease.until.map { $0 <= now } ?? true
    }
}
