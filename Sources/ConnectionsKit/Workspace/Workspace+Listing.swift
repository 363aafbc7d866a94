extension Workspace {
    /// A page of the connections of the account: those that came with applications, and those that tasks made.
    ///
    /// - Parameters:
    ///   - filter: which ones.
    ///   - environment: where their status is looked up.
    ///   - cursor: where to begin; `nil` at the beginning.
    ///   - limit: how many at most; 1 to 1,000. A page may have fewer, and is the last when it names no next.
    ///   - principal: a super admin, admin or developer of the account; everybody else has the panels of their applications.
    /// - Returns: the page.
    /// - Throws: ``ConnectionError``.
    public func connections(
        matching filter: ListingFilter = .all, environment: LiveEnvironment = .production,
        after cursor: Cursor? = nil, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> Page<ListedConnection> {
        var request = PolicyRequest(.viewConnection, by: principal)
        request.environment = environment
        // Whoever may see the kinds that everybody shares may see them all.
        request.connection = PolicyRequest.ConnectionFacts(kind: .admin, name: "all connections", isInstalled: true)
        try self.system.require(request)
        guard (1...1_000).contains(limit) else {
            throw ConnectionError(
                InvalidInput(field: "limit", problem: "\(limit)", remedy: "Pass 1 to 1,000"))
        }
        let installations = try await self.system.all(.installations, in: principal.account).filter(\.isThere)
        var page = Page<ListedConnection>(elements: [], next: cursor)
        repeat {
            let stored = try await self.system.page(
                Query<Connection>.connections(of: filter.application), in: principal.account, after: page.next,
                limit: limit)
            for connection in stored.elements {
                let listed = try await self.listed(connection, of: installations, environment, for: principal)
                if let listed, filter.matches(listed) { page.elements.append(listed) }
            }
            page.next = stored.next
        } while page.elements.isEmpty && page.next != nil
        return page
    }

    /// The connection as it is listed; nothing for one that the client's side does not have.
    private func listed(
        _ connection: Connection, of installations: [Installation], _ environment: LiveEnvironment,
        for principal: Principal
    ) async throws(ConnectionError) -> ListedConnection? {
        let type: ListedConnection.ListedType
        let users: [Installation]
        switch connection.origin {
        case .defined: return nil
        case .installed(let id, _):
            users = installations.filter { $0.id == id }
            // What was uninstalled is on its way out.
            guard !users.isEmpty else { return nil }
            type = .installed
        case .system:
            users = installations.filter { connection.systemApplications.contains($0.application) }
            type = .system
        }
        return ListedConnection(
            id: connection.id, name: connection.name, linkName: connection.linkName, type: type,
            kind: connection.kind, connector: connection.connector,
            applications: users.map {
                ListedConnection.ListedApplication(id: $0.application, installation: $0.id, name: $0.name)
            }, isUnused: connection.isUnused,
            status: try await self.system.status(of: connection, in: environment, user: principal.user))
    }
}
