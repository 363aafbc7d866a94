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
            let slotID = context.connection.slot(in: environment, user: holder)
            guard let (_, grant) = try await self.grant(in: slotID, of: principal.account), !grant.isOver else {
                throw ConnectionError(
                    .notAuthorized, "\"\(context.connection.name)\" is not connected here, so nothing can be revoked.",
                    remedy: "Check the environment, and for whom it was authorized.")
            }
            var changes = ChangeSet()
            changes.update(try self.advance { () throws(IllegalTransition) in try grant.revoking() })
            changes.insert(self.revocationDuty(for: grant))
            changes.record(
                self.entry(.revoke, by: principal, connection: id, grant: grant.id, changed: ["status"]))
            let others = try await self.all(.slots(pointingAt: grant.id), in: principal.account)
            return Planned(
                RevocationReport(grant: grant.id, alsoStopped: others.map(\.id).filter { $0 != slotID }), changes)
        }
    }
}
