/// The client's side: installed applications, their authorizations, and who sees what.
///
/// Every operation names who acts. It throws ``ConnectionError``, with the policy's decision when it is denied.
public struct Workspace: Sendable {
    let system: ConnectionSystem

    /// Opens the client's side of a system.
    public init(_ system: ConnectionSystem) {
        self.system = system
    }

    /// Accepts a developer's invitation for the principal's account.
    ///
    /// - Parameters:
    ///   - link: what the invitation's link held.
    ///   - principal: the super admin of the client account, which must be in the developer's data centre.
    /// - Throws: ``ConnectionError``: ``ConnectionError/Code/invitationNotOpen`` when it has run out or another account
    ///   accepted it, ``ConnectionError/Code/dataCentreMismatch`` in another data centre.
    public func accept(_ link: Invitation.Link, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.acceptInvitation, as: principal) { () throws(ConnectionError) in
            try self.system.require(PolicyRequest(.acceptInvitation, by: principal))
            let invitation = try await self.system.load(
                Invitation.self, link.invitation, in: link.account, "invitation")
            guard invitation.dataCentre == principal.dataCentre else {
                throw ConnectionError(
                    .dataCentreMismatch,
                    "The developer's account is in the data centre \(invitation.dataCentre), this one in \(principal.dataCentre).",
                    remedy: "Use an account in the same data centre.")
            }
            let next = try self.system.advance { () throws(IllegalTransition) in
                try invitation.accepted(by: principal.account, at: self.system.time.now())
            }
            if next == invitation { return Planned((), ChangeSet()) }
            var changes = ChangeSet()
            changes.update(next)
            changes.record(
                self.system.entry(
                    .acceptInvitation, by: principal, subject: "invitation:\(invitation.id)", changed: ["client"]))
            return Planned((), changes)
        }
    }
}
