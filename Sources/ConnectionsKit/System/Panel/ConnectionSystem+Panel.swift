extension ConnectionSystem {
    /// A connection as the panel shows it to `principal`; `nil` when they do not see it.
    ///
    /// Who sees it depends on what they are, on the kind of connection, and on the components that they may use.
    ///
    /// - Parameters:
    ///   - connection: the connection.
    ///   - places: the places that use it.
    ///   - environment: where its authorization is looked up.
    ///   - principal: who looks.
    ///   - components: the components that they may use.
    ///   - obstacle: what keeps everybody from authorizing there; `nil` when nothing does.
    /// - Returns: the entry.
    /// - Throws: ``ConnectionError``.
    package func panelEntry(
        of connection: Connection, usedIn places: [Place], in environment: LiveEnvironment, for principal: Principal,
        using components: ComponentAccess = .all, obstacle: String? = nil
    ) async throws(ConnectionError) -> PanelEntry? {
        let context = try await self.context(of: connection)
        func decide(_ action: Action) -> Decision {
            self.policy.decide(
                context.request(
                    action, by: principal, on: principal.side, environment: environment, holder: principal.user))
        }
        guard decide(.viewConnection).isAllowed else { return nil }
        var shown = places
        switch principal.role {
        case .superAdmin, .admin, .developer: break
        case .liveUser, .portalUser:
            let allowsPortalUsers = context.installation?.allowsPortalUsers ?? false
            guard principal.role == .liveUser || allowsPortalUsers else { return nil }
            shown = places.filter { components.allows($0) }
            guard !shown.isEmpty else { return nil }
        }
        return PanelEntry(
            id: connection.id, name: connection.name, linkName: connection.linkName, connector: connection.connector,
            service: context.connector.name, kind: connection.kind, places: shown,
            status: try await self.status(of: connection, in: environment, user: principal.user),
            authorization: decide(.authorize), renaming: decide(.renameAuthorization),
            obstacle: obstacle ?? self.obstacle(to: context, in: environment))
    }

    private func obstacle(to context: ConnectionContext, in environment: LiveEnvironment) -> String? {
        if !context.isConnectorKnown {
            return "The platform's catalogue does not have the connector \"\(context.connector.id)\"."
        }
        return context.installation?.refusalOfUse(in: environment, at: self.time.now())
            .map { "The application cannot be used: \($0)." }
    }
}
