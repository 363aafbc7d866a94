extension Workspace {
    /// Begins to authorize a connection of an installed application: an administrator once for the admin kind, each user for
    /// themselves for the logged-in kind.
    ///
    /// - Parameters:
    ///   - linkName: the connection's link name.
    ///   - installation: the installation that it came with.
    ///   - environment: stage or production.
    ///   - details: what the service must be told of the account, by the names of the connector's parameters, such as
    ///     `["subdomain": "acme"]`; where none are given, those of the authorization that stands.
    ///   - principal: who authorizes.
    /// - Returns: the address to which the person must be sent, or what else they must do.
    /// - Throws: ``ConnectionError``.
    public func authorize(
        _ linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        details: [String: String] = [:], as principal: Principal
    ) async throws(ConnectionError) -> PendingAuthorization {
        let connection = try await self.connection(linkName, in: installation, of: principal.account)
        return try await self.system.beginAuthorization(
            of: connection.id, in: environment, details: details, as: principal)
    }

    /// Begins to authorize the account's system connection to a service.
    ///
    /// - Parameters:
    ///   - connector: the service.
    ///   - environment: stage or production.
    ///   - details: what the service must be told of the account, by the names of the connector's parameters, such as
    ///     `["subdomain": "acme"]`; where none are given, those of the authorization that stands.
    ///   - principal: who authorizes.
    /// - Returns: how it goes on.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/notFound`` before a task has needed the service.
    public func authorizeSystemConnection(
        to connector: ConnectorID, environment: LiveEnvironment = .production, details: [String: String] = [:],
        as principal: Principal
    ) async throws(ConnectionError) -> PendingAuthorization {
        guard let connection = try await self.system.first(.systemConnection(to: connector), in: principal.account)
        else { throw .notFound("system connection") }
        return try await self.system.beginAuthorization(
            of: connection.id, in: environment, details: details, as: principal)
    }

    /// Completes an authorization with the callback that came to the redirect address.
    ///
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func complete(
        _ callback: AuthorizationCallback, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.completeAuthorization(callback, as: principal)
    }

    /// Completes an authorization with the fields that the person filled in, or at once where there are none.
    ///
    /// - Throws: ``ConnectionError``; after a field that is missing or not acceptable it can be completed again.
    @discardableResult
    public func complete(
        _ pending: PendingAuthorization, fields: SecretFields = SecretFields([]), as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.completeAuthorization(pending.state, fields: fields, as: principal)
    }

    /// Revokes an authorization.
    ///
    /// It holds at once; the call to the service follows.
    ///
    /// - Parameters:
    ///   - linkName: the connection's link name.
    ///   - installation: the installation that it came with.
    ///   - environment: stage or production.
    ///   - user: whose, for the logged-in kind; the principal's own when left out.
    ///   - principal: who revokes.
    /// - Returns: what was revoked, and what else stopped.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func revoke(
        _ linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        of user: UserID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> RevocationReport {
        let connection = try await self.connection(linkName, in: installation, of: principal.account)
        return try await self.system.revokeAuthorization(of: connection.id, in: environment, of: user, as: principal)
    }

    /// Revokes the authorization of the account's system connection to a service.
    ///
    /// It holds at once.
    ///
    /// - Returns: what was revoked, and what else stopped.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func revokeSystemConnection(
        to connector: ConnectorID, environment: LiveEnvironment = .production, as principal: Principal
    ) async throws(ConnectionError) -> RevocationReport {
        guard let connection = try await self.system.first(.systemConnection(to: connector), in: principal.account)
        else { throw .notFound("system connection") }
        return try await self.system.revokeAuthorization(of: connection.id, in: environment, of: nil, as: principal)
    }
}
