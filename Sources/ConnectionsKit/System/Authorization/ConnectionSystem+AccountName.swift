extension ConnectionSystem {
    /// The name of the account at the service for a new grant.
    ///
    /// That of the grant before when the service tells that the person is the same, since it may have been edited; else the
    /// service's own; else that of the same person's grant before; else one with the next number of the service's accounts.
    ///
    /// A number holds over all connections to the service: the others are expected, and whoever takes one writes their own.
    ///
    /// - Returns: the name, and whether a number was taken.
    func accountName(
        _ obtained: ObtainedCredential, of connection: Connection, by principal: Principal, replacing old: Grant?,
        in changes: inout ChangeSet
    ) async throws(ConnectionError) -> (text: String, isNumbered: Bool) {
        if let old, let subject = old.subject, subject == obtained.subject { return (old.accountName, false) }
        if let name = obtained.accountName.flatMap({ AccountName.cleaned($0) }) { return (name, false) }
        if let old, old.authorizedBy == principal.user, old.subject == nil || obtained.subject == nil {
            return (old.accountName, false)
        }
        let service = self.catalogue[connection.connector]?.name ?? connection.connector.rawValue
        for other in try await self.all(.connections(), in: connection.account)
        where other.connector == connection.connector && other.id != connection.id {
            changes.expect(other)
        }
        let grants = try await self.all(.grants(), in: connection.account)
            .filter { $0.connector == connection.connector }
        let highest = grants.compactMap { AccountName.number(in: $0.accountName, of: service) }.max() ?? 0
        // A renamed account counts too.
        let others = grants.count { !$0.isOver && $0.id != old?.id }
        return (AccountName.generated(service, max(highest, others) + 1), true)
    }
}
