extension ConnectionSystem {
    /// Works out what a change of sharing would do.
    ///
    /// - Parameters:
    ///   - id: the connection.
    ///   - isShared: whether one authorization is to serve all environments.
    ///   - environment: whose authorization is kept for all, or which keeps that of all.
    ///   - principal: who wants to know.
    /// - Returns: the plan.
    /// - Throws: ``ConnectionError``, also when no authorization would be left.
    package func planSharing(
        of id: Connection.ID, shared isShared: Bool, keeping environment: LiveEnvironment, as principal: Principal
    ) async throws(ConnectionError) -> SharingPlan {
        let context = try await self.context(of: id, in: principal.account)
        let connection = context.connection
        try self.require(
            context.request(.changeSharing, by: principal, on: principal.side, environment: environment))
        try self.advance { () throws(IllegalTransition) in try context.requireEditable() }
        let environments = try self.environments(of: context, for: principal)
        guard environments.contains(environment) else {
            throw ConnectionError(
                InvalidInput(
                    field: "environment", problem: "\"\(connection.name)\" has no \(environment) environment",
                    remedy: "Name \(environments.map(\.rawValue).joined(separator: " or "))"))
        }
        _ = try self.advance { () throws(IllegalTransition) in try connection.sharing(isShared) }
        let slots = try await self.all(.slots(of: id), in: principal.account)
        let moved = slots.filter { $0.id.environment == (isShared ? environment : nil) }
        let removed = slots.filter { slot in !moved.contains { $0.id == slot.id } }
        let (ending, kept) = try await self.grantsBehind(removed, in: principal.account)
        var living = kept
        var standing = false
        for slot in moved {
            guard let grant = try await self.find(Grant.self, slot.grant, in: principal.account), !grant.isOver else {
                continue
            }
            standing = true
            if !living.contains(where: { $0.id == grant.id }) { living.append(grant) }
        }
        guard standing || ending.isEmpty && kept.isEmpty else {
            let elsewhere = Set((ending + kept).map(\.id))
            let better = environments.filter { candidate in
                removed.contains { $0.id.environment == candidate && elsewhere.contains($0.grant) }
            }
            throw ConnectionError(
                .notAuthorized,
                "\"\(connection.name)\" is not connected in \(environment), so no authorization would be left.",
                remedy: "Name an environment in which it is: \(better.map(\.rawValue).joined(separator: ", ")).")
        }
        return SharingPlan(
            of: connection, shared: isShared, keeping: environment,
            elsewhere: environments.filter { $0 != environment }, moved: moved, removed: removed, ending: ending,
            living: living)
    }

    /// Carries a change of sharing out.
    package func changeSharing(
        _ plan: SharingPlan, as principal: Principal
    ) async throws(ConnectionError) -> Connection {
        try await self.operate(.changeSharing, as: principal) { () throws(ConnectionError) in
            try await self.requireCurrent(plan) { () throws(ConnectionError) in
                try await self.planSharing(
                    of: plan.connection.id, shared: plan.isShared, keeping: plan.environment, as: principal)
            }
            let context = try await self.context(of: plan.connection)
            var changes = ChangeSet()
            if let application = context.application { changes.expect(application) }
            if let installation = context.installation { changes.expect(installation) }
            // Written, so that an authorization under way looks for its slot anew.
            let connection = try self.advance { () throws(IllegalTransition) in
                try plan.connection.sharing(plan.isShared)
            }
            changes.update(connection)
            try self.clear(plan.removed + plan.moved, ending: plan.ending, kept: plan.living, in: &changes)
            for slot in plan.moved {
                changes.insert(Slot(id: plan.place(of: slot), account: slot.account, grant: slot.grant))
            }
            changes.record(
                self.entry(
                    .changeSharing, by: principal, connection: connection.id,
                    changed: plan.ending.isEmpty ? ["shares_authorization"] : ["shares_authorization", "status"]))
            return Planned(connection.committed, changes)
        }
    }

    /// The environments that a connection has, where its installation is there.
    private func environments(
        of context: ConnectionContext, for principal: Principal
    ) throws(ConnectionError) -> [LiveEnvironment] {
        guard let installation = context.installation else {
            return LiveEnvironment.allCases.filter { $0.exists(on: principal.side) }
        }
        try self.advance { () throws(IllegalTransition) in try installation.requireInstalled() }
        return LiveEnvironment.allCases.filter { installation.environments.contains($0) }
    }
}
