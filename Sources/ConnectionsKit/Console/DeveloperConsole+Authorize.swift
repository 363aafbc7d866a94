extension DeveloperConsole {
    /// Begins to authorize a connection in development or stage, to test it.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - details: what the service must be told of the account, by the names of the connector's parameters, such as
    ///     `["subdomain": "acme"]`; where none are given, those of the authorization that stands.
    ///   - principal: who authorizes.
    /// - Returns: the address to which the person must be sent, or what else they must do.
    /// - Throws: ``ConnectionError``.
    public func authorize(
        _ id: Connection.ID, in environment: LiveEnvironment, details: [String: String] = [:], as principal: Principal
    ) async throws(ConnectionError) -> PendingAuthorization {
        try await self.system.beginAuthorization(of: id, in: environment, details: details, as: principal)
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

    /// Revokes an authorization made in development or stage.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: where it was authorized.
    ///   - user: whose, for the logged-in kind; the principal's own when left out.
    ///   - principal: a super admin or developer.
    /// - Returns: what was revoked, and what else stopped.
    /// - Throws: ``ConnectionError``.
    @discardableResult
    public func revoke(
        _ id: Connection.ID, in environment: LiveEnvironment, of user: UserID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> RevocationReport {
        try await self.system.revokeAuthorization(of: id, in: environment, of: user, as: principal)
    }
}
