/// What a revocation did.
public struct RevocationReport: Sendable, Hashable {
    /// The grant that was revoked.
    public var grant: Grant.ID
    /// Other connections, environments and users that the same grant served, and which are not connected any more.
    public var alsoStopped: [Slot.ID]
}

extension ConnectionSystem {
    /// Revokes the authorization in a slot.
    ///
    /// It holds at once; the call to the service is a duty in the same commit.
    package func revokeAuthorization(
        of id: Connection.ID, in environment: LiveEnvironment, of user: UserID?, as principal: Principal
    ) async throws(ConnectionError) -> RevocationReport {
        try await self.operate(.revoke, as: principal) { () throws(ConnectionError) in
            let context = try await self.context(of: id, in: principal.account)
            let holder = user ?? principal.user
            try self.require(
                context.request(.revoke, by: principal, on: principal.side, environment: environment, holder: holder))
            let (slot, grant) = try await self.standing(context.connection, in: environment, of: holder, "revoked")
            var changes = ChangeSet()
            changes.expect(slot)
            changes.update(try self.advance { () throws(IllegalTransition) in try grant.revoking() })
            changes.insert(self.revocationDuty(for: grant))
            changes.record(
                self.entry(.revoke, by: principal, connection: id, grant: grant.id, changed: ["status"]))
            let others = try await self.all(.slots(pointingAt: grant.id), in: principal.account)
            return Planned(
                RevocationReport(grant: grant.id, alsoStopped: others.map(\.id).filter { $0 != slot.id }), changes)
        }
    }
}
