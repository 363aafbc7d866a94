extension DeveloperConsole {
    /// Moves an authorization that was made in another system here, without anybody consenting anew.
    ///
    /// It takes the place of the one that stands, as a new authorization does. No service is called: a refresh token without
    /// an access token is used by the first task, or by maintenance. Importing what stands here already changes nothing.
    /// Import each authorization once: where two hold one refresh token, a service that rotates ends both.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - environment: development or stage.
    ///   - tokens: what the other system holds.
    ///   - principal: who authorizes.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/invalidInput`` with the field that is not acceptable; nothing is
    ///   stored then.
    @discardableResult
    public func importAuthorization(
        of id: Connection.ID, in environment: LiveEnvironment, tokens: ImportedTokens, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.importAuthorization(of: id, in: environment, tokens, as: principal)
    }
}
