extension Workspace {
    /// Begins an authorization that takes the place of the one that a connection has in an environment, such as that of
    /// another account at the service.
    ///
    /// The old one serves until the new one is completed, and is superseded then; if it is not completed nothing changes.
    ///
    /// - Parameters:
    ///   - linkName: the link name of an installed connection, or of a system connection that the application uses.
    ///   - installation: the installation.
    ///   - environment: stage or production.
    ///   - details: what the service must be told of the account, by the names of the connector's parameters, such as
    ///     `["subdomain": "acme"]`; where none are given, those of the authorization that stands.
    ///   - principal: who authorizes: an administrator or developer, or for the logged-in kind each user for themselves.
    /// - Returns: how it goes on; complete it with ``complete(_:as:)`` or ``complete(_:fields:as:)``.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notAuthorized`` when there is nothing to switch.
    public func switchAuthorization(
        of linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        details: [String: String] = [:], as principal: Principal
    ) async throws(ConnectionError) -> PendingAuthorization {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.beginAuthorization(
            of: id, in: environment, details: details, replacing: true, as: principal)
    }

    /// Puts an authorization of the account in the place of the one that a connection has in an environment.
    ///
    /// The old one is superseded unless something else uses it.
    ///
    /// - Parameters:
    ///   - linkName: the link name of an installed admin connection.
    ///   - installation: the installation.
    ///   - environment: stage or production.
    ///   - grant: one of ``reusableAuthorizations(for:in:environment:as:)``.
    ///   - principal: a super admin, admin or developer.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notAuthorized`` when there is nothing to switch.
    @discardableResult
    public func switchAuthorization(
        of linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        to grant: Grant.ID, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.reuseAuthorization(
            grant, for: id, in: environment, replacing: true, as: principal)
    }

    /// The authorizations of the account that an admin connection could use in an environment as they are.
    ///
    /// They were made for the same service with the same OAuth client in the same data centre, are in use, and were granted
    /// every scope that is needed.
    ///
    /// - Parameters:
    ///   - linkName: the connection's link name.
    ///   - installation: the installation that it came with.
    ///   - environment: stage or production.
    ///   - principal: a super admin, admin or developer.
    /// - Returns: the authorizations by account name, each with where it is used now; none for other kinds than admin.
    /// - Throws: ``ConnectionError``.
    public func reusableAuthorizations(
        for linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        as principal: Principal
    ) async throws(ConnectionError) -> [ReusableAuthorization] {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.reusableAuthorizations(for: id, in: environment, as: principal)
    }

    /// Lets a connection use an authorization of the account instead of a new one.
    ///
    /// One that it had is superseded unless something else uses it. Revoking the authorization stops all its uses.
    ///
    /// - Parameters:
    ///   - grant: one of ``reusableAuthorizations(for:in:environment:as:)``.
    ///   - linkName: the link name of an installed admin connection.
    ///   - installation: the installation.
    ///   - environment: stage or production.
    ///   - principal: a super admin, admin or developer.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invalidInput`` when the authorization is none for it, and
    ///   ``ConnectionError/Code/insufficientScope`` with the scopes that it lacks.
    @discardableResult
    public func reuseAuthorization(
        _ grant: Grant.ID, for linkName: String, in installation: Installation.ID,
        environment: LiveEnvironment = .production, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.reuseAuthorization(
            grant, for: id, in: environment, replacing: false, as: principal)
    }

    /// Gives the account of an authorization another name to show.
    ///
    /// Where each environment has an authorization of its own, each has a name of its own.
    ///
    /// - Parameters:
    ///   - linkName: the link name of an installed connection, or of a system connection that the application uses.
    ///   - installation: the installation.
    ///   - environment: stage or production.
    ///   - accountName: 1 to 100 printable characters.
    ///   - principal: an administrator or developer; for the logged-in kind each user, of their own.
    /// - Returns: how the connection stands.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func renameAccount(
        of linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        to accountName: String, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.renameAccount(of: id, in: environment, of: nil, to: accountName, as: principal)
    }

    /// Works out what it would do to let one authorization serve all environments of a connection, or each have its own.
    ///
    /// - Parameters:
    ///   - linkName: the connection's link name.
    ///   - installation: the installation that it came with.
    ///   - isShared: whether one authorization is to serve all environments.
    ///   - environment: whose authorization is kept for all; or which environment keeps that of all, while the others begin
    ///     without one.
    ///   - principal: a super admin or admin; a developer too, for the admin kind.
    /// - Returns: the plan, with what is kept and what is revoked.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/wrongState`` when it is so already, and
    ///   ``ConnectionError/Code/notAuthorized`` when nothing is connected in the environment and something elsewhere.
    public func planSharing(
        of linkName: String, in installation: Installation.ID, shared isShared: Bool,
        keeping environment: LiveEnvironment = .production, as principal: Principal
    ) async throws(ConnectionError) -> SharingPlan {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.planSharing(of: id, shared: isShared, keeping: environment, as: principal)
    }

    /// Lets one authorization serve all environments of a connection, or each have its own.
    ///
    /// What is not kept is revoked, here at once and at the service soon after.
    ///
    /// - Parameters:
    ///   - plan: what ``planSharing(of:in:shared:keeping:as:)`` worked out.
    ///   - principal: a super admin or admin; a developer too, for the admin kind.
    /// - Returns: the connection.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when something changed since the plan was made.
    @discardableResult
    public func changeSharing(
        _ plan: SharingPlan, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.system.changeSharing(plan, as: principal)
    }

    /// The authorizations that the users made of a logged-in user connection, page by page.
    ///
    /// - Parameters:
    ///   - linkName: the connection's link name.
    ///   - installation: the installation that it came with.
    ///   - cursor: where the page before ended; `nil` for the first.
    ///   - limit: how many at most; 1 to 1,000.
    ///   - principal: a super admin or admin.
    /// - Returns: the page; each can be revoked with ``revoke(_:in:environment:of:as:)``.
    /// - Throws: ``ConnectionError``.
    public func authorizations(
        of linkName: String, in installation: Installation.ID, after cursor: Cursor? = nil, limit: Int = 100,
        as principal: Principal
    ) async throws(ConnectionError) -> Page<ConnectionAuthorization> {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.authorizations(of: id, after: cursor, limit: limit, as: principal)
    }

    /// Resolves a link name as a task of the installation does: its own connections, then the system connections that its
    /// application uses.
    func connection(
        _ linkName: String, in id: Installation.ID, of account: AccountID
    ) async throws(ConnectionError) -> Connection {
        if let own = try await self.system.first(.linkName(linkName, in: .installation(id)), in: account) { return own }
        guard let installation = try await self.system.find(Installation.self, id, in: account),
            let shared = try await self.system.first(.linkName(linkName, in: .account), in: account),
            shared.kind == .system, shared.serves(installation.application)
        else { throw .notFound("connection") }
        return shared
    }
}
