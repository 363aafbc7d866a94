extension Workspace {
    /// Moves an authorization that was made in another system here, without anybody consenting anew.
    ///
    /// It takes the place of the one that stands, as a new authorization does. No service is called: a refresh token without
    /// an access token is used by the first task, or by maintenance. Importing what stands here already changes nothing.
    /// Import each authorization once: where two hold one refresh token, a service that rotates ends both.
    ///
    /// - Parameters:
    ///   - linkName: the link name of an installed connection, or of a system connection that the application uses.
    ///   - installation: the installation.
    ///   - environment: stage or production.
    ///   - tokens: what the other system holds.
    ///   - principal: who authorizes: an administrator or developer, or for the logged-in kind the user whose it is.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invalidInput`` with the field that is not acceptable; nothing is
    ///   stored then.
    @discardableResult
    public func importAuthorization(
        of linkName: String, in installation: Installation.ID, environment: LiveEnvironment = .production,
        tokens: ImportedTokens, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        let id = try await self.connection(linkName, in: installation, of: principal.account).id
        return try await self.system.importAuthorization(of: id, in: environment, tokens, as: principal)
    }
}
