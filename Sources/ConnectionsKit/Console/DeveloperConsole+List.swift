extension DeveloperConsole {
    /// The applications of the account for which the principal has a right, in the order of their identifiers.
    ///
    /// - Throws: ``ConnectionError``.
    public func applications(as principal: Principal) async throws(ConnectionError) -> [Application] {
        try self.system.require(PolicyRequest(.viewConnection, by: principal))
        return try await self.system.all(.applications, in: principal.account).filter { application in
            var request = PolicyRequest(.viewConnection, by: principal)
            request.application = application.id
            return self.system.policy.decide(request).isAllowed
        }
    }

    /// A page of the connections that the principal may see, in the order of their link names.
    ///
    /// The definitions of the account, or of the application that is asked for, are read as a whole for each page.
    ///
    /// - Parameters:
    ///   - filter: which connections.
    ///   - cursor: where to begin, from the page before; `nil` at the beginning.
    ///   - limit: how many at most; 1 to 1,000, beyond which the nearest of the two is taken.
    ///   - principal: a super admin or a developer.
    /// - Returns: the page. A connection that was there throughout is on one page, renamed or not.
    /// - Throws: ``ConnectionError``.
    public func connections(
        matching filter: ConnectionFilter, after cursor: Cursor? = nil, limit: Int = 100, as principal: Principal
    ) async throws(ConnectionError) -> Page<Connection> {
        let limit = min(max(limit, 1), 1_000)
        let rest = try await self.connections(of: filter.application, as: principal)
            .filter { connection in
                filter.admits(connection) && cursor.map { Self.precedes($0.text, connection.linkName) } ?? true
            }
            .sorted { Self.precedes($0.linkName, $1.linkName) }
        let page = Array(rest.prefix(limit))
        return Page(elements: page, next: rest.count > limit ? page.last.map { Cursor($0.linkName) } : nil)
    }

    /// All connections of the account that the principal may see, or those of one application.
    ///
    /// - Throws: ``ConnectionError``.
    public func connections(
        of application: ApplicationID? = nil, as principal: Principal
    ) async throws(ConnectionError) -> [Connection] {
        var request = PolicyRequest(.viewConnection, by: principal)
        request.application = application
        try self.system.require(request)
        var visible: [Connection] = []
        for connection in try await self.system.all(.connections(of: application), in: principal.account) {
            let context = try await self.system.context(of: connection)
            let decision = self.system.policy.decide(context.request(.viewConnection, by: principal, on: .console))
            if decision.isAllowed { visible.append(connection) }
        }
        return visible
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }
}
