extension DeveloperConsole {
    /// Works out what a document of definitions would do to an application.
    ///
    /// A connection is known by its link name: one that the account does not have is made under it, one that it has becomes
    /// what the document says, with its scopes and places as a whole, and one that the document does not have is left alone.
    ///
    /// - Parameters:
    ///   - document: the definitions.
    ///   - application: for which they are enabled.
    ///   - principal: a super admin, or a developer with the rights that each step would need by hand.
    /// - Returns: the plan, with all that stands in its way.
    /// - Throws: ``ConnectionError``; what the document itself has wrong is in ``DefinitionImportPlan/problems``.
    public func planImport(
        _ document: DefinitionDocument, into application: ApplicationID, as principal: Principal
    ) async throws(ConnectionError) -> DefinitionImportPlan {
        var request = PolicyRequest(.importDefinitions, by: principal)
        request.application = application
        try self.system.require(request)
        let record = try await self.system.load(Application.self, application, in: principal.account, "application")
        try self.system.advance { () throws(IllegalTransition) in try record.requireEditable() }
        let sets = try await self.system.all(.credentialSets, in: principal.account)
        var planner = DefinitionPlanner(console: self, principal: principal, application: record, sets: sets)
        for (index, definition) in document.connections.enumerated() {
            try await planner.add(definition, at: index)
        }
        let linkNames = Set(document.connections.map(\.linkName))
        let others = try await self.system.all(.connections(of: application), in: principal.account)
            .filter { $0.origin == .defined && !linkNames.contains($0.linkName) }
            .sorted { $0.linkName < $1.linkName }
        return planner.plan(of: document, leavingAlone: others)
    }

    /// Applies a document of definitions, as planned; what the plan does not tell does not happen.
    ///
    /// - Parameters:
    ///   - plan: what ``planImport(_:into:as:)`` worked out.
    ///   - principal: a super admin, or a developer with the rights that each step would need by hand.
    /// - Returns: the connections of the document as they stand, in its order.
    /// - Throws: ``ConnectionError``: ``ConnectionError/Code/conflict`` when anything in the plan has changed,
    ///   ``ConnectionError/Code/invalidInput`` when it has problems.
    @discardableResult
    public func apply(
        _ plan: DefinitionImportPlan, as principal: Principal
    ) async throws(ConnectionError) -> [Connection] {
        try await self.system.operate(.importDefinitions, as: principal) { () throws(ConnectionError) in
            try await self.system.requireCurrent(plan) { () throws(ConnectionError) in
                try await self.planImport(plan.document, into: plan.application.id, as: principal)
            }
            if let first = plan.problems.first {
                var refusal = ConnectionError(first)
                refusal.message = plan.problems.map { "\($0.field): \($0.problem)." }.joined(separator: " ")
                throw refusal
            }
            var changes = ChangeSet()
            var result: [Connection] = []
            for item in plan.connections {
                result.append(try self.apply(item, of: plan.application, by: principal, in: &changes))
            }
            if plan.changesNothing { return Planned(result, ChangeSet()) }
            // Written, so that a deletion of a set that saw nobody use it must begin again.
            for set in Set(plan.connections.compactMap(\.credentialSet)) { changes.update(set) }
            // A release that is being planned must notice.
            changes.update(plan.application)
            return Planned(result, changes)
        }
    }

    private func apply(
        _ item: ImportedConnection, of application: Application, by principal: Principal, in changes: inout ChangeSet
    ) throws(ConnectionError) -> Connection {
        guard let current = item.current, let edited = item.edited else {
            let definition = NewDefinition(
                kind: item.definition.kind, connector: item.definition.connector, name: item.definition.name,
                linkName: item.definition.linkName, mode: item.mode, scopes: item.definition.scopes,
                sharesAuthorization: item.definition.sharesAuthorization)
            return try self.insert(
                definition, usedIn: item.definition.places, of: application, by: principal,
                auditedAs: .importDefinitions, in: &changes)
        }
        guard case .changed(let fields) = item.change else {
            changes.expect(current)
            return current
        }
        let next = try self.system.advance { () throws(IllegalTransition) in
            var next = try edited.connection.enabled(for: application.id)
            for _ in item.removedReferences { next = next.unreferenced() }
            for _ in item.addedPlaces { next = try next.referenced(by: application.id) }
            guard next.sharesAuthorization != item.definition.sharesAuthorization else { return next }
            return try next.sharing(item.definition.sharesAuthorization)
        }
        changes.update(next)
        for reference in item.removedReferences { changes.delete(reference) }
        for place in item.addedPlaces {
            changes.insert(
                Reference(
                    id: Reference.ID(connection: current.id, place: place), account: principal.account,
                    application: application.id, createdAt: self.system.time.now(), createdBy: principal.user))
        }
        if let authorizations = edited.authorizations {
            if edited.dropsAuthorizations || fields.contains("sharesAuthorization") {
                try authorizations.clear(in: &changes, of: self.system)
            } else {
                authorizations.expect(in: &changes)
            }
        }
        let audited = ["sharesAuthorization": "shares_authorization", "places": "references"]
        changes.record(
            self.system.entry(
                .importDefinitions, by: principal, connection: current.id, subject: "application:\(application.id)",
                changed: fields.map { audited[$0] ?? $0 }))
        return next.committed
    }
}
