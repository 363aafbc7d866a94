extension ConnectionSystem {
    /// Writes down that a client account has another super admin, and lists what the former one authorized.
    ///
    /// - Throws: ``ConnectionError``.
    package func changeSuperAdmin(
        from former: UserID, to next: UserID, as principal: Principal
    ) async throws(ConnectionError) -> [ReviewEntry] {
        try await self.operate(.changeSuperAdmin, as: principal) { () throws(ConnectionError) in
            try self.require(.changeSuperAdmin, by: principal, on: .client)
            do throws(InvalidInput) {
                try former.validate(field: "former")
                try next.validate(field: "next")
                if former == next {
                    throw InvalidInput(
                        field: "next", problem: "\(next) is the super admin already",
                        remedy: "Name another person")
                }
                if principal.role == .superAdmin, former != principal.user {
                    throw InvalidInput(
                        field: "former", problem: "the super admin is \(principal.user)",
                        remedy: "Pass the super admin of the account")
                }
            } catch {
                throw ConnectionError(error)
            }
            var changes = ChangeSet()
            let guardian = try await self.guardian(of: next, in: principal.account)
            guard guardian.status == .active else {
                throw ConnectionError(
                    .suspended, "\(next) is not active in this account.", remedy: "Reactivate them first.")
            }
            if guardian.version == 0 {
                changes.expectAbsent(.guardian(next), in: principal.account)
            } else {
                changes.expect(guardian)
            }
            changes.record(
                self.entry(.changeSuperAdmin, by: principal, subject: "user:\(next)", changed: ["super_admin"]))
            var review: [ReviewEntry] = []
            for use in try await self.uses(ofGrantsBy: former, in: principal.account, on: .client)
            where use.grant.status == .authorized {
                review += try await self.review(
                    use, on: .client,
                    because: "\(former), who authorized it, is no longer the super admin; it goes on.")
            }
            return Planned(review.ordered, changes)
        }
    }
}
