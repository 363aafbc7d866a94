extension DeveloperConsole {
    /// Begins an authorization that takes the place of the one that a connection has in an environment, such as that of
    /// another account at the service.
    ///
    /// The old one serves until the new one is completed, and is superseded then; if it is not completed nothing changes.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - details: what the service must be told of the account, by the names of the connector's parameters, such as
    ///     `["subdomain": "acme"]`; where none are given, those of the authorization that stands.
    ///   - principal: who authorizes.
    /// - Returns: how it goes on; complete it with ``complete(_:as:)`` or ``complete(_:fields:as:)``.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notAuthorized`` when there is nothing to switch.
    public func switchAuthorization(
        of id: Connection.ID, in environment: LiveEnvironment, details: [String: String] = [:], as principal: Principal
    ) async throws(ConnectionError) -> PendingAuthorization {
        try await self.system.beginAuthorization(
            of: id, in: environment, details: details, replacing: true, as: principal)
    }

    /// Puts an authorization of the account in the place of the one that a connection has in an environment.
    ///
    /// The old one is superseded unless something else uses it.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - grant: one of ``reusableAuthorizations(for:in:as:)``.
    ///   - principal: a super admin or developer.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notAuthorized`` when there is nothing to switch.
    @discardableResult
    public func switchAuthorization(
        of id: Connection.ID, in environment: LiveEnvironment, to grant: Grant.ID, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.reuseAuthorization(grant, for: id, in: environment, replacing: true, as: principal)
    }

    /// The authorizations of the account that an admin connection could use in an environment as they are.
    ///
    /// They were made for the same service with the same OAuth client in the same data centre, are in use, and were granted
    /// every scope that is needed.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - principal: a super admin or developer; offered is what they could have authorized themselves.
    /// - Returns: the authorizations by account name, each with where it is used now; none for other kinds than admin.
    /// - Throws: ``ConnectionError``.
    public func reusableAuthorizations(
        for id: Connection.ID, in environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> [ReusableAuthorization] {
        try await self.system.reusableAuthorizations(for: id, in: environment, as: principal)
    }

    /// Lets a connection use an authorization of the account instead of a new one.
    ///
    /// One that it had is superseded unless something else uses it. Revoking the authorization stops all its uses.
    ///
    /// - Parameters:
    ///   - grant: one of ``reusableAuthorizations(for:in:as:)``.
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - principal: a super admin or developer.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invalidInput`` when the authorization is none for it, and
    ///   ``ConnectionError/Code/insufficientScope`` with the scopes that it lacks.
    @discardableResult
    public func reuseAuthorization(
        _ grant: Grant.ID, for id: Connection.ID, in environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.reuseAuthorization(grant, for: id, in: environment, replacing: false, as: principal)
    }

    /// Gives the account of an authorization another name to show.
    ///
    /// Where each environment has an authorization of its own, each has a name of its own.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - user: whose, for the logged-in kind; the principal's own when left out.
    ///   - accountName: 1 to 100 printable characters.
    ///   - principal: a super admin or developer.
    /// - Returns: how the connection stands.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func renameAccount(
        of id: Connection.ID, in environment: LiveEnvironment, of user: UserID? = nil, to accountName: String,
        as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.renameAccount(of: id, in: environment, of: user, to: accountName, as: principal)
    }

    /// Works out what it would do to let one authorization serve all environments of a connection, or each have its own.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - isShared: whether one authorization is to serve all environments.
    ///   - environment: whose authorization is kept for all; or which environment keeps that of all, while the others begin
    ///     without one.
    ///   - principal: a super admin or developer.
    /// - Returns: the plan, with what is kept and what is revoked.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it is so already, and
    ///   ``ConnectionError/Code/notAuthorized`` when nothing is connected in the environment and something elsewhere.
    public func planSharing(
        of id: Connection.ID, shared isShared: Bool, keeping environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> SharingPlan {
        try await self.system.planSharing(of: id, shared: isShared, keeping: environment, as: principal)
    }

    /// Lets one authorization serve all environments of a connection, or each have its own.
    ///
    /// What is not kept is revoked, here at once and at the service soon after.
    ///
    /// - Parameters:
    ///   - plan: what ``planSharing(of:shared:keeping:as:)`` worked out.
    ///   - principal: a super admin or developer.
    /// - Returns: the connection.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when something changed since the plan was made.
    @discardableResult
    public func changeSharing(
        _ plan: SharingPlan, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.system.changeSharing(plan, as: principal)
    }

    /// The authorizations of a connection, page by page: for each environment one, and of the logged-in kind for each tester.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - cursor: where the page before ended; `nil` for the first.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: a super admin or developer.
    /// - Returns: the page; each can be revoked with ``revoke(_:in:of:as:)``.
    /// - Throws: ``ConnectionError``.
    public func authorizations(
        of id: Connection.ID, after cursor: Cursor? = nil, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> Page<ConnectionAuthorization> {
        try await self.system.authorizations(of: id, after: cursor, limit: limit, as: principal)
    }
}
