extension DeveloperConsole {
    /// Works out what the deletion of a connection would do.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/inUse`` with the places while any refer to it, and once a
    ///   release contains it.
    public func planDeletion(
        of id: Connection.ID, as principal: Principal
    ) async throws(ConnectionError) -> DeletionPlan {
        let context = try await self.definition(id, of: principal)
        try self.system.require(context.request(.deleteConnection, by: principal, on: .console))
        try self.requireEditable(context)
        try await self.naming(context.connection) { () throws(IllegalTransition) in
            try context.connection.requireDeletable()
        }
        return DeletionPlan(context, try await self.authorizations(of: context.connection))
    }

    /// Deletes a connection for good, as planned; its authorizations that nothing else uses are revoked.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/conflict`` when anything in the plan has changed.
    public func delete(_ plan: DeletionPlan, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.deleteConnection, as: principal) { () throws(ConnectionError) in
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in
                try await self.planDeletion(of: plan.connection.id, as: principal)
            }
            return Planned((), try self.changes(for: plan, by: principal))
        }
    }

    /// Deletes a connection that nothing refers to and that no release contains, whatever that ends: plan and act in one.
    ///
    /// - Throws: ``ConnectionError``, ``ConnectionError/Code/inUse`` with the places.
    public func delete(_ id: Connection.ID, as principal: Principal) async throws(ConnectionError) {
        try await self.system.operate(.deleteConnection, as: principal) { () throws(ConnectionError) in
            let plan = try await self.planDeletion(of: id, as: principal)
            return Planned((), try self.changes(for: plan, by: principal))
        }
    }

    private func changes(for plan: DeletionPlan, by principal: Principal) throws(ConnectionError) -> ChangeSet {
        var changes = ChangeSet()
        changes.delete(plan.connection)
        try plan.authorizations.clear(in: &changes, of: self.system)
        if let application = plan.application { changes.expect(application) }
        changes.record(self.system.entry(.deleteConnection, by: principal, connection: plan.connection.id))
        return changes
    }
}
