/// One authorization of a connection: that of an environment, and of a user for the logged-in kind.
public struct ConnectionAuthorization: Sendable, Hashable, Identifiable {
    /// What it serves.
    public var id: Slot.ID
    /// The grant.
    public var grant: Grant.ID
    /// How the connection stands with it, with the account at the service and who authorized.
    public var status: ConnectionStatus
    /// When it was authorized.
    public var authorizedAt: Timestamp

    /// The user whom it serves; `nil` for every kind but the logged-in one.
    public var user: UserID? { self.id.user }
    /// The environment; `nil` when it serves all.
    public var environment: LiveEnvironment? { self.id.environment }
}

extension ConnectionSystem {
    /// A page of the authorizations of a connection, those that were revoked included.
    package func authorizations(
        of id: Connection.ID, after cursor: Cursor?, limit: Int, as principal: Principal
    ) async throws(ConnectionError) -> Page<ConnectionAuthorization> {
        let context = try await self.context(of: id, in: principal.account)
        try self.require(context.request(.viewAuthorizations, by: principal, on: principal.side))
        let page = try await self.page(.slots(of: id), in: principal.account, after: cursor, limit: limit)
        // One that serves all environments is judged where people use it.
        let usual: LiveEnvironment = principal.side == .console ? .development : .production
        var elements: [ConnectionAuthorization] = []
        for slot in page.elements {
            guard let grant = try await self.find(Grant.self, slot.grant, in: principal.account) else { continue }
            elements.append(
                ConnectionAuthorization(
                    id: slot.id, grant: grant.id,
                    status: try await self.status(
                        grant, of: context.connection, context.installation, in: slot.id.environment ?? usual),
                    authorizedAt: grant.createdAt))
        }
        return Page(elements: elements, next: page.next)
    }
}
