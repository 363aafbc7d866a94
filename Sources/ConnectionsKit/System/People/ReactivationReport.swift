/// What the return of a person did.
public struct ReactivationReport: Sendable, Hashable {
    /// The person.
    public var user: UserID
    /// The authorizations that work again, for each place that they serve.
    public var restored: [Effects.Authorization]
    /// What their departure broke and nobody has authorized since; it does not come back by itself.
    public var broken: [ReviewEntry]
}

extension ConnectionSystem {
    /// Restores what was suspended of a person who returns in time, unless somebody authorized it meanwhile.
    ///
    /// - Throws: ``ConnectionError``.
    package func reactivate(
        _ user: UserID, on side: Side, as principal: Principal
    ) async throws(ConnectionError) -> ReactivationReport {
        try await self.operate(.reactivateUser, as: principal) { () throws(ConnectionError) in
            try self.require(.reactivateUser, by: principal, on: side)
            try self.validate(user, by: principal)
            let guardian = try await self.guardian(of: user, in: principal.account)
            let now = self.time.now()
            var uses = try await self.uses(ofGrantsBy: user, in: principal.account, on: side)
            let waiting = uses.indices.filter { index in
                guard case .suspended(let until) = uses[index].grant.status else { return false }
                return now < until && !uses[index].slots.isEmpty
            }
            var changes = ChangeSet()
            changes.put(
                try self.advance { () throws(IllegalTransition) in
                    try guardian.reactivated(isUnfinished: !waiting.isEmpty)
                })
            changes.record(self.entry(.reactivateUser, by: principal, subject: "user:\(user)", changed: ["status"]))
            for index in waiting {
                let grant = uses[index].grant
                let restored = try self.advance { () throws(IllegalTransition) in try grant.restoring(at: now) }
                changes.update(restored)
                changes.record(
                    self.entry(
                        .reactivateUser, by: principal, connection: grant.connection, grant: grant.id,
                        subject: "user:\(user)", changed: ["status"]))
                uses[index].grant = restored
            }
            let report = ReactivationReport(
                user: user, restored: waiting.flatMap { uses[$0].authorizations }.ordered,
                broken: try await self.broken(uses, by: user, on: side))
            return Planned(report, changes)
        }
    }
}
