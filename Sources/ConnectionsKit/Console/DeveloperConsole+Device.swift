extension DeveloperConsole {
    /// Asks the service once whether the person has consented on another device.
    ///
    /// Call it when ``AuthorizationProgress/pending(retryAt:)`` says so, from any process; a call that comes too early asks
    /// nobody and says when. Polling again after the person has consented says how the connection stands.
    ///
    /// - Parameters:
    ///   - pending: the authorization, whose step is ``PendingAuthorization/Step/device(_:)``.
    ///   - principal: who began it. Anybody else voids it.
    /// - Returns: how far it has come.
    /// - Throws: ``ConnectionError``. It is over when the person declined
    ///   (``ConnectionError/Code/consentDenied``) or the time has run out
    ///   (``ConnectionError/Code/authorizationTimedOut``). After ``ConnectionError/Code/providerUnavailable`` it goes on:
    ///   poll again at ``ConnectionError/retryAt``.
    public func poll(
        _ pending: PendingAuthorization, as principal: Principal
    ) async throws(ConnectionError) -> AuthorizationProgress {
        try await self.system.pollAuthorization(pending.state, as: principal)
    }

    /// Asks the service once whether the person has consented on another device, where only the state was kept.
    ///
    /// - Parameters:
    ///   - state: ``PendingAuthorization/state``, which a host that has several processes keeps for the person's session.
    ///   - principal: who began it. Anybody else voids it.
    /// - Returns: how far it has come.
    /// - Throws: ``ConnectionError`` as ``poll(_:as:)``.
    public func poll(
        state: String, as principal: Principal
    ) async throws(ConnectionError) -> AuthorizationProgress {
        try await self.system.pollAuthorization(state, as: principal)
    }

    /// Asks the service until the person has consented on another device, at the pace that it allows.
    ///
    /// A service or a store that is away for a while is asked again. Cancel the task to stop; the authorization can still
    /// be polled then.
    ///
    /// - Parameters:
    ///   - pending: the authorization, whose step is ``PendingAuthorization/Step/device(_:)``.
    ///   - principal: who began it.
    /// - Returns: how the connection stands then.
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/authorizationTimedOut`` when the time has run out.
    @discardableResult
    public func completeWhenConsented(
        _ pending: PendingAuthorization, as principal: Principal
    ) async throws(ConnectionError) -> ConnectionStatus {
        try await self.system.completeWhenConsented(pending, as: principal)
    }
}
